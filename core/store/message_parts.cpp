#include "store/message_parts.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace hearth::store {
namespace {

using Json = nlohmann::json;

Json ids_of(const std::vector<chat::PersonId>& people) {
  Json ids = Json::array();
  for (const chat::PersonId person : people) ids.push_back(person.value);
  return ids;
}

std::vector<chat::PersonId> people_of(const Json& ids) {
  std::vector<chat::PersonId> people;
  for (const Json& id : ids) people.emplace_back(id.get<std::uint64_t>());
  return people;
}

}  // namespace

std::string to_text(const chat::Mentions& mentions) {
  return Json::array({ids_of(mentions.people), mentions.all ? 1 : 0, mentions.here ? 1 : 0}).dump();
}

std::string to_text(const chat::ThreadSummary& thread) {
  return Json::array({thread.conversation.value, thread.places, thread.gone,
                      thread.last_at.time_since_epoch().count(), ids_of(thread.people)})
      .dump();
}

chat::Mentions mentions_of(std::string_view text) try {
  const Json row = Json::parse(text);
  return {people_of(row.at(0)), row.at(1) == 1, row.at(2) == 1};
} catch (const Json::exception& e) {
  throw std::runtime_error(std::string("the mentions in the database cannot be read: ") + e.what());
}

chat::ThreadSummary thread_of(std::string_view text) try {
  const Json row = Json::parse(text);
  chat::ThreadSummary thread;
  thread.conversation = chat::ConversationId{row.at(0).get<std::uint64_t>()};
  thread.places = row.at(1).get<std::uint32_t>();
  thread.gone = row.at(2).get<std::uint32_t>();
  thread.replies = thread.places - std::min(thread.places, thread.gone);
  thread.last_at = Time(Time::duration(row.at(3).get<std::int64_t>()));
  thread.people = people_of(row.at(4));
  return thread;
} catch (const Json::exception& e) {
  throw std::runtime_error(std::string("a thread in the database cannot be read: ") + e.what());
}

}  // namespace hearth::store
