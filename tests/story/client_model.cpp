#include "client_model.h"

#include <set>

namespace hearth::story {
namespace {

std::uint64_t number(const Json& value) {
  return value.get<std::uint64_t>();
}

/// A member as it is compared. Its own rev is not: a watermark that everybody infers is stored some time
/// later.
Json comparable(Json member) {
  member.erase("rev");
  return member;
}

bool names(const Json& reaction, std::uint64_t person) {
  const Json& people = reaction["people"];
  return std::find(people.begin(), people.end(), person) != people.end();
}

template <class Call>
Json whole_list(const Call& call, const std::string& command, Json arguments, const std::string& of) {
  Json all = Json::array();
  for (;;) {
    const Json page = call(command, arguments);
    for (const Json& one : page.at(of)) all.push_back(one);
    if (!page.contains("next")) return all;
    arguments["after"] = page["next"];
  }
}

template <class Call>
Json whole_history(const Call& call, std::uint64_t conversation) {
  Json all = Json::array();
  for (std::uint64_t after = 0;;) {
    const Json page =
        call("message.list", {{"conversation", conversation}, {"after", after}, {"limit", 200}});
    for (const Json& one : page.at("messages")) all.push_back(one);
    if (page["more_after"] == false) return all;
    after = number(all.back()["seq"]);
  }
}

}  // namespace

void ClientModel::connect() {
  device_.emplace(person_->house(), person_->token());
  const auto call = [&](const std::string& command, const Json& arguments) {
    return device_->call(command, arguments);
  };
  std::map<std::uint64_t, Json> lines;
  for (const Json& line : whole_list(call, "hello", Json::object(), "lines"))
    lines[number(line["id"])] = line;
  for (const Json& one : whole_list(call, "thread.list", Json::object(), "threads"))
    lines[number(one["line"]["id"])] = one["line"];
  std::erase_if(talks_, [&](const auto& entry) {
    // Not in the sidebar: I am not in it any more, unless it is a talk that has not begun.
    return !lines.contains(entry.first) && (entry.second.line["kind"] == "thread" || is_mine(entry.second));
  });
  for (auto& [id, line] : lines) {
    const auto found = talks_.find(id);
    if (found == talks_.end()) {
      open(line);
    } else if (found->second.rev < number(line["rev"])) {
      sync(id);
    }
  }
}

void ClientModel::drop() {
  device_->drop();
  device_.reset();
}

Reply ClientModel::ask(const std::string& command, const Json& arguments) {
  Reply reply = device_->ask(command, arguments);
  if (reply.error.is_null() && command == "message.post" && reply.ok["repeated"] == false) {
    // Its reply has what the others are told by the event.
    Json said{{"seq", reply.ok["seq"]}, {"rev", reply.ok["rev"]}, {"sender", person_->id()},
              {"at", reply.ok["at"]},   {"kind", "text"},         {"body", arguments["body"]}};
    if (arguments.contains("reply_to")) said["reply_to"] = arguments["reply_to"];
    if (reply.ok.contains("mentions")) said["mentions"] = reply.ok["mentions"];
    take({{"on", "message.posted"},
          {"conversation", arguments["conversation"]},
          {"rev", reply.ok["rev"]},
          {"message", said}});
  } else if (reply.error.is_null() && (command == "direct.open" || command == "group.create" ||
                                       command == "thread.open" || command == "thread.follow")) {
    open(reply.ok);
  }
  return reply;
}

void ClientModel::settle() {
  device_->call("ping");
  while (auto event = device_->take_event()) take(*event);
  for (const std::uint64_t id : conversations()) {
    // A change may overtake another, but not for longer than a question takes there and back.
    const auto found = talks_.find(id);
    if (found == talks_.end() || found->second.ahead.empty()) continue;
    ++gaps_;
    sync(id);
  }
}

void ClientModel::take(const Json& event) {
  if (event["on"] == "conversation.joined") return open(event["line"]);
  if (event["on"] == "conversation.left") {
    talks_.erase(number(event["conversation"]));
    std::erase_if(talks_, [&](const auto& one) {
      return one.second.line.value("parent", Json()) == event["conversation"];
    });
    return;
  }
  if (!event.contains("rev")) return;
  const auto found = talks_.find(number(event["conversation"]));
  if (found != talks_.end()) return change(found->second, event);
  // Somebody's first message in a talk that I had not opened.
  const Reply line = device_->ask("conversation.get", {{"conversation", event["conversation"]}});
  if (line.error.is_null()) open(line.ok);
}

void ClientModel::change(Talk& talk, const Json& event) {
  if (number(event["rev"]) <= talk.rev) return;
  talk.ahead[number(event["rev"])] = event;
  for (auto next = talk.ahead.begin(); next != talk.ahead.end() && next->first <= talk.rev + 1;
       next = talk.ahead.erase(next))
    if (next->first == talk.rev + 1) apply(talk, next->second);
}

void ClientModel::apply(Talk& talk, const Json& event) {
  talk.rev = number(event["rev"]);
  if (event["on"] == "member.changed")
    for (const Json& member : event["members"]) put_member(talk, member);
  if (event["on"] == "message.changed") {
    Json message = event["message"];
    keep_me(talk.messages[number(message["seq"])], message);
    put_message(talk, message);
  } else if (event.contains("message")) {
    put_message(talk, event["message"]);
  }
  if (event["on"] == "reaction.changed") react(talk, event);
  if (event["on"] == "receipt.advanced")
    for (const Json& one : event["advances"])
      advance(talk, number(one["person"]), number(one["delivered_seq"]), number(one["read_seq"]));
}

void ClientModel::put_message(Talk& talk, const Json& message) {
  const std::uint64_t seq = number(message["seq"]);
  Json& held = talk.messages[seq];
  if (held.is_null() || held["rev"] <= message["rev"]) {
    held = message;
    mention(talk, message);
  }
  if (seq > number(talk.line["seq"])) {
    talk.line["seq"] = seq;
    talk.line["last_at"] = message["at"];
  }
  if (message["kind"] == "text") advance(talk, number(message["sender"]), seq, seq);
}

void ClientModel::mention(Talk& talk, const Json& message) {
  std::set<std::uint64_t> unread = talk.line.value("mentions", std::set<std::uint64_t>());
  const Json mentions = message.value("mentions", Json{{"people", Json::array()}, {"all", false}});
  const bool me = mentions["all"] == true || names(mentions, person_->id());
  if (me && message["seq"] > talk.line["read_seq"])
    unread.insert(number(message["seq"]));
  else
    unread.erase(number(message["seq"]));
  unread.empty() ? (void)talk.line.erase("mentions") : (void)(talk.line["mentions"] = unread);
}

void ClientModel::keep_me(const Json& before, Json& message) const {
  if (!before.contains("reactions") || !message.contains("reactions")) return;
  for (Json& now : message["reactions"])
    for (const Json& was : before["reactions"])
      if (was["emoji"] == now["emoji"] && names(was, person_->id()) && !names(now, person_->id()))
        now["people"].push_back(person_->id());
}

void ClientModel::react(Talk& talk, const Json& event) {
  const auto found = talk.messages.find(number(event["seq"]));
  if (found == talk.messages.end()) return;
  Json& message = found->second;
  if (message["rev"] >= event["rev"]) return;
  message["rev"] = event["rev"];
  Json now = event["reaction"];
  Json reactions = message.value("reactions", Json::array());
  std::size_t place = 0;
  while (place < reactions.size() && reactions[place]["emoji"] != now["emoji"]) ++place;
  const bool mine = event["person"] == person_->id()
                        ? event["added"] == true
                        : place < reactions.size() && names(reactions[place], person_->id());
  if (mine && !names(now, person_->id())) now["people"].push_back(person_->id());
  if (now["count"] == 0) {
    if (place < reactions.size()) reactions.erase(place);
  } else if (place < reactions.size()) {
    reactions[place] = now;
  } else {
    reactions.push_back(now);
  }
  if (reactions.empty())
    message.erase("reactions");
  else
    message["reactions"] = reactions;
}

void ClientModel::put_member(Talk& talk, const Json& member) {
  const std::uint64_t id = number(member["person"]);
  const bool is_thread = talk.line["kind"] == "thread";
  if (is_thread && id == person_->id()) talk.line["following"] = !member.contains("left_at");
  if (member.contains("left_at")) {
    talk.members.erase(id);
    return;
  }
  const Json before = talk.members.contains(id) ? talk.members[id] : Json();
  talk.members[id] = member;
  if (!before.is_null()) advance(talk, id, number(before["delivered_seq"]), number(before["read_seq"]));
  if (id == person_->id() && !is_thread) talk.line["role"] = member["role"];
  if (id == person_->id()) advance(talk, id, number(member["delivered_seq"]), number(member["read_seq"]));
}

void ClientModel::advance(Talk& talk, std::uint64_t person, std::uint64_t delivered, std::uint64_t read) {
  const auto grow = [&](Json& row) {
    row["delivered_seq"] = std::max(number(row["delivered_seq"]), std::max(delivered, read));
    row["read_seq"] = std::max(number(row["read_seq"]), read);
  };
  if (talk.members.contains(person)) grow(talk.members[person]);
  if (person != person_->id()) return;
  grow(talk.line);
  std::set<std::uint64_t> unread = talk.line.value("mentions", std::set<std::uint64_t>());
  std::erase_if(unread, [&](std::uint64_t seq) { return seq <= number(talk.line["read_seq"]); });
  unread.empty() ? (void)talk.line.erase("mentions") : (void)(talk.line["mentions"] = unread);
}

void ClientModel::open(const Json& line) {
  Talk& talk = talks_[number(line["id"])];
  if (!talk.line.is_null() && number(line["rev"]) <= talk.rev) return;
  talk = {};
  talk.line = line;
  talk.rev = number(line["rev"]);
  load(talk);
}

/// All of its history and members. What they tell may be newer than the line; the changes in between come by
/// events, and applying them again does no harm.
void ClientModel::load(Talk& talk) {
  const std::uint64_t id = number(talk.line["id"]);
  const auto call = [&](const std::string& command, const Json& arguments) {
    const Reply reply = device_->ask(command, arguments);
    return reply.error.is_null()
               ? reply.ok
               : Json{{"messages", Json::array()}, {"members", Json::array()}, {"more_after", false}};
  };
  for (const Json& member : whole_list(call, "member.list", {{"conversation", id}, {"limit", 3}}, "members"))
    put_member(talk, member);
  for (const Json& message : whole_history(call, id)) put_message(talk, message);
}

void ClientModel::sync(std::uint64_t id) {
  Talk& talk = talks_.at(id);
  for (;;) {
    const Reply reply =
        device_->ask("conversation.sync", {{"conversation", id}, {"rev", talk.rev}, {"limit", 7}});
    if (!reply.error.is_null()) {
      talks_.erase(id);
      return;
    }
    const Json& changes = reply.ok;
    if (changes["reset"] == true) {
      talk.rev = 0;
      return open(changes["line"]);
    }
    for (const Json& member : changes["members"]) put_member(talk, member);
    for (const Json& message : changes["messages"]) put_message(talk, message);
    advance(talk, person_->id(), number(changes["line"]["delivered_seq"]),
            number(changes["line"]["read_seq"]));
    talk.line["role"] = changes["line"]["role"];
    if (changes["line"].contains("following")) talk.line["following"] = changes["line"]["following"];
    talk.rev = number(changes["rev"]);
    std::erase_if(talk.ahead, [&](const auto& entry) { return entry.first <= talk.rev; });
    if (changes["more"] == false) break;
  }
  const auto waiting = std::exchange(talk.ahead, {});
  for (const auto& [rev, event] : waiting) change(talk, event);
}

std::vector<std::uint64_t> ClientModel::conversations() const {
  std::vector<std::uint64_t> out;
  for (const auto& [id, talk] : talks_) out.push_back(id);
  return out;
}

std::uint64_t ClientModel::rev_of(std::uint64_t conversation) const {
  const auto found = talks_.find(conversation);
  return found == talks_.end() ? 0 : found->second.rev;
}

/// A talk that has not begun is shown to nobody; a thread to those who follow it.
bool ClientModel::is_mine(const Talk& talk) const {
  const Json& line = talk.line;
  if (line["kind"] == "thread") return line["following"] == true && line["seq"] != 0;
  return line["kind"] != "direct" || line["seq"] != 0;
}

Json ClientModel::held() const {
  Json all = Json::object();
  for (const auto& [id, talk] : talks_) {
    if (!is_mine(talk)) continue;
    Json& out = all[std::to_string(id)];
    out["line"] = talk.line;
    out["line"]["rev"] = talk.rev;
    out["line"]["members"] = talk.members.size();
    out["line"]["unread"] = number(talk.line["seq"]) - number(talk.line["read_seq"]);
    if (!talk.messages.empty()) out["line"]["last_message"] = talk.messages.rbegin()->second;
    for (const auto& [seq, message] : talk.messages) out["messages"].push_back(message);
    for (const auto& [person, member] : talk.members) out["members"].push_back(comparable(member));
  }
  return all;
}

Json ClientModel::fresh() {
  const auto call = [&](const std::string& command, const Json& arguments) {
    return device_->call(command, arguments);
  };
  Json all = Json::object();
  Json lines = whole_list(call, "hello", {{"limit", 3}}, "lines");
  for (const Json& one : whole_list(call, "thread.list", {{"limit", 2}}, "threads"))
    lines.push_back(one["line"]);
  for (const Json& line : lines) {
    Json& out = all[std::to_string(number(line["id"]))];
    out["line"] = line;
    for (const Json& message : whole_history(call, number(line["id"]))) out["messages"].push_back(message);
    for (const Json& member : whole_list(call, "member.list", {{"conversation", line["id"]}}, "members"))
      out["members"].push_back(comparable(member));
  }
  return all;
}

}  // namespace hearth::story
