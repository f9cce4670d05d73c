#include "auth/sessions.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <malloc.h>

#include "front_door.h"

namespace hearth::auth {

class SessionsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SessionsTest);
  CPPUNIT_TEST(a_cookie_tells_who_it_is_without_a_query);
  CPPUNIT_TEST(after_a_restart_it_is_looked_up_once);
  CPPUNIT_TEST(an_access_token_of_before_a_restart_is_looked_up_once);
  CPPUNIT_TEST(what_was_signed_out_stays_out_after_a_restart);
  CPPUNIT_TEST(cookies_and_tokens_do_not_stand_for_one_another);
  CPPUNIT_TEST(only_hashes_are_stored);
  CPPUNIT_TEST(signing_out_takes_effect_at_once_and_is_told);
  CPPUNIT_TEST(an_end_is_not_undone_by_a_thread_that_read_before_it);
  CPPUNIT_TEST(blocking_ends_all_sessions_of_a_person_only);
  CPPUNIT_TEST(ends_on_other_nodes_are_believed);
  CPPUNIT_TEST(a_browser_session_ends_thirty_days_after_its_last_use);
  CPPUNIT_TEST(a_browser_session_ends_after_half_a_year_however_busy);
  CPPUNIT_TEST(a_refresh_token_is_good_once);
  CPPUNIT_TEST(a_stolen_refresh_token_ends_the_session_for_thief_and_owner);
  CPPUNIT_TEST(uses_are_stored_together);
  CPPUNIT_TEST(uses_that_could_not_be_stored_are_stored_later);
  CPPUNIT_TEST(what_is_not_used_leaves_memory_and_comes_back);
  CPPUNIT_TEST(a_token_of_another_person_with_this_session_is_refused);
  CPPUNIT_TEST(what_clients_say_of_themselves_is_cleaned);
  CPPUNIT_TEST(a_session_is_small);
  CPPUNIT_TEST_SUITE_END();

  using Standing = Sessions::Standing;
  std::unique_ptr<FrontDoor> door_;
  chat::Person ana_;
  chat::Person ben_;

 public:
  void setUp() override {
    door_ = std::make_unique<FrontDoor>();
    ana_ = door_->join("ana");
    ben_ = door_->join("ben");
  }
  void tearDown() override { door_.reset(); }

 private:
  Credentials open(const chat::Person& person, chat::SessionKind kind) {
    return door_->sessions.open(*door_->accounts.by_id(person.id), kind, "192.0.2.1", "Firefox");
  }
  Credentials browser(const chat::Person& person) { return open(person, chat::SessionKind::kBrowser); }
  Credentials program(const chat::Person& person) { return open(person, chat::SessionKind::kProgram); }
  bool is_known(const Credentials& held) {
    const auto found = held.kind == chat::SessionKind::kBrowser
                           ? door_->sessions.peek_cookie(held.cookie)
                           : door_->sessions.peek_access_token(held.access_token);
    return found.standing == Standing::kKnown;
  }

  void a_cookie_tells_who_it_is_without_a_query() {
    const Credentials held = browser(ana_);
    const auto found = door_->sessions.peek_cookie(held.cookie);
    CPPUNIT_ASSERT(found.standing == Standing::kKnown);
    CPPUNIT_ASSERT(found.identity.person == ana_.id);
    CPPUNIT_ASSERT(found.identity.session == held.session);
    CPPUNIT_ASSERT(found.identity.kind == chat::SessionKind::kBrowser);
    CPPUNIT_ASSERT(!found.identity.must_change_password);
    CPPUNIT_ASSERT(door_->sessions.csrf().matches(held.cookie, held.csrf));
    CPPUNIT_ASSERT(is_known(program(ben_)));
    CPPUNIT_ASSERT_EQUAL(0, door_->accounts.session_queries);
  }

  void after_a_restart_it_is_looked_up_once() {
    const Credentials held = browser(ana_);
    Restarted again(*door_);
    CPPUNIT_ASSERT(again.sessions.peek_cookie(held.cookie).standing == Standing::kUnknown);
    CPPUNIT_ASSERT(again.sessions.check_cookie(held.cookie)->person == ana_.id);
    CPPUNIT_ASSERT_EQUAL(1, door_->accounts.session_queries);
    CPPUNIT_ASSERT(again.sessions.peek_cookie(held.cookie).standing == Standing::kKnown);
    CPPUNIT_ASSERT(again.sessions.check_cookie(held.cookie));
    CPPUNIT_ASSERT_EQUAL(1, door_->accounts.session_queries);
  }

  void an_access_token_of_before_a_restart_is_looked_up_once() {
    const Credentials held = program(ana_);
    Restarted again(*door_);
    CPPUNIT_ASSERT(again.sessions.peek_access_token(held.access_token).standing == Standing::kUnknown);
    CPPUNIT_ASSERT(again.sessions.check_access_token(held.access_token)->session == held.session);
    CPPUNIT_ASSERT(again.sessions.peek_access_token(held.access_token).standing == Standing::kKnown);
    CPPUNIT_ASSERT_EQUAL(1, door_->accounts.session_queries);
    door_->time += std::chrono::minutes{15};
    CPPUNIT_ASSERT(again.sessions.peek_access_token(held.access_token).standing == Standing::kRefused);
  }

  void what_was_signed_out_stays_out_after_a_restart() {
    const Credentials cookie = browser(ana_), token = program(ana_), blocked = browser(ben_);
    door_->sessions.end(cookie.session);
    door_->sessions.end(token.session);
    door_->accounts.block(ben_.id);
    Restarted again(*door_);
    CPPUNIT_ASSERT(!again.sessions.check_cookie(cookie.cookie));
    CPPUNIT_ASSERT(!again.sessions.check_access_token(token.access_token));
    CPPUNIT_ASSERT(!again.sessions.refresh(token.refresh_token, "192.0.2.1"));
    CPPUNIT_ASSERT(!again.sessions.check_cookie(blocked.cookie));
  }

  void cookies_and_tokens_do_not_stand_for_one_another() {
    const Credentials page = browser(ana_), script = program(ana_);
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(script.refresh_token));
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(script.access_token));
    CPPUNIT_ASSERT(!door_->sessions.refresh(page.cookie, "192.0.2.1"));
    CPPUNIT_ASSERT(!door_->sessions.check_access_token(page.cookie));
    // Signed by us, but for a session that never had access tokens.
    CPPUNIT_ASSERT(
        !door_->sessions.check_access_token(door_->access.issue(ana_.id, page.session, door_->time)));
    for (const char* nothing : {"", "x", "0000000000000000000000000000000000000000000"}) {
      CPPUNIT_ASSERT(!door_->sessions.check_cookie(nothing));
      CPPUNIT_ASSERT(!door_->sessions.check_access_token(nothing));
      CPPUNIT_ASSERT(!door_->sessions.refresh(nothing, "192.0.2.1"));
    }
    CPPUNIT_ASSERT_MESSAGE("and none of that did any harm", is_known(page) && is_known(script));
  }

  void only_hashes_are_stored() {
    const Credentials page = browser(ana_), script = program(ana_);
    for (const auto& [id, secret] :
         {std::pair(page.session, page.cookie), std::pair(script.session, script.refresh_token)}) {
      const std::string stored = door_->accounts.stored(id).token_hash;
      CPPUNIT_ASSERT_EQUAL(std::size_t{32}, stored.size());
      CPPUNIT_ASSERT_EQUAL(std::size_t{43}, secret.size());
      CPPUNIT_ASSERT(!door_->sessions.check_cookie(stored));
    }
  }

  void signing_out_takes_effect_at_once_and_is_told() {
    const Credentials page = browser(ana_), script = program(ana_);
    door_->sessions.end(script.session);
    CPPUNIT_ASSERT(door_->sessions.peek_access_token(script.access_token).standing == Standing::kRefused);
    CPPUNIT_ASSERT(is_known(page));
    door_->sessions.end(page.session);
    CPPUNIT_ASSERT(door_->sessions.peek_cookie(page.cookie).standing == Standing::kRefused);
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(page.cookie));
    CPPUNIT_ASSERT(door_->ended == std::vector({script.session, page.session}));
    CPPUNIT_ASSERT(door_->accounts.stored(page.session).ended_at);
  }

  void an_end_is_not_undone_by_a_thread_that_read_before_it() {
    SessionCache cache(std::chrono::minutes{15});
    const chat::SessionId id{5};
    const SessionCache::Known read_before{ana_.id, chat::SessionKind::kBrowser, false, door_->time,
                                          door_->time + std::chrono::hours{1}};
    const Digest cookie = hash_for("test", "cookie");
    cache.end(id, door_->time);
    CPPUNIT_ASSERT(!cache.add(id, read_before, cookie));
    CPPUNIT_ASSERT(!cache.replace(id, read_before, cookie));
    CPPUNIT_ASSERT(cache.find(id).state == SessionCache::State::kEnded);
    cache.prune(door_->time + std::chrono::minutes{15});
    CPPUNIT_ASSERT_MESSAGE("as long as an access token could live",
                           cache.find(id).state == SessionCache::State::kEnded);
    cache.prune(door_->time + std::chrono::minutes{30});
    CPPUNIT_ASSERT(cache.find(id).state == SessionCache::State::kUnknown);
    // Nor does such a thread bring back the cookie of before a change of password.
    const Digest next = hash_for("test", "next cookie");
    cache.replace(id, read_before, next);
    CPPUNIT_ASSERT(cache.add(id, read_before, cookie));
    CPPUNIT_ASSERT(!cache.find_cookie(cookie));
    CPPUNIT_ASSERT(cache.find_cookie(next) == id);
  }

  void blocking_ends_all_sessions_of_a_person_only() {
    const Credentials page = browser(ana_), script = program(ana_), other = browser(ben_);
    Restarted again(*door_);  // knows of none of them
    std::vector<chat::SessionId> told;
    Sessions node(
        door_->accounts, door_->access, door_->csrf, {},
        {[&](std::span<const chat::SessionId> ids) { told.insert(told.end(), ids.begin(), ids.end()); }, {}},
        [this] { return door_->time; });
    CPPUNIT_ASSERT(node.check_cookie(page.cookie));
    node.end_all_of(ana_.id, {});
    CPPUNIT_ASSERT_MESSAGE("each is told once, whether it was in memory or not",
                           told == std::vector({page.session, script.session}));
    CPPUNIT_ASSERT(!node.check_cookie(page.cookie));
    CPPUNIT_ASSERT(node.peek_access_token(script.access_token).standing == Standing::kRefused);
    CPPUNIT_ASSERT(node.check_cookie(other.cookie));
  }

  void ends_on_other_nodes_are_believed() {
    const Credentials page = browser(ana_);
    door_->sessions.note_ended(std::vector{page.session});
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(page.cookie));
    CPPUNIT_ASSERT(door_->ended == std::vector{page.session});
  }

  void a_browser_session_ends_thirty_days_after_its_last_use() {
    const Credentials held = browser(ana_);
    door_->time += std::chrono::hours{24 * 29};
    CPPUNIT_ASSERT(is_known(held));
    door_->time += std::chrono::hours{24 * 29};
    CPPUNIT_ASSERT_MESSAGE("it was used on day 29", is_known(held));
    door_->time += std::chrono::hours{24 * 30};
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(held.cookie));
    door_->sessions.flush();
    CPPUNIT_ASSERT_MESSAGE("nor when it is read from the store", !door_->sessions.check_cookie(held.cookie));
  }

  void a_browser_session_ends_after_half_a_year_however_busy() {
    const Credentials held = browser(ana_);
    for (int day = 0; day < 179; ++day) {
      door_->time += std::chrono::hours{24};
      CPPUNIT_ASSERT(is_known(held));
    }
    door_->time += std::chrono::hours{24};
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(held.cookie));
  }

  void a_refresh_token_is_good_once() {
    const Credentials first = program(ana_);
    door_->time += std::chrono::hours{2};
    const auto second = door_->sessions.refresh(first.refresh_token, "192.0.2.8");
    CPPUNIT_ASSERT(second);
    CPPUNIT_ASSERT(second->account.person.id == ana_.id);
    CPPUNIT_ASSERT(second->credentials.session == first.session);
    CPPUNIT_ASSERT(second->credentials.refresh_token != first.refresh_token);
    CPPUNIT_ASSERT(is_known(second->credentials));
    CPPUNIT_ASSERT(!is_known(first));  // its access token has expired
    CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.8"), door_->accounts.stored(first.session).address);
    for (int month = 0; month < 12; ++month) {
      door_->time += std::chrono::hours{24 * 29};
      static std::string token;
      token = month == 0 ? second->credentials.refresh_token : token;
      const auto next = door_->sessions.refresh(token, "192.0.2.8");
      CPPUNIT_ASSERT_MESSAGE("each use gives thirty more days", next);
      token = next->credentials.refresh_token;
      CPPUNIT_ASSERT(is_known(next->credentials));
    }
  }

  void a_stolen_refresh_token_ends_the_session_for_thief_and_owner() {
    const Credentials owner = program(ana_), other = program(ana_);
    const auto thief = door_->sessions.refresh(owner.refresh_token, "203.0.113.66");
    CPPUNIT_ASSERT(thief);
    CPPUNIT_ASSERT(is_known(thief->credentials));
    const auto late = door_->sessions.refresh(owner.refresh_token, "192.0.2.1");
    CPPUNIT_ASSERT(late.reason().code == chat::RefusalCode::kNotSignedIn);
    CPPUNIT_ASSERT(!is_known(thief->credentials));
    CPPUNIT_ASSERT(!door_->sessions.refresh(thief->credentials.refresh_token, "203.0.113.66"));
    CPPUNIT_ASSERT_MESSAGE("sockets are told", door_->ended.size() >= 1 && door_->ended[0] == owner.session);
    CPPUNIT_ASSERT_MESSAGE("her other programs go on", is_known(other));
  }

  void uses_are_stored_together() {
    const Credentials page = browser(ana_), script = program(ben_);
    door_->sessions.flush();
    CPPUNIT_ASSERT_EQUAL_MESSAGE("just signed in: nothing to store", 0, door_->accounts.touches);
    door_->time += std::chrono::minutes{5};
    for (int i = 0; i < 100; ++i) CPPUNIT_ASSERT(is_known(page) && is_known(script));
    door_->sessions.flush();
    CPPUNIT_ASSERT_EQUAL(1, door_->accounts.touches);
    CPPUNIT_ASSERT(door_->accounts.stored(page.session).last_used_at == door_->time);
    CPPUNIT_ASSERT(door_->accounts.stored(script.session).last_used_at == door_->time);
    door_->sessions.flush();
    CPPUNIT_ASSERT_EQUAL(1, door_->accounts.touches);
    door_->time += std::chrono::minutes{5};
    door_->sessions.touch(page.session);  // a sign of life on its socket
    door_->sessions.flush();
    CPPUNIT_ASSERT(door_->accounts.stored(page.session).last_used_at == door_->time);
  }

  void uses_that_could_not_be_stored_are_stored_later() {
    struct Failing : AccountsInMemory {
      bool down = true;
      void touch_sessions(const std::vector<std::pair<chat::SessionId, Time>>& uses) override {
        if (down) throw std::runtime_error("the database is away");
        AccountsInMemory::touch_sessions(uses);
      }
    } accounts;
    Sessions sessions(accounts, door_->access, door_->csrf, {}, {}, [this] { return door_->time; });
    chat::Account account;
    account.person.user_name = "cleo";
    account = *accounts.add(account, {});
    const Credentials held = sessions.open(account, chat::SessionKind::kBrowser, "192.0.2.1", "Firefox");
    door_->time += std::chrono::minutes{5};
    sessions.touch(held.session);
    CPPUNIT_ASSERT_THROW(sessions.flush(), std::runtime_error);
    accounts.down = false;
    sessions.flush();
    CPPUNIT_ASSERT(accounts.stored(held.session).last_used_at == door_->time);
  }

  void what_is_not_used_leaves_memory_and_comes_back() {
    const Credentials held = browser(ana_);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, door_->sessions.in_memory());
    door_->time += std::chrono::hours{2};
    door_->sessions.flush();
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, door_->sessions.in_memory());
    CPPUNIT_ASSERT(door_->sessions.peek_cookie(held.cookie).standing == Standing::kUnknown);
    CPPUNIT_ASSERT(door_->sessions.check_cookie(held.cookie));
  }

  void a_token_of_another_person_with_this_session_is_refused() {
    const Credentials held = program(ana_);
    const std::string token = door_->access.issue(ben_.id, held.session, door_->time);
    CPPUNIT_ASSERT(!door_->sessions.check_access_token(token));
    Restarted again(*door_);
    CPPUNIT_ASSERT(!again.sessions.check_access_token(token));
  }

  void what_clients_say_of_themselves_is_cleaned() {
    const auto agent_of = [&](std::string_view agent) {
      const auto held = door_->sessions.open(*door_->accounts.by_id(ana_.id), chat::SessionKind::kBrowser,
                                             "192.0.2.1", agent);
      return door_->accounts.stored(held.session).agent;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("a b c"), agent_of("a\nb\x7F"
                                                        "c"));
    CPPUNIT_ASSERT_EQUAL(std::string(), agent_of("\xFF\xFE"));
    std::string e_acute_300;
    for (int i = 0; i < 300; ++i) e_acute_300 += "\xC3\xA9";
    CPPUNIT_ASSERT_EQUAL(std::size_t{400}, agent_of(e_acute_300).size());
  }

  void a_session_is_small() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return;  // their allocators count otherwise
#else
    constexpr std::uint64_t kMany = 100'000;
    SessionCache cache(std::chrono::minutes{15});
    const auto before = ::mallinfo2().uordblks;
    for (std::uint64_t i = 1; i <= kMany; ++i)
      cache.add(chat::SessionId{i}, {ana_.id, chat::SessionKind::kBrowser, false, door_->time, door_->time},
                hash_for("test", std::to_string(i)));
    const auto each = (::mallinfo2().uordblks - before) / kMany;
    CPPUNIT_ASSERT_MESSAGE(std::to_string(each) + " bytes", each <= 150);
#endif
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SessionsTest);

}  // namespace hearth::auth
