// SettingsReader: strict reading of one YAML mapping. Everything wrong is gathered, with its line, so that an
// admin mends a file in one go.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace YAML {
class Node;
}

namespace hearth::app {

class SettingsReader {
 public:
  /// `errors` gathers lines; `path` is the key of this mapping ("" at the top).
  SettingsReader(const YAML::Node& node, std::string file, std::string path,
                 std::vector<std::string>& errors);

  // Each reads a key into `out` if it is there, and leaves `out` as it is if not.
  void text(const std::string& key, std::string& out, std::size_t at_most = 1000);
  void number(const std::string& key, std::uint32_t& out, std::uint32_t at_least, std::uint32_t at_most);
  void flag(const std::string& key, bool& out);
  /// Gives the place of the word among the allowed ones.
  void choice(const std::string& key, std::size_t& out, const std::vector<std::string>& allowed);
  void texts(const std::string& key, std::vector<std::string>& out);
  /// A mapping within this one: `read` gets its reader, if it is there.
  template <class F>
  void section(const std::string& key, F&& read) {
    if (const YAML::Node* node = find(key)) {
      SettingsReader inside(*node, file_, path_.empty() ? key : path_ + "." + key, errors_);
      read(inside);
      inside.finish();
    }
  }
  /// Complains about a value that was read well but cannot be.
  void wrong(const std::string& key, const std::string& what);
  /// Complains about every key that nobody asked for.
  void finish();

 private:
  const YAML::Node* find(const std::string& key);
  bool scalar(const std::string& key, std::string& out);
  void complain(int line, const std::string& key, const std::string& what);

  struct Entry {
    std::string key;
    int line;
    bool asked;
    std::shared_ptr<YAML::Node> value;
  };
  std::string file_, path_;
  std::vector<std::string>& errors_;
  std::vector<Entry> entries_;
};

}  // namespace hearth::app
