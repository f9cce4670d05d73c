// Whether a text really has what was asked for, where, and how well; and the piece of it that shows so. The
// index answers which messages have all the words; what stands side by side only the text itself tells. No
// state; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "chat/search_query.h"
#include "chat/values.h"

namespace hearth::chat {

struct SearchMatch {
  /// Bytes of the text that were asked for, in order, not overlapping.
  std::vector<std::pair<std::size_t, std::size_t>> hits;
  /// How well, from 0 to about 10: words near each other, early, whole, in a short text.
  double quality = 0;
};

/// None where a wanted phrase is missing, or an unwanted one is there.
std::optional<SearchMatch> match(std::string_view text, const std::vector<SearchPhrase>& phrases);

/// About `width` code points around the first hits, in one line, as pieces that are a hit or not.
std::vector<Piece> excerpt(std::string_view text, const SearchMatch& match, std::size_t width);

}  // namespace hearth::chat
