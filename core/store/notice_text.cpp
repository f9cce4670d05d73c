#include "store/notice_text.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/json_text.h"

namespace hearth::store {

std::string to_text(const chat::Notice& notice) {
  std::string out = "{\"what\":";
  json::append_number(out, static_cast<std::uint64_t>(notice.what));
  out += ",\"people\":[";
  for (std::size_t i = 0; i < notice.people.size(); ++i) {
    if (i > 0) out += ',';
    json::append_number(out, notice.people[i].value);
  }
  out += ']';
  if (notice.name) {
    out += ",\"name\":";
    json::append_string(out, *notice.name);
  }
  if (notice.role) {
    out += ",\"role\":";
    json::append_number(out, static_cast<std::uint64_t>(*notice.role));
  }
  out += '}';
  return out;
}

chat::Notice notice_of(std::string_view text) try {
  const auto object = nlohmann::json::parse(text);
  chat::Notice notice;
  notice.what = static_cast<chat::NoticeKind>(object.at("what").get<std::uint8_t>());
  for (const auto& person : object.at("people")) notice.people.emplace_back(person.get<std::uint64_t>());
  if (const auto name = object.find("name"); name != object.end()) notice.name = name->get<std::string>();
  if (const auto role = object.find("role"); role != object.end())
    notice.role = static_cast<chat::GroupRole>(role->get<std::uint8_t>());
  return notice;
} catch (const nlohmann::json::exception& e) {
  throw std::runtime_error(std::string("a notice in the database cannot be read: ") + e.what());
}

}  // namespace hearth::store
