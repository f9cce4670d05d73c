#include "options.h"

#include <stdexcept>
#include <utility>

namespace hearth::bench {

Options::Options(int argc, char** argv) {
  for (int i = 0; i < argc; i += 2) {
    const std::string name = argv[i];
    if (!name.starts_with("--") || i + 1 == argc)
      throw std::runtime_error("\"" + name + "\" is no option with a value");
    given_[name.substr(2)].emplace_back(argv[i + 1]);
  }
}

std::vector<std::string> Options::all(const std::string& name) {
  const auto found = given_.extract(name);
  return found ? std::move(found.mapped()) : std::vector<std::string>{};
}

std::string Options::text(const std::string& name, std::optional<std::string> otherwise) {
  auto values = all(name);
  if (!values.empty()) return std::move(values.back());
  if (!otherwise) throw std::runtime_error("--" + name + " is missing");
  return std::move(*otherwise);
}

std::uint64_t Options::number(const std::string& name, std::optional<std::uint64_t> otherwise) {
  const auto value = text(name, otherwise ? std::optional(std::to_string(*otherwise)) : std::nullopt);
  std::size_t end = 0;
  const auto number = std::stoull(value, &end);
  if (end != value.size()) throw std::runtime_error("--" + name + " takes a number");
  return number;
}

void Options::none_left() const {
  if (!given_.empty()) throw std::runtime_error("there is no option --" + given_.begin()->first);
}

}  // namespace hearth::bench
