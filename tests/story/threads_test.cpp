// Threads: talk that hangs from a message, for those who follow it.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "client_model.h"

namespace hearth::story {

class ThreadsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ThreadsTest);
  CPPUNIT_TEST(a_reply_makes_a_thread_and_its_message_tells_of_it);
  CPPUNIT_TEST(who_wrote_who_replied_and_who_is_mentioned_follows);
  CPPUNIT_TEST(whoever_reads_the_conversation_reads_its_threads_and_nobody_else);
  CPPUNIT_TEST(following_ends_and_begins_again);
  CPPUNIT_TEST(who_looks_hears_it_live_who_was_cut_off_catches_up);
  CPPUNIT_TEST(a_deleted_reply_is_not_counted);
  CPPUNIT_TEST(who_leaves_loses_them_and_who_comes_back_has_them_again);
  CPPUNIT_TEST(talks_of_two_and_notes_have_threads_threads_have_none);
  CPPUNIT_TEST(the_summary_is_true_after_a_kill);
  CPPUNIT_TEST(a_quiet_thread_is_heard_again);
  CPPUNIT_TEST(the_list_comes_in_pages);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Json on(std::uint64_t conversation, std::uint64_t seq) {
    return {{"conversation", conversation}, {"seq", seq}};
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& body) {
    return device.call("message.post", message(conversation, body))["seq"];
  }
  static std::uint64_t open(Device& device, std::uint64_t conversation, std::uint64_t seq) {
    return device.call("thread.open", on(conversation, seq))["id"];
  }
  /// Waits until the message that the thread hangs from tells of so many replies.
  static Json summary(Device& device, std::uint64_t replies) {
    return device.expect("message.changed", [&](const Json& e) {
      return e["message"].contains("thread") && e["message"]["thread"]["replies"] == replies;
    })["message"]["thread"];
  }
  static Json line_of(Person& person, std::uint64_t thread) {
    return person.get("/conversations/" + std::to_string(thread));
  }

  void a_reply_makes_a_thread_and_its_message_tells_of_it() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Garden", {&ben, &carl});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device();
    const auto root = say(anas, group, "What about the hedge?");
    const Json line = bens.call("thread.open", on(group, root));
    CPPUNIT_ASSERT_EQUAL(Json("thread"), line["kind"]);
    CPPUNIT_ASSERT_EQUAL(Json(group), line["parent"]);
    CPPUNIT_ASSERT_EQUAL(Json(root), line["root"]);
    CPPUNIT_ASSERT_EQUAL(Json(false), line["following"]);
    CPPUNIT_ASSERT_EQUAL(line["id"], carls.call("thread.open", on(group, root))["id"]);
    const std::uint64_t thread = line["id"];
    say(bens, thread, "Next week");
    say(bens, thread, "Or the week after");
    const Json told = summary(carls, 2);
    CPPUNIT_ASSERT_EQUAL(Json(thread), told["conversation"]);
    CPPUNIT_ASSERT_EQUAL(Json::array({ben.id()}), told["people"]);
    // The conversation itself has nothing new to read.
    CPPUNIT_ASSERT_EQUAL(Json(root), ana.get("/conversations/" + std::to_string(group))["seq"]);
    const Json page = carl.get("/conversations/" + std::to_string(group) + "/messages");
    CPPUNIT_ASSERT_EQUAL(told, page["messages"].back()["thread"]);
    CPPUNIT_ASSERT_EQUAL(
        std::size_t{2},
        carl.list("/conversations/" + std::to_string(thread) + "/messages", "messages").size());
  }

  void who_wrote_who_replied_and_who_is_mentioned_follows() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl"), dora(house(), "Dora");
    const auto group = ana.group("Followers", {&ben, &carl, &dora});
    Device anas = ana.device(), bens = ben.device(), carls = carl.device(), doras = dora.device();
    const auto root = say(anas, group, "Who comes?");
    const auto thread = open(bens, group, root);
    say(bens, thread, "I do. @" + carl.user_name() + "?");
    CPPUNIT_ASSERT_EQUAL(Json(thread), anas.expect("message.posted", [&](const Json& e) {
      return e["conversation"] == thread;
    })["conversation"]);
    const Json joined = carls.expect("conversation.joined");
    CPPUNIT_ASSERT_EQUAL(Json(thread), joined["conversation"]);
    carls.expect("message.posted", [&](const Json& e) { return e["conversation"] == thread; });
    for (Person* person : {&ana, &carl}) {
      CPPUNIT_ASSERT_EQUAL(Json(true), line_of(*person, thread)["following"]);
      CPPUNIT_ASSERT_EQUAL(Json(1), line_of(*person, thread)["unread"]);
      CPPUNIT_ASSERT_EQUAL(Json(thread), person->get("/conversations")["threads"][0]["id"]);
      CPPUNIT_ASSERT_EQUAL(Json("Who comes?"), person->list("/me/threads", "threads")[0]["root"]["body"]);
    }
    CPPUNIT_ASSERT_EQUAL(Json::array({1}), line_of(carl, thread)["mentions"]);
    CPPUNIT_ASSERT_EQUAL(Json("I do. @" + carl.user_name() + "?"),
                         carl.list("/me/mentions", "mentions")[0]["message"]["body"]);
    CPPUNIT_ASSERT_EQUAL(Json(0), line_of(ben, thread)["unread"]);
    // Who does not follow is not told, and has nothing unread.
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, doras.count("message.posted", [&](const Json& e) {
      return e["conversation"] == thread;
    }));
    CPPUNIT_ASSERT_EQUAL(Json(0), line_of(dora, thread)["unread"]);
    CPPUNIT_ASSERT(dora.list("/me/threads", "threads").empty());
    for (const Json& line : dora.list("/conversations", "lines")) CPPUNIT_ASSERT(line["kind"] != "thread");
  }

  void whoever_reads_the_conversation_reads_its_threads_and_nobody_else() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), stranger(house(), "Stranger");
    const auto group = ana.group("Closed", {&ben});
    Device anas = ana.device(), theirs = stranger.device();
    const auto root = say(anas, group, "Secret");
    const auto thread = open(anas, group, root);
    say(anas, thread, "More secret, @" + stranger.user_name());
    for (const char* command : {"thread.open", "thread.follow", "thread.unfollow"})
      CPPUNIT_ASSERT_EQUAL(std::string("not_found"), theirs.ask(command, on(group, root)).code());
    for (const char* command : {"conversation.get", "message.list", "member.list"})
      CPPUNIT_ASSERT_EQUAL(std::string("not_found"), theirs.ask(command, {{"conversation", thread}}).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         theirs.ask("message.post", message(thread, "I too")).code());
    CPPUNIT_ASSERT(stranger.list("/me/mentions", "mentions").empty());
    CPPUNIT_ASSERT(stranger.list("/me/threads", "threads").empty());
    // Its members come from the conversation, not by an invitation.
    CPPUNIT_ASSERT_EQUAL(
        std::string("forbidden"),
        anas.ask("group.add", {{"conversation", thread}, {"people", {stranger.id()}}}).code());
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"),
                         anas.ask("group.leave", {{"conversation", thread}}).code());
    // Who manages the group manages its threads.
    Device bens = ben.device();
    const auto reply = say(bens, thread, "Rude");
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), bens.ask("message.delete", on(thread, 1)).code());
    anas.call("message.delete", on(thread, reply));
  }

  void following_ends_and_begins_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("On and off", {&ben});
    Device anas = ana.device(), phone = ben.device(), laptop = ben.device();
    const auto root = say(anas, group, "Long story");
    // One may follow before there is anything.
    const auto thread = phone.call("thread.follow", on(group, root))["id"].get<std::uint64_t>();
    CPPUNIT_ASSERT_EQUAL(Json(thread), laptop.expect("conversation.joined")["conversation"]);
    CPPUNIT_ASSERT(ben.list("/me/threads", "threads").empty());
    say(anas, thread, "It began");
    CPPUNIT_ASSERT_EQUAL(Json(1), line_of(ben, thread)["unread"]);
    phone.call("thread.unfollow", on(group, root));
    const Json told = laptop.expect("member.changed", [&](const Json& e) {
      return e["conversation"] == thread && e["members"][0].contains("left_at");
    });
    CPPUNIT_ASSERT_EQUAL(Json(ben.id()), told["members"][0]["person"]);
    CPPUNIT_ASSERT_EQUAL(Json(0), line_of(ben, thread)["unread"]);
    CPPUNIT_ASSERT_EQUAL(Json(false), line_of(ben, thread)["following"]);
    say(anas, thread, "It went on");
    CPPUNIT_ASSERT(ben.list("/me/threads", "threads").empty());
    // Twice is once.
    phone.call("thread.unfollow", on(group, root));
    for (int i = 0; i < 2; ++i) {
      const Json line = phone.call("thread.follow", on(group, root));
      CPPUNIT_ASSERT_EQUAL(Json(true), line["following"]);
      CPPUNIT_ASSERT_EQUAL(Json(0), line["unread"]);
    }
    CPPUNIT_ASSERT_EQUAL(Json(2), line_of(ben, thread)["members"]);
  }

  void who_looks_hears_it_live_who_was_cut_off_catches_up() {
    Person ana(house(), "Ana"), ben(house(), "Ben"), carl(house(), "Carl");
    const auto group = ana.group("Live", {&ben, &carl});
    Device anas = ana.device(), carls = carl.device();
    const auto root = say(anas, group, "Watch this");
    const auto thread = open(anas, group, root);
    // Carl looks without following.
    CPPUNIT_ASSERT_EQUAL(thread, open(carls, group, root));
    say(anas, thread, "one");
    carls.expect("message.posted", [&](const Json& e) { return e["conversation"] == thread; });
    ClientModel held(ben);
    held.connect();
    held.ask("thread.follow", on(group, root));
    held.drop();
    for (const char* body : {"two", "three"}) say(anas, thread, body);
    anas.call("reaction.add", {{"conversation", thread}, {"seq", 2}, {"emoji", "👍"}});
    summary(carls, 3);
    held.connect();
    held.settle();
    CPPUNIT_ASSERT_EQUAL(held.fresh(), held.held());
    CPPUNIT_ASSERT_EQUAL(Json(2), held.held()[std::to_string(thread)]["line"]["unread"]);
    held.ask("receipt.advance", {{"conversation", thread}, {"read", 3}});
    carls.expect("receipt.advanced", [&](const Json& e) { return e["conversation"] == thread; });
  }

  void a_deleted_reply_is_not_counted() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Deleting", {&ben});
    Device anas = ana.device(), bens = ben.device();
    const auto root = say(anas, group, "Root");
    const auto thread = open(anas, group, root);
    say(anas, thread, "one");
    say(bens, thread, "two");
    CPPUNIT_ASSERT_EQUAL(Json::array({ben.id(), ana.id()}), summary(bens, 2)["people"]);
    anas.call("message.delete", on(thread, 1));
    summary(bens, 1);
    // The thread outlives the message that it hangs from.
    anas.call("message.delete", on(group, root));
    say(bens, thread, "three");
    CPPUNIT_ASSERT_EQUAL(Json(2), summary(bens, 2)["replies"]);
    house().restart();
    const Json message = ana.get("/conversations/" + std::to_string(group) + "/messages")["messages"].back();
    CPPUNIT_ASSERT(message.contains("deleted_at") && message["thread"]["replies"] == 2);
  }

  void who_leaves_loses_them_and_who_comes_back_has_them_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Coming and going", {&ben});
    Device anas = ana.device(), bens = ben.device();
    const auto root = say(bens, group, "I was here");
    const auto thread = open(anas, group, root);
    say(anas, thread, "You were");
    bens.call("group.leave", {{"conversation", group}});
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"),
                         bens.ask("conversation.get", {{"conversation", thread}}).code());
    CPPUNIT_ASSERT(ben.list("/me/threads", "threads").empty());
    bens.expect("conversation.left");
    bens.count("ping");
    say(anas, thread, "You are gone");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("message.posted", [](const Json& e) {
      return e["message"]["body"] == "You are gone";
    }));
    ana.post("/conversations/" + std::to_string(group) + "/members", {{"people", {ben.id()}}});
    const Json back =
        bens.expect("conversation.joined", [&](const Json& e) { return e["conversation"] == thread; });
    CPPUNIT_ASSERT_EQUAL(Json(true), back["line"]["following"]);
    say(anas, thread, "You are back");
    bens.expect("message.posted", [](const Json& e) { return e["message"]["body"] == "You are back"; });
  }

  void talks_of_two_and_notes_have_threads_threads_have_none() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Device anas = ana.device(), bens = ben.device();
    const auto talk = ana.direct_with(ben);
    const auto thread = open(bens, talk, say(anas, talk, "Lunch?"));
    say(bens, thread, "Gladly");
    CPPUNIT_ASSERT_EQUAL(Json(1), line_of(ana, thread)["unread"]);
    const auto notes = ana.direct_with(ana);
    const auto mine = open(anas, notes, say(anas, notes, "Buy tea"));
    say(anas, mine, "Green tea");
    CPPUNIT_ASSERT_EQUAL(Json("invalid"), Json(anas.ask("thread.open", on(thread, 1)).code()));
    const auto group = ana.group("Notices", {&ben});
    CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), anas.ask("thread.open", on(group, 1)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask("thread.open", on(group, 99)).code());
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask("thread.unfollow", on(group, 1)).code());
  }

  void the_summary_is_true_after_a_kill() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Killed", {&ben});
    std::uint64_t root = 0, thread = 0;
    {
      Device anas = ana.device(), bens = ben.device();
      root = say(anas, group, "Root");
      thread = open(anas, group, root);
      for (int i = 0; i < 20; ++i) say(i % 2 == 0 ? anas : bens, thread, "reply");
      anas.call("message.delete", on(thread, 3));
    }
    // Most likely before the message was told of all of them.
    house().kill();
    house().start();
    Device bens = ben.device();
    const auto is_told = [&] {
      const Json root_now =
          bens.call("message.list", {{"conversation", group}, {"around", root}})["messages"].back();
      return root_now.contains("thread") && root_now["thread"]["replies"] == 19;
    };
    if (!is_told()) summary(bens, 19);
    CPPUNIT_ASSERT(is_told());
  }

  void a_quiet_thread_is_heard_again() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Quiet", {&ben});
    std::uint64_t thread = 0;
    {
      Device anas = ana.device();
      thread = open(anas, group, say(anas, group, "Long ago"));
      ben.ask("PUT", "/conversations/" + std::to_string(group) + "/messages/2/thread/follow");
      say(anas, thread, "so long ago");
    }
    house().stop();
    house().schema().run(
        "UPDATE conversation_head SET last_at = last_at - INTERVAL 30 DAY WHERE conversation_id = " +
        std::to_string(thread));
    house().start();
    Device anas = ana.device(), bens = ben.device();
    bens.call("ping");
    say(anas, thread, "and yet");
    bens.expect("message.posted", [](const Json& e) { return e["message"]["body"] == "and yet"; });
  }

  void the_list_comes_in_pages() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Many", {&ben});
    Device anas = ana.device();
    Json expected = Json::array();
    for (int i = 0; i < 7; ++i) {
      const std::string body = "Thread " + std::to_string(i);
      say(anas, open(anas, group, say(anas, group, body)), "reply");
      expected.insert(expected.begin(), body);
    }
    Json listed = Json::array();
    for (std::string path = "/me/threads?limit=3"; !path.empty();) {
      const Json page = ana.get(path);
      for (const Json& one : page["threads"]) listed.push_back(one["root"]["body"]);
      path = page.contains("next") ? "/me/threads?limit=3&after=" + page["next"].get<std::string>() : "";
    }
    CPPUNIT_ASSERT_EQUAL(expected, listed);
    CPPUNIT_ASSERT_EQUAL(422, ana.ask("GET", "/me/threads?after=nonsense").status);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ThreadsTest);

}  // namespace hearth::story
