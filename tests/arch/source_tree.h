// The project's own source files as lines of text, and what a rule says about them. Read once for each suite,
// one thread. A rule is a function from a Tree to complaints, so that each can be shown a planted offence as
// well.
#pragma once

#include <regex.h>

#include <string>
#include <string_view>
#include <vector>

namespace hearth::arch {

struct SourceFile {
  std::string path;  // from the root of the project, "core/net/loop.h"
  std::vector<std::string> lines;

  /// "core/net/loop.h" is in "core" and in "core/net".
  [[nodiscard]] bool in(std::string_view folder) const;
  /// Ends with any of these: ".h", ".cpp".
  [[nodiscard]] bool is_a(std::initializer_list<std::string_view> endings) const;
  /// Written by a generator (its name has .gen. or its first lines say so): what it says is its source's
  /// business.
  [[nodiscard]] bool generated() const;
  /// "net" for core/net/loop.h, "" outside of core/.
  [[nodiscard]] std::string_view room() const;
};
using Tree = std::vector<SourceFile>;

struct Complaint {
  std::string where;  // file:line
  std::string rule;
};
using Complaints = std::vector<Complaint>;

/// What one line includes: `#include <Poco/Net/Socket.h>` gives {"Poco/Net/Socket.h", true}; an empty path
/// for any other line.
struct Include {
  std::string path;
  bool angled = false;
};
Include include_of(std::string_view line);

/// The line without its // comment; block comments are not looked for.
std::string_view code_of(std::string_view line);

/// An extended regular expression of POSIX. (std::regex is several times slower to compile and to run, and
/// g++ 12 warns about its own headers with sanitizers.) glibc knows \b, \w and \s in addition.
class Pattern {
 public:
  explicit Pattern(const char* expression, bool ignore_case = false);
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();
  /// Does any part of the text match?
  [[nodiscard]] bool in(std::string_view text) const;

 private:
  regex_t compiled_{};
};

/// Every text file of these folders below the root of the project, build results and foreign packages left
/// out.
Tree read_tree(std::initializer_list<std::string_view> folders);

/// A tree of one file, for showing a rule an offence.
Tree planted(std::string path, std::string_view text);

void complain(Complaints& complaints, const SourceFile& file, std::size_t line_index, std::string rule);

/// Fails the running test with one line for each complaint.
void assert_none(const Complaints& complaints);
/// Fails unless there is exactly one complaint, at `where`.
void assert_one(const Complaints& complaints, std::string_view where);

}  // namespace hearth::arch
