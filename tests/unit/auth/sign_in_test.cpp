#include "auth/sign_in.h"

#include <crypt.h>

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <atomic>
#include <thread>

#include "auth/create_first_admin.h"
#include "front_door.h"

namespace hearth::auth {

class SignInTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(SignInTest);
  CPPUNIT_TEST(by_user_name_or_e_mail_in_any_case);
  CPPUNIT_TEST(a_browser_gets_a_cookie_and_a_program_gets_tokens);
  CPPUNIT_TEST(nobody_learns_whether_an_account_exists);
  CPPUNIT_TEST(a_blocked_person_is_told_nothing_else);
  CPPUNIT_TEST(each_sign_in_gives_a_new_cookie);
  CPPUNIT_TEST(an_attacker_cannot_lock_the_admin_out);
  CPPUNIT_TEST(after_a_restart_a_known_place_is_learnt_again);
  CPPUNIT_TEST(a_full_pool_costs_no_try);
  CPPUNIT_TEST(an_imported_hash_is_replaced_at_sign_in);
  CPPUNIT_TEST(a_look_alike_of_a_collation_is_nobody);
  CPPUNIT_TEST(a_block_during_the_sign_in_is_not_missed);
  CPPUNIT_TEST(empty_and_absurd_requests);
  CPPUNIT_TEST(the_first_admin_must_change_the_password);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<FrontDoor> door_;
  chat::Person ana_;

 public:
  void setUp() override {
    door_ = std::make_unique<FrontDoor>();
    ana_ = door_->join("ana");
  }
  void tearDown() override { door_.reset(); }

 private:
  void by_user_name_or_e_mail_in_any_case() {
    for (const char* login : {"ana", "ANA", " Ana ", "ana@example.org", "Ana@Example.ORG"}) {
      const auto signed_in = door_->sign_in_as(login, kPassword);
      CPPUNIT_ASSERT_MESSAGE(login, signed_in);
      CPPUNIT_ASSERT(signed_in->me.id == ana_.id);
      CPPUNIT_ASSERT(!signed_in->must_change_password);
    }
  }

  void a_browser_gets_a_cookie_and_a_program_gets_tokens() {
    const auto page = door_->sign_in_as("ana", kPassword);
    CPPUNIT_ASSERT(door_->sessions.check_cookie(page->credentials.cookie)->person == ana_.id);
    CPPUNIT_ASSERT(!page->credentials.csrf.empty() && !page->device.empty());
    CPPUNIT_ASSERT(page->credentials.access_token.empty() && page->credentials.refresh_token.empty());
    const auto script = door_->sign_in_as("ana", kPassword, chat::SessionKind::kProgram);
    CPPUNIT_ASSERT(door_->sessions.check_access_token(script->credentials.access_token)->person == ana_.id);
    CPPUNIT_ASSERT(script->credentials.expires_in == std::chrono::minutes{15});
    CPPUNIT_ASSERT(script->credentials.cookie.empty() && script->credentials.csrf.empty());
  }

  struct Answer {
    chat::Refusal refusal;
    std::uint64_t hashes;
  };
  Answer answer_to(const std::string& login, const std::string& password, const std::string& address) {
    const auto before = door_->passwords.computed();
    const auto outcome = door_->sign_in_as(login, password, chat::SessionKind::kBrowser, address);
    CPPUNIT_ASSERT(!outcome);
    return {outcome.reason(), door_->passwords.computed() - before};
  }
  static void assert_same(const Answer& a, const Answer& b) {
    CPPUNIT_ASSERT(a.refusal.code == b.refusal.code);
    CPPUNIT_ASSERT_EQUAL(a.refusal.message, b.refusal.message);
    CPPUNIT_ASSERT_EQUAL(a.refusal.field, b.refusal.field);
    CPPUNIT_ASSERT_EQUAL(a.refusal.retry_after_ms, b.refusal.retry_after_ms);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("the same work", a.hashes, b.hashes);
  }

  void nobody_learns_whether_an_account_exists() {
    for (int i = 0; i < 8; ++i) {  // before and after the limit
      const Answer known = answer_to("ana", "wrong password", "203.0.113.1");
      assert_same(known, answer_to("nobody", "wrong password", "203.0.113.2"));
      assert_same(known, answer_to("nobody@example.org", "wrong password", "203.0.113.3"));
      CPPUNIT_ASSERT(known.refusal.code ==
                     (i < 5 ? chat::RefusalCode::kWrongCredentials : chat::RefusalCode::kTooMany));
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{i < 5 ? 1U : 0U}, known.hashes);
    }
  }

  void a_blocked_person_is_told_nothing_else() {
    door_->accounts.block(ana_.id);
    assert_same(answer_to("ana", kPassword, "203.0.113.1"), answer_to("nobody", kPassword, "203.0.113.2"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, door_->accounts.count_sessions());
  }

  void each_sign_in_gives_a_new_cookie() {
    const auto first = door_->sign_in_as("ana", kPassword);
    const auto second = door_->sign_in_as("ana", kPassword);
    CPPUNIT_ASSERT(first->credentials.cookie != second->credentials.cookie);
    CPPUNIT_ASSERT(first->credentials.csrf != second->credentials.csrf);
    CPPUNIT_ASSERT(first->credentials.session != second->credentials.session);
  }

  void an_attacker_cannot_lock_the_admin_out() {
    door_->join("admin", chat::OrganisationRole::kOwner);
    const auto before = door_->sign_in_as("admin", kPassword, chat::SessionKind::kBrowser, "192.0.2.10");
    CPPUNIT_ASSERT(before);
    for (int i = 0; i < 100; ++i)
      [[maybe_unused]] const auto guess =
          door_->sign_in_as("admin", "guess " + std::to_string(i), chat::SessionKind::kBrowser,
                            "203.0.113." + std::to_string(i));
    const auto at = [&](const std::string& address, const std::string& device = {}) {
      return static_cast<bool>(
          door_->sign_in_as("admin", kPassword, chat::SessionKind::kBrowser, address, device));
    };
    CPPUNIT_ASSERT_MESSAGE("the attack is held off, right password or not", !at("203.0.113.200"));
    CPPUNIT_ASSERT_MESSAGE("from a known place", at("192.0.2.10"));
    CPPUNIT_ASSERT_MESSAGE("from the server", at("127.0.0.1"));
    CPPUNIT_ASSERT_MESSAGE("from anywhere with a known browser", at("198.51.100.5", before->device));
    CPPUNIT_ASSERT_MESSAGE("not with somebody else's",
                           !at("198.51.100.6", door_->sign_in_as("ana", kPassword)->device));
  }

  void after_a_restart_a_known_place_is_learnt_again() {
    const auto page = door_->sign_in_as("ana", kPassword, chat::SessionKind::kBrowser, "192.0.2.10");
    Guessing guessing({}, [this] { return door_->time; });
    Sessions sessions(door_->accounts, door_->access, door_->csrf, {},
                      {{},
                       [&](const chat::Account& account, const std::string& address) {
                         guessing.learn(account.person.user_name, address);
                       }},
                      [this] { return door_->time; });
    for (int i = 0; i < 50; ++i)
      [[maybe_unused]] const auto guess = guessing.begin("ana", "203.0.113." + std::to_string(i), {});
    CPPUNIT_ASSERT(!guessing.begin("ana", "192.0.2.10", {}));
    CPPUNIT_ASSERT(sessions.check_cookie(page->credentials.cookie));
    CPPUNIT_ASSERT(guessing.begin("ana", "192.0.2.10", {}));
  }

  void a_full_pool_costs_no_try() {
    // One thread, no queue, and somebody else who always comes back at once.
    PasswordPool busy({1, 0}, PasswordCost{1, 16 * 1024});
    std::atomic<bool> enough{false};
    std::thread somebody_else([&] {
      while (!enough) [[maybe_unused]] const auto hash = busy.hash("mine");
    });
    Desk desk{door_->accounts,
              busy,
              door_->sessions,
              door_->guessing,
              door_->devices,
              Registration::kOpen,
              {},
              [this] { return door_->time; },
              {}};
    std::vector<chat::RefusalCode> codes;
    while (codes.size() < 20) {
      const auto outcome =
          sign_in(desk, {"ana", kPassword, chat::SessionKind::kBrowser, {"203.0.113.1", "", ""}});
      if (!outcome) codes.push_back(outcome.reason().code);
    }
    enough = true;
    somebody_else.join();
    for (const auto code : codes) CPPUNIT_ASSERT(code == chat::RefusalCode::kUnavailable);
    CPPUNIT_ASSERT(door_->sign_in_as("ana", kPassword, chat::SessionKind::kBrowser, "203.0.113.1"));
  }

  void an_imported_hash_is_replaced_at_sign_in() {
    crypt_data work{};
    const std::string bcrypt = crypt_r(kPassword.c_str(), "$2b$04$CCCCCCCCCCCCCCCCCCCCC.", &work);
    door_->accounts.set_password(ana_.id, bcrypt, true);
    CPPUNIT_ASSERT(!door_->sign_in_as("ana", "wrong password"));
    CPPUNIT_ASSERT(door_->accounts.by_id(ana_.id)->password_hash == bcrypt);
    CPPUNIT_ASSERT(door_->sign_in_as("ana", kPassword)->must_change_password);
    const auto stored = door_->accounts.by_id(ana_.id);
    CPPUNIT_ASSERT(stored->password_hash.starts_with("$argon2id$"));
    CPPUNIT_ASSERT(stored->must_change_password);
    CPPUNIT_ASSERT(door_->sign_in_as("ana", kPassword));
  }

  void a_look_alike_of_a_collation_is_nobody() {
    struct Lax : AccountsInMemory {
      std::optional<chat::Account> by_login(const std::string&) override {
        return AccountsInMemory::by_login("ana");
      }
    } lax;
    chat::Account account = *door_->accounts.by_id(ana_.id);
    CPPUNIT_ASSERT(lax.add(account, {}));
    Sessions sessions(lax, door_->access, door_->csrf, {}, {}, [this] { return door_->time; });
    Desk desk{lax,
              door_->passwords,
              sessions,
              door_->guessing,
              door_->devices,
              Registration::kOpen,
              {},
              [this] { return door_->time; },
              {}};
    CPPUNIT_ASSERT(sign_in(desk, {"ana", kPassword, chat::SessionKind::kBrowser, {"192.0.2.1", "", ""}}));
    CPPUNIT_ASSERT(!sign_in(desk, {"anna", kPassword, chat::SessionKind::kBrowser, {"192.0.2.1", "", ""}}));
  }

  void a_block_during_the_sign_in_is_not_missed() {
    struct BlockedMeanwhile : AccountsInMemory {
      chat::SessionId add_session(const chat::Session& session) override {
        block(session.person);  // after the password was looked at, before the session is there
        return AccountsInMemory::add_session(session);
      }
    } accounts;
    CPPUNIT_ASSERT(accounts.add(*door_->accounts.by_id(ana_.id), {}));
    Sessions sessions(accounts, door_->access, door_->csrf, {}, {}, [this] { return door_->time; });
    Desk desk{accounts,
              door_->passwords,
              sessions,
              door_->guessing,
              door_->devices,
              Registration::kOpen,
              {},
              [this] { return door_->time; },
              {}};
    const auto outcome =
        sign_in(desk, {"ana", kPassword, chat::SessionKind::kBrowser, {"192.0.2.1", "", ""}});
    CPPUNIT_ASSERT(outcome.reason().code == chat::RefusalCode::kWrongCredentials);
    CPPUNIT_ASSERT(accounts.stored(chat::SessionId{1}).ended_at);
  }

  void empty_and_absurd_requests() {
    CPPUNIT_ASSERT_EQUAL(std::string("login"), door_->sign_in_as("  ", kPassword).reason().field);
    CPPUNIT_ASSERT_EQUAL(std::string("password"), door_->sign_in_as("ana", "").reason().field);
    const auto before = door_->passwords.computed();
    for (const auto& [login, password] :
         {std::pair(std::string("ana"), std::string(100'000, 'x')),
          std::pair(std::string(100'000, 'a'), kPassword), std::pair(std::string("\xFF\xFE"), kPassword),
          std::pair(std::string("ana"), std::string("\xFF"))})
      CPPUNIT_ASSERT(door_->sign_in_as(login, password).reason().code ==
                     chat::RefusalCode::kWrongCredentials);
    CPPUNIT_ASSERT_EQUAL(before, door_->passwords.computed());
  }

  void the_first_admin_must_change_the_password() {
    AccountsInMemory accounts;
    const auto admin = create_first_admin(accounts, door_->passwords, [this] { return door_->time; });
    CPPUNIT_ASSERT(admin);
    CPPUNIT_ASSERT(admin->person.role == chat::OrganisationRole::kOwner);
    CPPUNIT_ASSERT_EQUAL(std::size_t{20}, admin->password.size());
    CPPUNIT_ASSERT(!create_first_admin(accounts, door_->passwords, [this] { return door_->time; }));
    Sessions sessions(accounts, door_->access, door_->csrf, {}, {}, [this] { return door_->time; });
    Desk desk{accounts,
              door_->passwords,
              sessions,
              door_->guessing,
              door_->devices,
              Registration::kOpen,
              {},
              [this] { return door_->time; },
              {}};
    const auto signed_in =
        sign_in(desk, {"admin", admin->password, chat::SessionKind::kBrowser, {"127.0.0.1", "", ""}});
    CPPUNIT_ASSERT(signed_in->must_change_password);
    CPPUNIT_ASSERT(sessions.check_cookie(signed_in->credentials.cookie)->must_change_password);
    CPPUNIT_ASSERT(random_password() != random_password());

    struct LostRace : AccountsInMemory {
      bool none_yet() override { return true; }
    } second;
    CPPUNIT_ASSERT(create_first_admin(second, door_->passwords, [this] { return door_->time; }));
    CPPUNIT_ASSERT(!create_first_admin(second, door_->passwords, [this] { return door_->time; }));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SignInTest);

class RegisterTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RegisterTest);
  CPPUNIT_TEST(makes_a_member_who_is_signed_in);
  CPPUNIT_TEST(is_closed_when_closed);
  CPPUNIT_TEST(an_invitation_is_used_up);
  CPPUNIT_TEST(an_invitation_expires);
  CPPUNIT_TEST(only_admins_invite);
  CPPUNIT_TEST(errors_name_the_field);
  CPPUNIT_TEST(what_is_taken_is_told);
  CPPUNIT_TEST(values_are_stored_in_one_form);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<FrontDoor> door_;

 public:
  void setUp() override { door_ = std::make_unique<FrontDoor>(); }
  void tearDown() override { door_.reset(); }

 private:
  static Register ana() {
    Register request;
    request.user_name = "ana.lopez";
    request.name = "Ana L\xC3\xB3pez";
    request.email = "ana@example.org";
    request.password = kPassword;
    request.visitor = {"192.0.2.1", "Firefox", ""};
    return request;
  }
  std::string field_of(const Register& request) {
    const auto outcome = register_person(door_->desk, request);
    return outcome ? "" : outcome.reason().field;
  }

  void makes_a_member_who_is_signed_in() {
    const auto signed_in = register_person(door_->desk, ana());
    CPPUNIT_ASSERT(signed_in);
    CPPUNIT_ASSERT(signed_in->me.role == chat::OrganisationRole::kMember);
    CPPUNIT_ASSERT(door_->sessions.check_cookie(signed_in->credentials.cookie)->person == signed_in->me.id);
    CPPUNIT_ASSERT(door_->registered == std::vector<std::string>{"ana.lopez"});
    CPPUNIT_ASSERT(door_->sign_in_as("ana.lopez", kPassword));
    CPPUNIT_ASSERT(door_->sign_in_as("ana@example.org", kPassword, chat::SessionKind::kProgram));
  }

  void is_closed_when_closed() {
    door_->desk.registration = Registration::kClosed;
    CPPUNIT_ASSERT(register_person(door_->desk, ana()).reason().code == chat::RefusalCode::kForbidden);
    CPPUNIT_ASSERT(door_->registered.empty());
  }

  void an_invitation_is_used_up() {
    door_->desk.registration = Registration::kInvite;
    const auto owner = door_->join("owner", chat::OrganisationRole::kOwner);
    const auto invite = create_invite(door_->desk, {owner.id, 2, 14});
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), field_of(ana()));
    Register request = ana();
    request.invite = "not the code";
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), field_of(request));
    request.invite = " " + invite->code + "\n";
    CPPUNIT_ASSERT(register_person(door_->desk, request));
    request.user_name = "ben", request.email = {};
    CPPUNIT_ASSERT(register_person(door_->desk, request));
    request.user_name = "cleo";
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), field_of(request));
  }

  void an_invitation_expires() {
    door_->desk.registration = Registration::kInvite;
    const auto owner = door_->join("owner", chat::OrganisationRole::kOwner);
    const auto invite = create_invite(door_->desk, {owner.id, 5, 14});
    CPPUNIT_ASSERT(invite->expires_at == door_->time + std::chrono::hours{14 * 24});
    door_->time += std::chrono::hours{14 * 24};
    Register request = ana();
    request.invite = invite->code;
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), field_of(request));
  }

  void only_admins_invite() {
    using Role = chat::OrganisationRole;
    int n = 0;
    for (const auto& [role, may] :
         {std::pair(Role::kGuest, false), std::pair(Role::kMember, false), std::pair(Role::kModerator, false),
          std::pair(Role::kBot, false), std::pair(Role::kAdmin, true), std::pair(Role::kOwner, true)}) {
      const auto person = door_->join("person" + std::to_string(++n), role);
      const auto outcome = create_invite(door_->desk, {person.id, 1, 1});
      CPPUNIT_ASSERT_EQUAL(may, static_cast<bool>(outcome));
      if (!may) CPPUNIT_ASSERT(outcome.reason().code == chat::RefusalCode::kForbidden);
      if (may)
        CPPUNIT_ASSERT_EQUAL(std::string("uses"),
                             create_invite(door_->desk, {person.id, 0, 1}).reason().field);
      if (may)
        CPPUNIT_ASSERT_EQUAL(std::string("days"),
                             create_invite(door_->desk, {person.id, 1, 9999}).reason().field);
    }
    CPPUNIT_ASSERT(!create_invite(door_->desk, {chat::PersonId{999}, 1, 1}));
  }

  void errors_name_the_field() {
    const auto with = [](auto change) {
      Register request = ana();
      change(request);
      return request;
    };
    for (const char* name : {"", "a", "1ana", "-ana", "ana lopez", "ana@x", "an\xC3\xA1",
                             "abcdefghijabcdefghijabcdefghijabc", "here", "Everyone"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("user_name"),
                                   field_of(with([&](Register& r) { r.user_name = name; })));
    for (const std::string& name : {std::string(), std::string("  "), std::string("two\nlines"),
                                    std::string("tab\there"), std::string("\xE2\x80\xAEgnol"),
                                    std::string("\xE2\x80\x8B"), std::string("\xFF"), std::string(81, 'x')})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("name"),
                                   field_of(with([&](Register& r) { r.name = name; })));
    for (const std::string& email :
         {std::string("ana"), std::string("@example.org"), std::string("ana@"), std::string("ana@example"),
          std::string("a b@example.org"), std::string("ana@exa_mple.org"), std::string(".ana@example.org"),
          std::string("a..b@example.org"), std::string("ana@-example.org"), std::string("ana@example..org"),
          std::string("ana@example.org\nBcc: all@example.org"), std::string("a@b@example.org"),
          std::string(65, 'a') + "@example.org", "a@" + std::string(250, 'b') + ".org"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(email, std::string("email"),
                                   field_of(with([&](Register& r) { r.email = email; })));
    for (const char* phone :
         {"12345678", "+0123456789", "+49", "+49 30 x", "+1234567890123456", "0049 30 1234567"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(phone, std::string("phone"),
                                   field_of(with([&](Register& r) { r.phone = phone; })));
    for (const char* password : {"", "short", "password123", "ana.lopez99"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(password, std::string("password"),
                                   field_of(with([&](Register& r) { r.password = password; })));
    CPPUNIT_ASSERT_EQUAL_MESSAGE("no hash was computed for any of them", std::uint64_t{0},
                                 door_->passwords.computed());
  }

  void what_is_taken_is_told() {
    CPPUNIT_ASSERT(register_person(door_->desk, ana()));
    Register same = ana();
    const auto taken = register_person(door_->desk, same);
    CPPUNIT_ASSERT(taken.reason().code == chat::RefusalCode::kConflict);
    CPPUNIT_ASSERT_EQUAL(std::string("user_name"), taken.reason().field);
    same.user_name = "other";
    CPPUNIT_ASSERT_EQUAL(std::string("email"), field_of(same));
  }

  void values_are_stored_in_one_form() {
    Register request = ana();
    request.user_name = " Ana.Lopez ";
    request.name = "  Ana Lo\xCC\x81pez ";
    request.email = " Ana.L@EXAMPLE.org ";
    request.phone = "+49 (30) 123-4567";
    const auto signed_in = register_person(door_->desk, request);
    CPPUNIT_ASSERT(signed_in);
    const auto account = door_->accounts.by_id(signed_in->me.id);
    CPPUNIT_ASSERT_EQUAL(std::string("ana.lopez"), account->person.user_name);
    CPPUNIT_ASSERT_EQUAL(std::string("Ana L\xC3\xB3pez"), account->person.name);
    CPPUNIT_ASSERT_EQUAL(std::string("Ana.L@example.org"), *account->email);
    CPPUNIT_ASSERT_EQUAL(std::string("+49301234567"), *account->phone);
    CPPUNIT_ASSERT(account->password_hash.starts_with("$argon2id$"));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(RegisterTest);

class ChangePasswordTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(ChangePasswordTest);
  CPPUNIT_TEST(ends_the_others_and_renews_this_one);
  CPPUNIT_TEST(works_for_programs);
  CPPUNIT_TEST(needs_the_old_one);
  CPPUNIT_TEST(an_open_session_is_no_place_to_guess);
  CPPUNIT_TEST(strangers_cannot_keep_anybody_from_it);
  CPPUNIT_TEST(frees_who_had_to_change_it);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<FrontDoor> door_;
  chat::Person ana_;

 public:
  void setUp() override {
    door_ = std::make_unique<FrontDoor>();
    ana_ = door_->join("ana");
  }
  void tearDown() override { door_.reset(); }

 private:
  const std::string next_ = "another walk at dawn";

  ChangePassword request(const Credentials& held, const std::string& old_password,
                         const std::string& new_password) {
    return {
        {ana_.id, held.session, held.kind, false}, old_password, new_password, {"192.0.2.1", "Firefox", ""}};
  }

  void ends_the_others_and_renews_this_one() {
    const auto here = door_->sign_in_as("ana", kPassword)->credentials;
    const auto there = door_->sign_in_as("ana", kPassword)->credentials;
    const auto script = door_->sign_in_as("ana", kPassword, chat::SessionKind::kProgram)->credentials;
    const auto changed = change_password(door_->desk, request(here, kPassword, next_));
    CPPUNIT_ASSERT(changed);
    CPPUNIT_ASSERT(changed->credentials.session == here.session);
    CPPUNIT_ASSERT(door_->ended == std::vector({there.session, script.session}));
    CPPUNIT_ASSERT_MESSAGE("a cookie planted or seen before is worth nothing",
                           !door_->sessions.check_cookie(here.cookie));
    CPPUNIT_ASSERT(!door_->sessions.csrf().matches(changed->credentials.cookie, here.csrf));
    CPPUNIT_ASSERT(door_->sessions.check_cookie(changed->credentials.cookie));
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(there.cookie));
    CPPUNIT_ASSERT(!door_->sessions.check_access_token(script.access_token));
    CPPUNIT_ASSERT(!door_->sessions.refresh(script.refresh_token, "192.0.2.1"));
    CPPUNIT_ASSERT(!door_->sign_in_as("ana", kPassword));
    CPPUNIT_ASSERT(door_->sign_in_as("ana", next_));
    Restarted again(*door_);
    CPPUNIT_ASSERT(!again.sessions.check_cookie(here.cookie));
    CPPUNIT_ASSERT(again.sessions.check_cookie(changed->credentials.cookie));
  }

  void works_for_programs() {
    const auto script = door_->sign_in_as("ana", kPassword, chat::SessionKind::kProgram)->credentials;
    const auto changed = change_password(door_->desk, request(script, kPassword, next_));
    CPPUNIT_ASSERT(changed);
    CPPUNIT_ASSERT(door_->sessions.check_access_token(changed->credentials.access_token));
    CPPUNIT_ASSERT(door_->sessions.refresh(changed->credentials.refresh_token, "192.0.2.1"));
    CPPUNIT_ASSERT_MESSAGE("the old refresh token is a used one",
                           !door_->sessions.refresh(script.refresh_token, "192.0.2.1"));
  }

  void needs_the_old_one() {
    const auto here = door_->sign_in_as("ana", kPassword)->credentials;
    const auto field = [&](const std::string& old_password, const std::string& new_password) {
      return change_password(door_->desk, request(here, old_password, new_password)).reason().field;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("old_password"), field("wrong", next_));
    CPPUNIT_ASSERT_EQUAL(std::string("old_password"), field("", next_));
    CPPUNIT_ASSERT_EQUAL(std::string("new_password"), field(kPassword, "short"));
    CPPUNIT_ASSERT_EQUAL(std::string("new_password"), field(kPassword, kPassword));
    CPPUNIT_ASSERT(door_->sessions.check_cookie(here.cookie));
    CPPUNIT_ASSERT(door_->sign_in_as("ana", kPassword));
  }

  void an_open_session_is_no_place_to_guess() {
    const auto here = door_->sign_in_as("ana", kPassword)->credentials;
    int looked_at = 0;
    for (int i = 0; i < 50; ++i)
      looked_at +=
          change_password(door_->desk, request(here, "guess " + std::to_string(i), next_)).reason().code !=
          chat::RefusalCode::kTooMany;
    CPPUNIT_ASSERT_EQUAL(10, looked_at);
  }

  void strangers_cannot_keep_anybody_from_it() {
    const auto here = door_->sign_in_as("ana", kPassword)->credentials;
    for (int i = 0; i < 50; ++i)
      [[maybe_unused]] const auto guess =
          door_->sign_in_as("ana", "guess", chat::SessionKind::kBrowser, "203.0.113." + std::to_string(i));
    CPPUNIT_ASSERT(change_password(door_->desk, request(here, kPassword, next_)));
  }

  void frees_who_had_to_change_it() {
    door_->accounts.set_password(ana_.id, *door_->passwords.hash(kPassword), true);
    const auto here = door_->sign_in_as("ana", kPassword)->credentials;
    CPPUNIT_ASSERT(door_->sessions.check_cookie(here.cookie)->must_change_password);
    const auto changed = change_password(door_->desk, request(here, kPassword, next_));
    CPPUNIT_ASSERT(!changed->must_change_password);
    CPPUNIT_ASSERT(!door_->sessions.check_cookie(changed->credentials.cookie)->must_change_password);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(ChangePasswordTest);

}  // namespace hearth::auth
