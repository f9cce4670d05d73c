#include "demo/phrases.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "demo/piece_reader.h"

namespace hearth::demo {
namespace {

constexpr std::string_view kFence = "\"\"\"";

/// Takes the next line off the text.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// "*3 rest" -> 3, and the rest.
std::uint32_t take_weight(std::string_view& line) {
  if (line.size() < 4 || line[0] != '*' || line[1] < '1' || line[1] > '9' || line[2] != ' ') return 1;
  const auto weight = static_cast<std::uint32_t>(line[1] - '0');
  line.remove_prefix(3);
  return weight;
}

/// The lines up to the closing fence, without the last line feed.
std::string_view take_block(std::string_view& text, std::size_t& line_number) {
  const char* const begin = text.data();
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++line_number;
    if (line != kFence) continue;
    const auto size = static_cast<std::size_t>(line.data() - begin);
    return {begin, size == 0 ? 0 : size - 1};
  }
  throw std::invalid_argument("a block of lines does not end");
}

/// One of them, but if it can be, none of the last ones that were chosen here.
std::size_t choose(const void* where, const std::vector<std::uint32_t>& weights, Dice& dice, Scene& scene) {
  std::size_t chosen = dice.weighted(weights);
  if (weights.size() < 3) return chosen;
  auto& lately = scene.said_lately[where];
  const auto was_said = [&] { return std::ranges::find(lately, chosen) != lately.end(); };
  for (int tries = 0; tries < 4 && was_said(); ++tries) chosen = dice.weighted(weights);
  // There is always one that was not: fewer are remembered than there are.
  while (was_said()) chosen = (chosen + 1) % weights.size();
  lately.push_back(chosen);
  if (lately.size() > weights.size() * 2 / 3) lately.erase(lately.begin());
  return chosen;
}

void capitalise(std::string& text, std::size_t at) {
  if (at < text.size()) text[at] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[at])));
}

}  // namespace

Phrases::Phrases(std::string_view text, const Phrases* shared) : shared_(shared) {
  std::size_t line_number = 0;
  Rule* rule = nullptr;
  bool is_plot = false;
  try {
    while (!text.empty()) {
      std::string_view line = take_line(text);
      ++line_number;
      if (line.empty() || line.starts_with('#')) continue;
      if (line.starts_with('[') && line.ends_with(']')) {
        const std::string name(line.substr(1, line.size() - 2));
        if (rules_.contains(name)) throw std::invalid_argument("there are two rules " + name);
        rule = &rules_[name];
        is_plot = name.starts_with("plot_");
        continue;
      }
      if (rule == nullptr) throw std::invalid_argument("an alternative belongs to a rule");
      const std::uint32_t weight = take_weight(line);
      add(*rule, is_plot, line == kFence ? take_block(text, line_number) : line, weight);
    }
    check_all();
  } catch (const std::invalid_argument& wrong) {
    throw std::invalid_argument("phrases, line " + std::to_string(line_number) + ": " + wrong.what());
  }
}

void Phrases::add(Rule& rule, bool is_plot, std::string_view text, std::uint32_t weight) {
  Alternative& alternative = rule.alternatives.emplace_back();
  rule.weights.push_back(weight);
  if (!is_plot) {
    alternative.pieces = read_pieces(text);
    return;
  }
  if (text.starts_with('{') && text.ends_with('}')) {
    alternative.other_plot = text.substr(1, text.size() - 2);
    return;
  }
  while (!text.empty()) {
    std::string_view line = take_line(text);
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || colon == 0 || colon > 2 || (colon == 2 && line[1] != '?'))
      throw std::invalid_argument("no line of a plot: " + std::string(line));
    alternative.plot.push_back({line[0], colon == 2, read_pieces(line.substr(colon + 2))});
  }
}

void Phrases::check(const std::vector<Piece>& pieces) const {
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::kRule) rule(piece.text);
    for (const auto& option : piece.options) check(option);
  }
}

void Phrases::check_all() const {
  for (const auto& [name, rule_of_ours] : rules_) {
    if (rule_of_ours.alternatives.empty()) throw std::invalid_argument("the rule " + name + " is empty");
    for (const Alternative& alternative : rule_of_ours.alternatives) {
      check(alternative.pieces);
      for (const Line& line : alternative.plot) check(line.pieces);
      if (!alternative.other_plot.empty()) rule(alternative.other_plot);
    }
  }
}

const Phrases::Rule& Phrases::rule(std::string_view name) const {
  const auto found = rules_.find(name);
  if (found != rules_.end()) return found->second;
  if (shared_ != nullptr) return shared_->rule(name);
  throw std::invalid_argument("there is no rule " + std::string(name));
}

std::vector<Beat> Phrases::choose_plot(std::string_view name, Dice& dice, Scene& scene) const {
  const Rule& plots = rule(name);
  const Alternative& chosen = plots.alternatives[choose(&plots, plots.weights, dice, scene)];
  if (!chosen.other_plot.empty()) return choose_plot(chosen.other_plot, dice, scene);
  std::vector<Beat> beats;
  for (const Line& line : chosen.plot)
    if (!line.perhaps || dice.percent(50)) beats.push_back({line.role, line.perhaps, &line.pieces});
  return beats;
}

std::string Phrases::compose(const std::vector<Piece>& pieces, Dice& dice, Scene& scene) const {
  std::string out;
  append(out, pieces, dice, scene);
  return out;
}

void Phrases::append(std::string& out, const std::vector<Piece>& pieces, Dice& dice, Scene& scene) const {
  for (const Piece& piece : pieces) {
    const std::size_t begin = out.size();
    switch (piece.kind) {
      case Piece::Kind::kText:
        out += piece.text;
        break;
      case Piece::Kind::kNumber:
        out += std::to_string(dice.between(piece.first, piece.last));
        break;
      case Piece::Kind::kOneOf:
        append(out, piece.options[choose(&piece, piece.weights, dice, scene)], dice, scene);
        break;
      case Piece::Kind::kMention:
        out += "@" + scene.cast[piece.role].user_name;
        break;
      case Piece::Kind::kName:
        out += scene.cast[piece.role].first_name;
        break;
      case Piece::Kind::kRule: {
        const auto known = piece.remember ? scene.remembered.find(piece.text) : scene.remembered.end();
        if (known != scene.remembered.end()) {
          out += known->second;
        } else {
          const Rule& named = rule(piece.text);
          append(out, named.alternatives[choose(&named, named.weights, dice, scene)].pieces, dice, scene);
          if (piece.remember) scene.remembered.emplace(piece.text, out.substr(begin));
        }
        if (piece.capital) capitalise(out, begin);
        break;
      }
    }
  }
}

}  // namespace hearth::demo
