#include "store/reactions_text.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/json_text.h"

namespace hearth::store {

std::string to_text(const std::vector<chat::Reaction>& reactions) {
  std::string out = "[";
  for (const chat::Reaction& reaction : reactions) {
    out += out.size() > 1 ? ",[" : "[";
    json::append_string(out, reaction.emoji);
    out += ',';
    json::append_number(out, reaction.count);
    out += ",[";
    for (std::size_t i = 0; i < reaction.people.size(); ++i) {
      if (i > 0) out += ',';
      json::append_number(out, reaction.people[i].value);
    }
    out += "]]";
  }
  return out + ']';
}

std::vector<chat::Reaction> reactions_of(std::string_view text) try {
  std::vector<chat::Reaction> reactions;
  for (const auto& row : nlohmann::json::parse(text)) {
    chat::Reaction reaction{row.at(0).get<std::string>(), row.at(1).get<std::uint32_t>(), {}};
    for (const auto& person : row.at(2)) reaction.people.emplace_back(person.get<std::uint64_t>());
    reactions.push_back(std::move(reaction));
  }
  return reactions;
} catch (const nlohmann::json::exception& e) {
  throw std::runtime_error(std::string("the reactions in the database cannot be read: ") + e.what());
}

}  // namespace hearth::store
