// Several at once, on a real MariaDB: what must happen once happens once.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <future>
#include <latch>

#include "auth/create_invite.h"
#include "auth/register_person.h"
#include "auth/sign_in.h"
#include "contract/auth/auth_server.h"

namespace hearth::auth {

class AuthRacesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AuthRacesTest);
  CPPUNIT_TEST(a_refresh_token_that_two_show_at_once_is_exchanged_once);
  CPPUNIT_TEST(a_user_name_is_given_once);
  CPPUNIT_TEST(an_invitation_has_its_uses_and_no_more);
  CPPUNIT_TEST(there_is_one_first_admin);
  CPPUNIT_TEST(blocking_wins_over_signing_in_at_the_same_moment);
  CPPUNIT_TEST_SUITE_END();

  static constexpr int kMany = 8;
  std::unique_ptr<AuthServer> server_;

 public:
  void setUp() override { server_ = std::make_unique<AuthServer>(); }
  void tearDown() override { server_.reset(); }

 private:
  /// Runs it on so many threads, all let go at once; gives what each gave.
  template <class F>
  static auto at_once(F run) {
    std::latch start(kMany);
    std::vector<std::future<decltype(run(0))>> running;
    for (int i = 0; i < kMany; ++i)
      running.push_back(std::async(std::launch::async, [&start, run, i] {
        start.arrive_and_wait();
        return run(i);
      }));
    std::vector<decltype(run(0))> out;
    for (auto& one : running) out.push_back(one.get());
    return out;
  }
  template <class T>
  static int count_good(const std::vector<T>& outcomes) {
    int n = 0;
    for (const T& outcome : outcomes) n += static_cast<bool>(outcome);
    return n;
  }

  void a_refresh_token_that_two_show_at_once_is_exchanged_once() {
    server_->join("ana");
    const Answer in = server_->log_in("ana", "program");
    const std::string token = in.body["refresh_token"];
    Sessions& sessions = *server_->memory().sessions;
    const auto outcomes = at_once([&](int) { return sessions.refresh(token, "192.0.2.1"); });
    // None when the second was so quick that the session is over before the first is answered.
    CPPUNIT_ASSERT(count_good(outcomes) <= 1);
    CPPUNIT_ASSERT_MESSAGE("and since it was shown again, the session is over",
                           !server_->memory().ended.empty());
    for (const auto& outcome : outcomes)
      if (outcome) {
        CPPUNIT_ASSERT(!sessions.check_access_token(outcome->credentials.access_token));
        CPPUNIT_ASSERT(!sessions.refresh(outcome->credentials.refresh_token, "192.0.2.1"));
      }
    CPPUNIT_ASSERT(!sessions.check_access_token(in.body["access_token"].get<std::string>()));
  }

  Register somebody(const std::string& user_name) const {
    Register request;
    request.user_name = user_name;
    request.name = "Somebody";
    request.password = kPassword;
    request.visitor = {"127.0.0.1", "", ""};
    return request;
  }

  void a_user_name_is_given_once() {
    const auto outcomes = at_once(
        [&](int i) { return register_person(*server_->memory().desk, somebody(i % 2 ? "cleo" : "CLEO")); });
    CPPUNIT_ASSERT_EQUAL(1, count_good(outcomes));
    for (const auto& outcome : outcomes)
      if (!outcome) CPPUNIT_ASSERT(outcome.reason().code == chat::RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, server_->database().number("SELECT COUNT(*) FROM person"));
  }

  void an_invitation_has_its_uses_and_no_more() {
    Desk& desk = *server_->memory().desk;
    desk.registration = Registration::kInvite;
    const auto boss = server_->join("boss", chat::OrganisationRole::kOwner);
    const auto invite = create_invite(desk, {boss.id, 3, 1});
    const auto outcomes = at_once([&](int i) {
      Register request = somebody("guest" + std::to_string(i));
      request.invite = invite->code;
      return register_person(desk, request);
    });
    CPPUNIT_ASSERT_EQUAL(3, count_good(outcomes));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, server_->database().number("SELECT COUNT(*) FROM person"));
  }

  void there_is_one_first_admin() {
    const auto admins = at_once([&](int) {
      return create_first_admin(server_->accounts(), server_->memory().passwords, [] { return now(); });
    });
    CPPUNIT_ASSERT_EQUAL(1, count_good(admins));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, server_->database().number("SELECT COUNT(*) FROM person"));
  }

  // One blocks while the others sign in: however the moments fall, nobody is signed in afterwards.
  void blocking_wins_over_signing_in_at_the_same_moment() {
    const auto ana = server_->join("ana");
    Memory& memory = server_->memory();
    const auto cookies = at_once([&](int i) -> std::string {
      if (i == 0) {
        server_->database().database().lease()->execute("UPDATE person SET blocked = TRUE WHERE id = ?",
                                                        {ana.id});
        memory.sessions->end_all_of(ana.id, {});
        return {};
      }
      const auto outcome =
          sign_in(*memory.desk, {"ana", kPassword, chat::SessionKind::kBrowser, {"127.0.0.1", "", ""}});
      return outcome ? outcome->credentials.cookie : "";
    });
    for (const std::string& cookie : cookies) CPPUNIT_ASSERT(!memory.sessions->check_cookie(cookie));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         server_->database().number("SELECT COUNT(*) FROM session WHERE ended_at IS NULL"));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AuthRacesTest);

}  // namespace hearth::auth
