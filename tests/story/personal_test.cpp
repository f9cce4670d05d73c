// A person's own log: where they keep their conversations, what they have saved, what they have not sent yet
// and what they send later. All of their devices know it, also after an absence, and nobody else does.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "base/clock.h"
#include "person.h"

namespace hearth::story {

class PersonalTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(PersonalTest);
  CPPUNIT_TEST(my_other_device_hears_of_it_and_nobody_else);
  CPPUNIT_TEST(who_was_away_is_told_by_one_question);
  CPPUNIT_TEST(an_archive_ends_with_the_next_message_and_is_forgotten_then);
  CPPUNIT_TEST(unread_again_takes_no_receipt_back);
  CPPUNIT_TEST(what_makes_no_sense_is_refused_by_name);
  CPPUNIT_TEST(saved_messages_are_shown_as_long_as_they_may_be_read);
  CPPUNIT_TEST(a_draft_follows_and_the_later_one_wins);
  CPPUNIT_TEST(a_scheduled_message_is_posted_in_its_time);
  CPPUNIT_TEST(what_was_due_while_the_server_was_off_is_posted_once);
  CPPUNIT_TEST(posted_and_then_killed_is_posted_once);
  CPPUNIT_TEST(who_has_left_is_told_that_it_was_not_sent);
  CPPUNIT_TEST(a_scheduled_message_can_be_changed_and_taken_back);
  CPPUNIT_TEST(preferences_are_the_same_everywhere);
  CPPUNIT_TEST(it_outlives_a_kill);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Json in(std::uint64_t conversation, Json more = Json::object()) {
    more["conversation"] = conversation;
    return more;
  }
  static std::uint64_t say(Device& device, std::uint64_t conversation, const std::string& text) {
    return device.call("message.post", message(conversation, text))["seq"].get<std::uint64_t>();
  }
  static std::string at(std::chrono::milliseconds from_now) { return to_rfc3339(now() + from_now); }
  static Json log_of(Person& person) { return person.get("/me/log?rev=0"); }
  static Json later(const std::string& body, std::chrono::milliseconds in) {
    return {{"key", new_key()}, {"body", body}, {"send_at", at(in)}};
  }
  static std::function<bool(const Json&)> state(const std::string& wanted) {
    return [wanted](const Json& event) {
      return event.contains("scheduled") && event["scheduled"]["state"] == wanted;
    };
  }
  static std::size_t count(Person& person, std::uint64_t conversation, const std::string& text) {
    std::size_t n = 0;
    for (const Json& one :
         person.list("/conversations/" + std::to_string(conversation) + "/messages", "messages"))
      if (one["body"] == text) ++n;
    return n;
  }

  void my_other_device_hears_of_it_and_nobody_else() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Crew", {&ben});
    Device phone = ana.device(), desk = ana.device(), bens = ben.device();
    const Json before = bens.call("conversation.get", in(group));
    const Json answer = phone.call("place.set", in(group, {{"favourite", true}, {"muted", true}}));
    CPPUNIT_ASSERT_EQUAL(Json(1), answer["rev"]);
    const Json told = desk.expect("personal.changed");
    CPPUNIT_ASSERT_EQUAL(answer["place"], told["place"]);
    CPPUNIT_ASSERT(told["place"]["muted"] == true && !told["place"].contains("muted_until"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, phone.count("personal.changed"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("personal.changed"));
    CPPUNIT_ASSERT_EQUAL(before, bens.call("conversation.get", in(group)));
    // Once more is nothing new.
    phone.call("place.set", in(group, {{"favourite", true}}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, desk.count("personal.changed"));
    CPPUNIT_ASSERT_EQUAL(Json(1), desk.call("hello")["personal_rev"]);
  }

  void who_was_away_is_told_by_one_question() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device phone = ana.device();
    const auto seq = say(phone, talk, "Note this");
    Device desk = ana.device();
    phone.call("place.set", in(talk, {{"favourite", true}}));
    const Json held = desk.expect("personal.changed")["rev"];
    desk.drop();
    phone.call("message.save", in(talk, {{"seq", seq}}));
    phone.call("place.set", in(talk, {{"favourite", false}}));
    phone.call("message.unsave", in(talk, {{"seq", seq}}));
    Device back = ana.device();
    CPPUNIT_ASSERT_EQUAL(Json(4), back.call("hello")["personal_rev"]);
    const Json news = back.call("personal.sync", {{"rev", held}});
    CPPUNIT_ASSERT_EQUAL(Json(false), news["places"].at(0)["favourite"]);
    CPPUNIT_ASSERT_EQUAL(Json(false), news["saved"].at(0)["saved"]);
    CPPUNIT_ASSERT_EQUAL(Json(4), news["rev"]);
    CPPUNIT_ASSERT_EQUAL(Json(true), back.call("personal.sync", {{"rev", 99}})["reset"]);
  }

  void an_archive_ends_with_the_next_message_and_is_forgotten_then() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto seq = say(bens, talk, "Bye");
    anas.call("place.set", in(talk, {{"archived", true}}));
    CPPUNIT_ASSERT_EQUAL(Json(seq), log_of(ana)["places"].at(0)["archived_seq"]);
    say(bens, talk, "One more thing");
    // Muting it now does not make it vanish.
    const Json muted = anas.call("place.set", in(talk, {{"muted", true}}))["place"];
    CPPUNIT_ASSERT(!muted.contains("archived_seq"));
    // Archived while muted, it stays where it is.
    const auto third = seq + 2;
    anas.call("place.set", in(talk, {{"archived", true}}));
    CPPUNIT_ASSERT_EQUAL(third, say(bens, talk, "Hello?"));
    const Json still = anas.call("place.set", in(talk, {{"favourite", true}}))["place"];
    CPPUNIT_ASSERT_EQUAL(Json(third - 1), still["archived_seq"]);
  }

  void unread_again_takes_no_receipt_back() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), other = ana.device(), bens = ben.device();
    std::uint64_t last = 0;
    for (const char* text : {"one", "two", "three"}) last = say(bens, talk, text);
    anas.call("receipt.advance", in(talk, {{"read", last}}));
    bens.expect("receipt.advanced", [&](const Json& e) { return e["advances"][0]["read_seq"] == last; });
    const Json place = anas.call("place.set", in(talk, {{"unread_from", 2}}))["place"];
    CPPUNIT_ASSERT(place["unread_from"] == 2 && place["unread_until"] == last);
    CPPUNIT_ASSERT_EQUAL(place, other.expect("personal.changed")["place"]);
    CPPUNIT_ASSERT_EQUAL(Json(last), ben.get("/conversations/" + std::to_string(talk) +
                                             "/members")["members"][ana.id() < ben.id() ? 0 : 1]["read_seq"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, bens.count("receipt.advanced"));
    anas.call("place.set", in(talk, {{"unread_from", 0}}));
    CPPUNIT_ASSERT(!other.expect("personal.changed")["place"].contains("unread_from"));
  }

  void what_makes_no_sense_is_refused_by_name() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const auto seq = say(anas, notes, "Note");
    const auto refused = [&](const char* command, Json arguments, const char* field) {
      const Reply reply = anas.ask(command, in(notes, std::move(arguments)));
      CPPUNIT_ASSERT_EQUAL_MESSAGE(field, std::string("invalid"), reply.code());
      CPPUNIT_ASSERT_EQUAL(Json(field), reply.error["field"]);
    };
    refused("place.set", {{"muted_until", at(std::chrono::hours(1))}}, "muted_until");
    refused("place.set", {{"muted", true}, {"muted_until", at(-std::chrono::hours(1))}}, "muted_until");
    refused("place.set", {{"muted", true}, {"muted_until", "tomorrow"}}, "muted_until");
    refused("place.set", {{"unread_from", seq + 1}}, "unread_from");
    refused("draft.set", {{"body", "x"}, {"at", at({})}, {"reply_to", 99}}, "reply_to");
    refused("message.schedule", later("x", std::chrono::hours(24 * 400)), "send_at");
    CPPUNIT_ASSERT_EQUAL(std::string("not_found"), anas.ask("message.save", in(notes, {{"seq", 99}})).code());
    CPPUNIT_ASSERT_EQUAL(std::string("invalid"),
                         anas.ask("preference.set", {{"name", "Größe"}, {"value", "1"}}).code());
  }

  void saved_messages_are_shown_as_long_as_they_may_be_read() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Crew", {&ben});
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto first = say(bens, group, "The code is 1234");
    const auto second = say(anas, talk, "Lunch at noon");
    const auto third = say(anas, talk, "Or at one");
    bens.call("message.save", in(group, {{"seq", first}}));
    for (const auto seq : {second, third}) bens.call("message.save", in(talk, {{"seq", seq}}));
    const Json page = ben.get("/me/saved?limit=2");
    CPPUNIT_ASSERT_EQUAL(Json("Or at one"), page["saved"].at(0)["message"]["body"]);
    CPPUNIT_ASSERT_EQUAL(Json(ana.id()), page["people"].at(0)["id"]);
    const Json rest = ben.get("/me/saved?limit=2&after=" + page["next"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(Json("The code is 1234"), rest["saved"].at(0)["message"]["body"]);
    CPPUNIT_ASSERT(ana.get("/me/saved")["saved"].empty());
    // Deleted: what is left of it. Out of the group: nothing.
    anas.call("message.delete", in(talk, {{"seq", second}}));
    bens.call("group.leave", in(group));
    const Json left = ben.get("/me/saved")["saved"];
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, left.size());
    CPPUNIT_ASSERT(left[1]["message"].contains("deleted_at") && left[1]["message"]["body"] == "");
    bens.call("message.unsave", in(talk, {{"seq", second}}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ben.get("/me/saved")["saved"].size());
  }

  void a_draft_follows_and_the_later_one_wins() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device phone = ana.device(), desk = ana.device();
    const auto seq = say(phone, talk, "Question?");
    phone.call("draft.set",
               in(talk, {{"body", "Dear\n"}, {"reply_to", seq}, {"at", at(std::chrono::hours(1))}}));
    const Json told = desk.expect("personal.changed")["draft"];
    CPPUNIT_ASSERT(told["body"] == "Dear\n" && told["reply_to"] == seq);
    CPPUNIT_ASSERT_MESSAGE("a clock that is ahead", told["at"].get<std::string>() <= at({}));
    const Json late =
        phone.call("draft.set", in(talk, {{"body", "Old"}, {"at", at(-std::chrono::hours(1))}}));
    CPPUNIT_ASSERT_EQUAL(Json("Dear\n"), late["draft"]["body"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, desk.count("personal.changed"));
    desk.call("draft.set", in(talk, {{"body", ""}, {"at", at({})}}));
    CPPUNIT_ASSERT_EQUAL(Json(""), phone.expect("personal.changed", [](const Json& e) {
      return e["draft"]["body"] == "";
    })["draft"]["body"]);
    CPPUNIT_ASSERT(log_of(ana)["drafts"].empty());
  }

  void a_scheduled_message_is_posted_in_its_time() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), other = ana.device(), bens = ben.device();
    const auto question = say(bens, talk, "When?");
    Json soon = later("Now!", std::chrono::milliseconds(700));
    soon["reply_to"] = question;
    const Json made = anas.call("message.schedule", in(talk, soon));
    CPPUNIT_ASSERT_EQUAL(Json("waiting"), other.expect("personal.changed")["scheduled"]["state"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count(ben, talk, "Now!"));
    const Json posted =
        bens.expect("message.posted", [](const Json& e) { return e["message"]["body"] == "Now!"; });
    CPPUNIT_ASSERT(posted["message"]["sender"] == ana.id() && posted["message"]["reply_to"] == question);
    CPPUNIT_ASSERT(posted["message"]["at"] >= made["scheduled"]["send_at"]);
    const Json sent = other.expect("personal.changed", state("sent"))["scheduled"];
    CPPUNIT_ASSERT_EQUAL(posted["message"]["seq"], sent["seq"]);
    anas.expect("message.posted", [](const Json& e) { return e["message"]["body"] == "Now!"; });
    // Scheduling it again with the same key sends nothing again.
    CPPUNIT_ASSERT_EQUAL(Json("sent"), anas.call("message.schedule", in(talk, soon))["scheduled"]["state"]);
    CPPUNIT_ASSERT(log_of(ana)["scheduled"].empty());
  }

  void what_was_due_while_the_server_was_off_is_posted_once() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    ana.post("/conversations/" + std::to_string(notes) + "/scheduled",
             later("Wake up", std::chrono::hours(1)));
    house().kill();
    house().schema().run(
        "UPDATE job SET run_after = '2020-01-01' WHERE kind = 'message.scheduled' AND state = 1");
    house().start();
    Device anas = ana.device();
    if (count(ana, notes, "Wake up") == 0) anas.expect("message.posted");
    house().restart();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count(ana, notes, "Wake up"));
  }

  void posted_and_then_killed_is_posted_once() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    const std::string path = "/conversations/" + std::to_string(notes);
    const Json wanted = later("Only once", std::chrono::hours(1));
    const Json made = ana.post(path + "/scheduled", wanted)["scheduled"];
    // As a kill leaves it in between: the message stands there, and the job does not know.
    ana.post(path + "/messages", {{"key", wanted["key"]}, {"body", "Only once"}});
    house().kill();
    const std::string id = std::to_string(made["id"].get<std::uint64_t>());
    house().schema().run("UPDATE scheduled_message SET taken = 1 WHERE id = " + id);
    house().schema().run(
        "UPDATE job SET state = 2, run = 1, attempts = 1, lease_until = '2020-01-01', run_after = "
        "'2020-01-01' WHERE payload = '[" +
        id + ",1]'");
    house().start();
    Device anas = ana.device();
    if (!log_of(ana)["scheduled"].empty()) anas.expect("personal.changed", state("sent"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count(ana, notes, "Only once"));
    CPPUNIT_ASSERT(log_of(ana)["scheduled"].empty());
  }

  void who_has_left_is_told_that_it_was_not_sent() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto group = ana.group("Crew", {&ben});
    Device bens = ben.device(), other = ben.device();
    const auto id =
        bens.call("message.schedule", in(group, later("Hi all", std::chrono::hours(1))))["scheduled"]["id"];
    bens.call("group.leave", in(group));
    bens.call("scheduled.send", {{"scheduled", id}});
    const Json failed = other.expect("personal.changed", state("failed"))["scheduled"];
    CPPUNIT_ASSERT_EQUAL(Json("You are no longer in this conversation."), failed["reason"]);
    CPPUNIT_ASSERT_EQUAL(failed, log_of(ben)["scheduled"].at(0));
    // Back in the group, it can be tried again.
    ana.post("/conversations/" + std::to_string(group) + "/members", {{"people", {ben.id()}}});
    ben.post("/me/scheduled/" + id.dump() + "/send");
    other.expect("personal.changed", state("sent"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, count(ana, group, "Hi all"));
  }

  void a_scheduled_message_can_be_changed_and_taken_back() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    const auto talk = ana.direct_with(ben);
    Device anas = ana.device(), bens = ben.device();
    const auto schedule = [&](const char* body) {
      return anas.call("message.schedule", in(talk, later(body, std::chrono::hours(1))))["scheduled"]["id"];
    };
    const Json kept = schedule("Draft one"), gone = schedule("Never mind");
    anas.call("scheduled.cancel", {{"scheduled", gone}});
    CPPUNIT_ASSERT_EQUAL(std::string("conflict"), anas.ask("scheduled.send", {{"scheduled", gone}}).code());
    anas.call("scheduled.change", {{"scheduled", kept}, {"body", "Draft two"}, {"send_at", at({})}});
    const Json posted = bens.expect("message.posted");
    CPPUNIT_ASSERT_EQUAL(Json("Draft two"), posted["message"]["body"]);
    anas.expect("personal.changed", state("sent"));
    for (const char* command : {"scheduled.change", "scheduled.cancel"})
      CPPUNIT_ASSERT_EQUAL(std::string("conflict"), anas.ask(command, {{"scheduled", kept}}).code());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, count(ben, talk, "Never mind"));
    CPPUNIT_ASSERT(log_of(ana)["scheduled"].empty());
  }

  void preferences_are_the_same_everywhere() {
    Person ana(house(), "Ana");
    Device phone = ana.device(), desk = ana.device();
    phone.call("preference.set", {{"name", "emoji.tone"}, {"value", "4"}});
    CPPUNIT_ASSERT_EQUAL(Json("4"), desk.expect("personal.changed")["preference"]["value"]);
    desk.call("preference.set", {{"name", "emoji.tone"}, {"value", ""}});
    CPPUNIT_ASSERT(log_of(ana)["preferences"].empty());
  }

  void it_outlives_a_kill() {
    Person ana(house(), "Ana");
    const auto notes = ana.direct_with(ana);
    Device anas = ana.device();
    const auto seq = say(anas, notes, "Keep");
    anas.call("place.set", in(notes, {{"favourite", true}, {"archived", true}}));
    anas.call("message.save", in(notes, {{"seq", seq}}));
    anas.call("draft.set", in(notes, {{"body", "half a thou"}, {"at", at({})}}));
    const Json before = log_of(ana);
    house().kill();
    house().start();
    CPPUNIT_ASSERT_EQUAL(before, log_of(ana));
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PersonalTest);

}  // namespace hearth::story
