// Reads the text of an alternative into pieces. For phrases.cpp only.
#pragma once

#include <string_view>
#include <vector>

#include "demo/phrases.h"

namespace hearth::demo {

/// Throws std::invalid_argument for braces that open something and do not close it.
std::vector<Piece> read_pieces(std::string_view text);

}  // namespace hearth::demo
