// Options: `--name value` pairs of a command line; a name may come several times.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hearth::bench {

class Options {
 public:
  /// Throws std::runtime_error for what is no `--name value`.
  Options(int argc, char** argv);

  /// Throw std::runtime_error when there is neither a value nor a default.
  std::string text(const std::string& name, std::optional<std::string> otherwise = {});
  std::uint64_t number(const std::string& name, std::optional<std::uint64_t> otherwise = {});
  std::vector<std::string> all(const std::string& name);
  /// Throws when an option was given that nobody asked for.
  void none_left() const;

 private:
  std::map<std::string, std::vector<std::string>> given_;
};

}  // namespace hearth::bench
