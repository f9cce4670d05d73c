#include "demo/piece_reader.h"

#include <charconv>
#include <stdexcept>

namespace hearth::demo {
namespace {

/// A brace before one of these is only a brace.
bool opens_something(std::string_view after) {
  return !after.empty() && std::string_view(" \t\n\"'}").find(after.front()) == std::string_view::npos;
}

bool is_rule_name(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

/// The text up to the brace that closes what `text` stands in.
std::string_view inside(std::string_view text) {
  int depth = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && opens_something(text.substr(i + 1))) ++depth;
    if (text[i] == '}' && --depth == 0) return text.substr(0, i);
  }
  throw std::invalid_argument("a brace is not closed: {" + std::string(text.substr(0, 40)));
}

/// The parts between the bars that are not in inner braces.
std::vector<std::string_view> between_bars(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    if (text[i] != '|' || depth != 0) continue;
    parts.push_back(text.substr(from, i - from));
    from = i + 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

Piece number_piece(std::string_view range) {
  Piece piece;
  piece.kind = Piece::Kind::kNumber;
  const auto dash = range.find('-');
  const auto read = [&](std::string_view digits, std::uint64_t& into) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc{} && end == digits.data() + digits.size();
  };
  if (dash == std::string_view::npos || !read(range.substr(0, dash), piece.first) ||
      !read(range.substr(dash + 1), piece.last) || piece.last < piece.first)
    throw std::invalid_argument("no range of numbers: " + std::string(range));
  return piece;
}

Piece braced_piece(std::string_view text) {
  Piece piece;
  if (const auto parts = between_bars(text); parts.size() > 1) {
    piece.kind = Piece::Kind::kOneOf;
    for (const std::string_view part : parts) piece.options.push_back(read_pieces(part));
    piece.weights.assign(parts.size(), 1);
    return piece;
  }
  if (text.starts_with('#')) return number_piece(text.substr(1));
  if (text.size() == 2 && (text[0] == '@' || text[0] == '~')) {
    piece.kind = text[0] == '@' ? Piece::Kind::kMention : Piece::Kind::kName;
    piece.role = text[1];
    return piece;
  }
  piece.kind = Piece::Kind::kRule;
  for (; text.starts_with('=') || text.starts_with('^'); text.remove_prefix(1))
    (text.front() == '=' ? piece.remember : piece.capital) = true;
  if (!is_rule_name(text)) throw std::invalid_argument("no name of a rule: {" + std::string(text) + "}");
  piece.text = text;
  return piece;
}

}  // namespace

std::vector<Piece> read_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::string plain;
  const auto keep_plain = [&] {
    if (plain.empty()) return;
    Piece& piece = pieces.emplace_back();
    piece.text.swap(plain);
  };
  while (!text.empty()) {
    if (text.front() != '{' || !opens_something(text.substr(1))) {
      plain += text.front();
      text.remove_prefix(1);
      continue;
    }
    keep_plain();
    const std::string_view braced = inside(text.substr(1));
    pieces.push_back(braced_piece(braced));
    text.remove_prefix(braced.size() + 2);
  }
  keep_plain();
  return pieces;
}

}  // namespace hearth::demo
