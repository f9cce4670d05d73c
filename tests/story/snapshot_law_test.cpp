// The law: a snapshot, and the events after it, are what a fresh snapshot shows. A random history (its seed
// is told, and HEARTH_TEST_SEED gives another) is followed by clients that know only docs/protocol.md.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "base/clock.h"
#include "client_model.h"

namespace hearth::story {

class SnapshotLawTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SnapshotLawTest);
  CPPUNIT_TEST(snapshot_then_events_is_a_fresh_snapshot);
  CPPUNIT_TEST(and_for_those_who_come_and_go);
  CPPUNIT_TEST(and_over_restarts_and_kills);
  CPPUNIT_TEST_SUITE_END();

  enum class Trouble { kNone, kDrops, kDropsAndRestarts };

  static unsigned seed() {
    const char* given = std::getenv("HEARTH_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  }

  std::mt19937 random_;
  /// Whether scheduled messages are due at once. The server posts them when it likes, so that news may
  /// overtake each other, and who listens finds a gap.
  bool at_once_ = false;
  std::size_t below(std::size_t n) { return random_() % n; }
  template <class List>
  auto& any_of(List& list) {
    return list[below(list.size())];
  }

  static std::string first_difference(const Json& held, const Json& fresh) {
    std::string out;
    for (const Json& step : Json::diff(fresh, held)) {
      out += "\n  " + step.dump();
      const Json::json_pointer place(step["path"].get<std::string>());
      if (step["op"] == "replace") out += " instead of " + fresh.at(place).dump();
    }
    for (const auto& [id, talk] : fresh.items())
      if (talk.contains("line")) out += "\n  " + id + ": " + talk["line"].dump();
    return out.substr(0, 4000);
  }

  /// Until everything that happened has reached the client, and watermarks on their way have arrived. Its
  /// state must become the fresh one; only watermarks may take their half second.
  static void must_hold(ClientModel& client) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    Json held, fresh;
    do {
      client.settle();
      fresh = client.fresh();
      client.settle();
      held = client.held();
      if (held == fresh) return;
    } while (std::chrono::steady_clock::now() < end);
    CPPUNIT_FAIL(client.person().name() +
                 " holds something else than a fresh look shows:" + first_difference(held, fresh));
  }

  void step(std::vector<ClientModel>& clients) {
    ClientModel& actor = any_of(clients);
    if (!actor.is_connected()) return;
    const auto mine = actor.conversations();
    Person& other = any_of(clients).person();
    const auto kind = below(100);
    if (mine.empty() || kind < 4) {
      Json people = Json::array();
      for (ClientModel& one : clients)
        if (below(2) == 0) people.push_back(one.person().id());
      actor.ask("group.create", {{"key", new_key()}, {"name", "Group"}, {"people", people}});
      return;
    }
    const std::uint64_t conversation = mine[below(mine.size())];
    if (kind < 8) {
      actor.ask("direct.open", {{"person", other.id()}});
    } else if (kind < 38) {
      actor.ask("message.post", message(conversation, words(clients)));
    } else if (kind < 46) {
      do_with_thread(actor, conversation);
    } else if (kind < 56) {
      change_something(actor, conversation);
    } else if (kind < 62) {
      change_my_own(actor, conversation);
    } else if (kind < 78) {
      const auto seq = below(40);
      actor.ask("receipt.advance",
                {{"conversation", conversation}, {"delivered", seq + below(5)}, {"read", seq}});
    } else if (kind < 84) {
      settle_something(actor, conversation, other);
    } else if (kind < 88) {
      actor.ask("group.add", {{"conversation", conversation}, {"people", {other.id()}}});
    } else if (kind < 94) {
      actor.ask("group.remove", {{"conversation", conversation}, {"person", other.id()}});
    } else {
      actor.ask("group.leave", {{"conversation", conversation}});
    }
  }

  /// Sometimes they address somebody.
  std::string words(std::vector<ClientModel>& clients) {
    const std::string word = "word " + std::to_string(below(1000));
    switch (below(6)) {
      case 0:
        return "@" + any_of(clients).person().user_name() + " " + word;
      case 1:
        return word + " @" + (below(2) == 0 ? "all" : "here");
      default:
        return word;
    }
  }

  void do_with_thread(ClientModel& actor, std::uint64_t conversation) {
    const Json on{{"conversation", conversation}, {"seq", 1 + below(20)}};
    switch (below(6)) {
      case 0:
        actor.ask("thread.follow", on);
        return;
      case 1:
        actor.ask("thread.unfollow", on);
        return;
      default:
        const Reply thread = actor.ask("thread.open", on);
        if (thread.error.is_null())
          actor.ask("message.post", message(thread.ok["id"].get<std::uint64_t>(), "reply"));
    }
  }

  /// What a group is, who has which role, who comes by themselves, and its end, decided and taken back. Much
  /// of it is refused.
  void settle_something(ClientModel& actor, std::uint64_t conversation, const Person& other) {
    const auto with = [&](Json arguments) {
      arguments["conversation"] = conversation;
      return arguments;
    };
    constexpr const char* kRoles[] = {"member", "moderator", "admin"};
    switch (below(12)) {
      case 0:
      case 1:
        actor.ask("group.update", with({{"name", "Group " + std::to_string(below(3))}}));
        return;
      case 2:
        actor.ask("group.update", with({{"description", below(2) == 0 ? "" : "What it is for"},
                                        {"visibility", below(3) == 0 ? "private" : "public"}}));
        return;
      case 3:
      case 4:
        actor.ask("group.update", with({{"visibility", "public"}}));
        return;
      case 5:
      case 6:
        actor.ask("group.set_role", with({{"person", other.id()}, {"role", kRoles[below(3)]}}));
        return;
      case 7:
        actor.ask("group.hand_on", with({{"person", other.id()}}));
        return;
      case 8:
      case 9: {
        const Reply deleted = actor.ask("group.delete", with({{"name", "Group"}}));
        if (deleted.error.is_null() && below(3) != 0) actor.ask("group.keep", with(Json::object()));
        return;
      }
      default: {
        const Reply groups = actor.ask("group.browse", Json::object());
        if (!groups.error.is_null() || groups.ok["groups"].empty()) return;
        const Json& group = groups.ok["groups"][below(groups.ok["groups"].size())];
        actor.ask("group.join", {{"conversation", group["id"]}});
      }
    }
  }

  /// What concerns me alone, and all of my devices.
  void change_my_own(ClientModel& actor, std::uint64_t conversation) {
    const auto of_conversation = [&](Json more) {
      more["conversation"] = conversation;
      return more;
    };
    switch (below(8)) {
      case 0:
        actor.ask("place.set", of_conversation({{"favourite", below(2) == 0}, {"muted", below(2) == 0}}));
        return;
      case 1:
        actor.ask("place.set", of_conversation({{"archived", below(2) == 0}}));
        return;
      case 2:
        actor.ask("place.set", of_conversation({{"unread_from", below(6)}}));
        return;
      case 3:
        actor.ask("message.save", of_conversation({{"seq", 1 + below(20)}}));
        return;
      case 4:
        actor.ask("message.unsave", of_conversation({{"seq", 1 + below(20)}}));
        return;
      case 5:
        actor.ask("draft.set",
                  of_conversation({{"body", below(3) == 0 ? "" : "half a thou"}, {"at", to_rfc3339(now())}}));
        return;
      case 6:
        actor.ask("preference.set", {{"name", "emoji.tone"}, {"value", std::to_string(below(6))}});
        return;
      default:
        actor.ask("message.schedule",
                  of_conversation({{"key", new_key()},
                                   {"body", "later"},
                                   {"send_at", to_rfc3339(now() + std::chrono::hours(at_once_ ? 0 : 24))}}));
    }
  }

  /// Much of it is refused: messages that are not mine, or gone.
  void change_something(ClientModel& actor, std::uint64_t conversation) {
    const Json in{{"conversation", conversation}, {"seq", 1 + below(30)}};
    const auto with = [&](const char* name, const Json& value) {
      Json arguments = in;
      arguments[name] = value;
      return arguments;
    };
    constexpr const char* kEmoji[] = {"👍", "❤️", "👩🏽‍💻"};
    switch (below(8)) {
      case 0:
        actor.ask("message.edit",
                  with("body", "other words " + std::to_string(below(3)) + (below(3) == 0 ? " @all" : "")));
        return;
      case 1:
        actor.ask("message.delete", in);
        return;
      case 2:
        actor.ask("message.pin", in);
        return;
      case 3:
        actor.ask("message.unpin", in);
        return;
      case 4:
        actor.ask("reaction.remove", with("emoji", kEmoji[below(3)]));
        return;
      default:
        actor.ask("reaction.add", with("emoji", kEmoji[below(3)]));
    }
  }

  void run(Trouble trouble, int steps) {
    const unsigned chosen = seed();
    std::cout << " [seed " << chosen << "] " << std::flush;
    random_.seed(chosen);
    at_once_ = trouble != Trouble::kNone;
    House house;
    std::vector<std::unique_ptr<Person>> people;
    std::vector<ClientModel> clients;
    for (const char* name : {"Ana", "Ben", "Carl", "Dora"})
      people.push_back(std::make_unique<Person>(house, name));
    for (const auto& person : people) clients.emplace_back(*person);
    clients.emplace_back(*people[0]);  // Ana's other device
    for (ClientModel& client : clients) client.connect();
    for (int i = 1; i <= steps; ++i) {
      step(clients);
      if (trouble != Trouble::kNone && below(12) == 0) {
        ClientModel& one = any_of(clients);
        one.is_connected() ? one.drop() : one.connect();
      }
      if (trouble == Trouble::kDropsAndRestarts && i % 50 == 0) {
        below(2) == 0 ? house.kill() : house.stop();
        for (ClientModel& client : clients)
          if (client.is_connected()) client.drop();
        house.start();
      }
      if (i % 10 != 0 && i != steps) continue;
      for (ClientModel& client : clients) {
        if (!client.is_connected()) client.connect();
        must_hold(client);
        // Who stays connected misses nothing, so there is nothing to ask for.
        if (trouble == Trouble::kNone) CPPUNIT_ASSERT_EQUAL(0, client.gaps());
      }
    }
    house.stop();
  }

  void snapshot_then_events_is_a_fresh_snapshot() { run(Trouble::kNone, 200); }
  void and_for_those_who_come_and_go() { run(Trouble::kDrops, 200); }
  void and_over_restarts_and_kills() { run(Trouble::kDropsAndRestarts, 150); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SnapshotLawTest);

}  // namespace hearth::story
