// The texts from which the demonstration's talk is put together: texts/*.txt, one per language, embedded at
// build time.
#pragma once

#include <string_view>
#include <vector>

namespace hearth::demo {

struct PhraseBookText {
  std::string_view name;  // of the file, without .txt
  std::string_view text;
};

const std::vector<PhraseBookText>& phrase_book_texts();

}  // namespace hearth::demo
