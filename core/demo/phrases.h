// Phrases: a book of phrases in one language, from which messages are put together. Immutable once read; any
// thread.
//
//   # a comment; empty lines mean nothing
//   [greeting]                          a rule, and below it its alternatives, one a line
//   Good {morning|day|evening}, {~b}!   {x|y}   one of these, nested as one likes
//   *3 Hi!                              three times as often as the others
//   Has {@b} seen {=part} in {place}?   {rule}  an alternative of that rule    {^rule}  with a capital letter
//   """                                 {=rule} chosen once per talk: whoever says it again means the same
//   one An alternative of several           {@b}    the role b as a mention        {~b}     by first name
//   lines.                              {#2-9}  a number
//   """
//   [plot_question]                     a rule named plot_… has talks as its alternatives: who says what, by
//   role
//   """
//   a: Does anybody know {=part}?
//   b?: {greeting}                      perhaps
//   z: {idea}                           z is somebody, another one each time
//   """
//   {plot_question}                     or the name of another such rule
//
// A brace before white space, a quotation mark or a closing brace is a brace, so that code can stand in a
// message.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "demo/dice.h"

namespace hearth::demo {

/// Whom {@a} and {~a} mean.
struct Speaker {
  std::string user_name;
  std::string first_name;
};

/// What people remember while they talk.
struct Scene {
  std::map<char, Speaker> cast;
  std::map<std::string, std::string, std::less<>> remembered;   // within one talk
  std::map<const void*, std::vector<std::size_t>> said_lately;  // so that nobody says the same all the time
};

struct Piece {
  enum class Kind : std::uint8_t { kText, kRule, kOneOf, kNumber, kMention, kName } kind = Kind::kText;
  std::string text;  // or the rule's name
  bool remember = false;
  bool capital = false;
  char role = 0;
  std::uint64_t first = 0, last = 0;
  std::vector<std::vector<Piece>> options;
  std::vector<std::uint32_t> weights;  // of the options, all 1
};

/// One message of a plot.
struct Beat {
  char role = 'a';
  bool perhaps = false;
  const std::vector<Piece>* pieces = nullptr;
};

class Phrases {
 public:
  /// Reads a book. What it does not have itself is looked up in `shared`, which must outlive it. Throws
  /// std::invalid_argument, with the line, for a text that does not follow the rules above or names a rule
  /// that does not exist.
  explicit Phrases(std::string_view text, const Phrases* shared = nullptr);
  Phrases(const Phrases&) = delete;
  Phrases& operator=(const Phrases&) = delete;

  /// One of the talks of a plot rule, without those of its beats that are left out.
  std::vector<Beat> choose_plot(std::string_view rule, Dice& dice, Scene& scene) const;

  std::string compose(const std::vector<Piece>& pieces, Dice& dice, Scene& scene) const;

  bool has(std::string_view rule) const { return rules_.find(rule) != rules_.end(); }

 private:
  struct Line {
    char role = 'a';
    bool perhaps = false;
    std::vector<Piece> pieces;
  };
  struct Alternative {
    std::vector<Piece> pieces;
    std::vector<Line> plot;  // of plot rules
    std::string other_plot;  // or the rule to go on with
  };
  struct Rule {
    std::vector<Alternative> alternatives;
    std::vector<std::uint32_t> weights;
  };

  void add(Rule& rule, bool is_plot, std::string_view text, std::uint32_t weight);
  void check(const std::vector<Piece>& pieces) const;
  void check_all() const;
  const Rule& rule(std::string_view name) const;
  void append(std::string& out, const std::vector<Piece>& pieces, Dice& dice, Scene& scene) const;

  const Phrases* shared_;
  std::map<std::string, Rule, std::less<>> rules_;
};

}  // namespace hearth::demo
