// Signing in, as a browser and as a program see it.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "contract/auth/auth_server.h"

namespace hearth::auth {

class AuthRoutesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AuthRoutesTest);
  CPPUNIT_TEST(a_browser_logs_in_and_out);
  CPPUNIT_TEST(a_program_logs_in_refreshes_and_logs_out);
  CPPUNIT_TEST(cookies_are_out_of_reach_of_scripts_and_foreign_pages);
  CPPUNIT_TEST(a_browser_needs_its_csrf_token);
  CPPUNIT_TEST(a_foreign_page_can_do_nothing);
  CPPUNIT_TEST(logging_in_replaces_the_session_of_this_browser);
  CPPUNIT_TEST(wrong_password_and_unknown_user_get_the_same_answer);
  CPPUNIT_TEST(somebody_registers);
  CPPUNIT_TEST(somebody_registers_with_an_invitation);
  CPPUNIT_TEST(the_first_admin_can_do_nothing_before_changing_the_password);
  CPPUNIT_TEST(changing_the_password_ends_the_other_sessions);
  CPPUNIT_TEST(a_known_browser_is_let_in_while_strangers_guess);
  CPPUNIT_TEST(bad_requests_name_what_is_wrong);
  CPPUNIT_TEST(settings_are_for_everybody);
  CPPUNIT_TEST(no_secret_is_in_the_database);
  CPPUNIT_TEST_SUITE_END();

  std::unique_ptr<AuthServer> server_;
  chat::Person ana_;

 public:
  void setUp() override {
    server_ = std::make_unique<AuthServer>();
    ana_ = server_->join("ana");
  }
  void tearDown() override { server_.reset(); }

 private:
  struct Page {
    std::string cookie, csrf;
    std::string fields() const { return AuthServer::page(cookie, csrf); }
  };
  static Page page_of(const Answer& answer) {
    return {answer.cookie("hearth_session"), answer.body.value("csrf", "")};
  }

  void a_browser_logs_in_and_out() {
    const Answer in = server_->log_in("ana", "browser");
    CPPUNIT_ASSERT_EQUAL(200, in.status);
    CPPUNIT_ASSERT_EQUAL(ana_.id.value, in.body["me"]["id"].get<std::uint64_t>());
    CPPUNIT_ASSERT_EQUAL(std::string("ana"), in.body["me"]["user_name"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(false, in.body["must_change_password"].get<bool>());
    CPPUNIT_ASSERT(in.body["session"].get<std::uint64_t>() > 0);
    CPPUNIT_ASSERT(!in.body.contains("access_token") && !in.body.contains("refresh_token"));
    const Page page = page_of(in);

    const Answer session = server_->ask("GET", "/auth/session", "", page.fields());
    CPPUNIT_ASSERT_EQUAL(200, session.status);
    CPPUNIT_ASSERT_EQUAL(in.body, session.body);
    server_->restart();
    CPPUNIT_ASSERT_EQUAL_MESSAGE("after a restart too", in.body,
                                 server_->ask("GET", "/auth/session", "", page.fields()).body);

    const Answer out = server_->ask("POST", "/auth/logout", "", page.fields());
    CPPUNIT_ASSERT_EQUAL(204, out.status);
    CPPUNIT_ASSERT(out.set_cookies.at(0).find("Max-Age=0") != std::string::npos);
    const Answer after = server_->ask("GET", "/auth/session", "", page.fields());
    CPPUNIT_ASSERT_EQUAL(401, after.status);
    CPPUNIT_ASSERT_EQUAL(std::string("not_signed_in"), after.code());
    server_->restart();
    CPPUNIT_ASSERT_EQUAL(401, server_->ask("GET", "/auth/session", "", page.fields()).status);
  }

  void a_program_logs_in_refreshes_and_logs_out() {
    const Answer in = server_->log_in("ana", "program");
    CPPUNIT_ASSERT_EQUAL(200, in.status);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer"), in.body["token_type"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(900, in.body["expires_in"].get<int>());
    CPPUNIT_ASSERT_MESSAGE("no cookie for programs", in.set_cookies.empty());
    CPPUNIT_ASSERT(!in.body.contains("csrf"));
    const auto session_status = [&](const Answer& held) {
      return server_->ask("GET", "/auth/session", "", AuthServer::bearer(held.body["access_token"])).status;
    };
    CPPUNIT_ASSERT_EQUAL(200, session_status(in));
    server_->move_clock(std::chrono::minutes{15});
    CPPUNIT_ASSERT_EQUAL(401, session_status(in));
    const Answer next = server_->post("/auth/refresh", {{"refresh_token", in.body["refresh_token"]}});
    CPPUNIT_ASSERT_EQUAL(200, next.status);
    CPPUNIT_ASSERT_EQUAL(in.body["session"], next.body["session"]);
    CPPUNIT_ASSERT_EQUAL(200, session_status(next));
    CPPUNIT_ASSERT_EQUAL(
        204, server_->ask("POST", "/auth/logout", "", AuthServer::bearer(next.body["access_token"])).status);
    CPPUNIT_ASSERT_EQUAL(401, session_status(next));
    const Answer late = server_->post("/auth/refresh", {{"refresh_token", next.body["refresh_token"]}});
    CPPUNIT_ASSERT_EQUAL(401, late.status);
  }

  void cookies_are_out_of_reach_of_scripts_and_foreign_pages() {
    const Answer in = server_->log_in("ana", "browser");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, in.set_cookies.size());
    CPPUNIT_ASSERT_EQUAL("hearth_session=" + in.cookie("hearth_session") +
                             "; HttpOnly; Path=/; SameSite=Lax; Max-Age=15552000",
                         in.set_cookies[0]);
    CPPUNIT_ASSERT_EQUAL("hearth_device=" + in.cookie("hearth_device") +
                             "; HttpOnly; Path=/api/v1/auth; SameSite=Strict; Max-Age=31536000",
                         in.set_cookies[1]);
  }

  void a_browser_needs_its_csrf_token() {
    const Page page = page_of(server_->log_in("ana", "browser"));
    const Page other = page_of(server_->log_in("ana", "browser"));
    for (const std::string& csrf : {std::string(), std::string("x"), other.csrf}) {
      const Answer refused = server_->ask("POST", "/auth/logout", "", AuthServer::page(page.cookie, csrf));
      CPPUNIT_ASSERT_EQUAL(403, refused.status);
      CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), refused.code());
    }
    CPPUNIT_ASSERT_EQUAL(200, server_->ask("GET", "/auth/session", "", page.fields()).status);
  }

  void a_foreign_page_can_do_nothing() {
    const Page page = page_of(server_->log_in("ana", "browser"));
    const std::string foreign = "Origin: http://evil.example\r\n";
    CPPUNIT_ASSERT_EQUAL(403, server_
                                  ->ask("POST", "/auth/logout", "",
                                        "Cookie: hearth_session=" + page.cookie +
                                            "\r\nX-CSRF-Token: " + page.csrf + "\r\n" + foreign)
                                  .status);
    const Answer planted = server_->post("/auth/login", {{"login", "ana"}, {"password", kPassword}}, foreign);
    CPPUNIT_ASSERT_EQUAL_MESSAGE("nor log a browser in as somebody", 403, planted.status);
    CPPUNIT_ASSERT(planted.set_cookies.empty());
  }

  void logging_in_replaces_the_session_of_this_browser() {
    const Page first = page_of(server_->log_in("ana", "browser"));
    const Answer again =
        server_->post("/auth/login", {{"login", "ana"}, {"password", kPassword}}, first.fields());
    CPPUNIT_ASSERT_EQUAL(200, again.status);
    CPPUNIT_ASSERT(page_of(again).cookie != first.cookie);
    CPPUNIT_ASSERT_EQUAL(401, server_->ask("GET", "/auth/session", "", first.fields()).status);
    CPPUNIT_ASSERT_EQUAL(200, server_->ask("GET", "/auth/session", "", page_of(again).fields()).status);
  }

  void wrong_password_and_unknown_user_get_the_same_answer() {
    Answer known = server_->log_in("ana", "browser", "not her password");
    Answer unknown = server_->log_in("nobody", "browser", "not her password");
    CPPUNIT_ASSERT_EQUAL(401, known.status);
    CPPUNIT_ASSERT_EQUAL(std::string("wrong_credentials"), known.code());
    CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), known.content_type);
    for (Answer* answer : {&known, &unknown}) answer->body.erase("request_id");
    CPPUNIT_ASSERT_EQUAL(known.body, unknown.body);
    CPPUNIT_ASSERT(known.set_cookies.empty() && unknown.set_cookies.empty());
  }

  Json ben() const {
    return {{"user_name", "Ben"},
            {"name", "Ben O\xC3\x87"},
            {"email", "ben@example.org"},
            {"password", kPassword},
            {"as", "browser"}};
  }

  void somebody_registers() {
    const Answer in = server_->post("/auth/register", ben());
    CPPUNIT_ASSERT_EQUAL(201, in.status);
    CPPUNIT_ASSERT_EQUAL(std::string("ben"), in.body["me"]["user_name"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("member"), in.body["me"]["role"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(200, server_->ask("GET", "/auth/session", "", page_of(in).fields()).status);
    CPPUNIT_ASSERT_EQUAL(200, server_->log_in("BEN@example.org", "program").status);
    const Answer again = server_->post("/auth/register", ben());
    CPPUNIT_ASSERT_EQUAL(409, again.status);
    CPPUNIT_ASSERT_EQUAL(std::string("user_name"), again.field());
    Json other = ben();
    other["user_name"] = "benjamin";
    CPPUNIT_ASSERT_EQUAL(std::string("email"), server_->post("/auth/register", other).field());
    server_->memory().desk->registration = Registration::kClosed;
    CPPUNIT_ASSERT_EQUAL(403, server_->post("/auth/register", other).status);
  }

  void somebody_registers_with_an_invitation() {
    server_->memory().desk->registration = Registration::kInvite;
    server_->join("boss", chat::OrganisationRole::kAdmin);
    const std::string admin = AuthServer::bearer(server_->log_in("boss", "program").body["access_token"]);
    const std::string member = AuthServer::bearer(server_->log_in("ana", "program").body["access_token"]);
    CPPUNIT_ASSERT_EQUAL(403, server_->post("/invites", Json::object(), member).status);
    CPPUNIT_ASSERT_EQUAL(std::string("uses"), server_->post("/invites", {{"uses", 0}}, admin).field());
    const Answer invite = server_->post("/invites", {{"uses", 1}, {"days", 2}}, admin);
    CPPUNIT_ASSERT_EQUAL(201, invite.status);
    CPPUNIT_ASSERT(parse_rfc3339(invite.body["expires_at"].get<std::string>()) >
                   server_->time() + std::chrono::hours{47});

    CPPUNIT_ASSERT_EQUAL(std::string("invite"), server_->post("/auth/register", ben()).field());
    Json request = ben();
    request["invite"] = "AAAAAAAAAAAAAAAAAAAAAA";
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), server_->post("/auth/register", request).field());
    request["invite"] = invite.body["code"];
    CPPUNIT_ASSERT_EQUAL(201, server_->post("/auth/register", request).status);
    request["user_name"] = "cleo", request["email"] = "cleo@example.org";
    CPPUNIT_ASSERT_EQUAL(std::string("invite"), server_->post("/auth/register", request).field());
  }

  void the_first_admin_can_do_nothing_before_changing_the_password() {
    AuthServer fresh;
    const auto admin =
        create_first_admin(fresh.accounts(), fresh.memory().passwords, [&] { return fresh.time(); });
    CPPUNIT_ASSERT(admin);
    const Answer in = fresh.log_in("admin", "browser", admin->password);
    CPPUNIT_ASSERT_EQUAL(true, in.body["must_change_password"].get<bool>());
    const Page page = page_of(in);
    const Answer refused = fresh.post("/invites", Json::object(), page.fields());
    CPPUNIT_ASSERT_EQUAL(std::string("password_change_required"), refused.code());
    CPPUNIT_ASSERT_EQUAL(200, fresh.ask("GET", "/auth/session", "", page.fields()).status);
    const Answer changed = fresh.post(
        "/auth/password", {{"old_password", admin->password}, {"new_password", "lanterns over the bay"}},
        page.fields());
    CPPUNIT_ASSERT_EQUAL(200, changed.status);
    CPPUNIT_ASSERT_EQUAL(false, changed.body["must_change_password"].get<bool>());
    CPPUNIT_ASSERT_EQUAL(201, fresh.post("/invites", Json::object(), page_of(changed).fields()).status);
    CPPUNIT_ASSERT(
        !create_first_admin(fresh.accounts(), fresh.memory().passwords, [&] { return fresh.time(); }));
  }

  void changing_the_password_ends_the_other_sessions() {
    const Page here = page_of(server_->log_in("ana", "browser"));
    const Page there = page_of(server_->log_in("ana", "browser"));
    const Answer script = server_->log_in("ana", "program");
    const auto change = [&](const std::string& old_password, const std::string& new_password) {
      return server_->post("/auth/password", {{"old_password", old_password}, {"new_password", new_password}},
                           here.fields());
    };
    CPPUNIT_ASSERT_EQUAL(std::string("old_password"), change("wrong", "lanterns over the bay").field());
    CPPUNIT_ASSERT_EQUAL(std::string("new_password"), change(kPassword, "password123").field());
    const Answer changed = change(kPassword, "lanterns over the bay");
    CPPUNIT_ASSERT_EQUAL(200, changed.status);
    for (int restart = 0; restart < 2; ++restart) {
      CPPUNIT_ASSERT_EQUAL(200, server_->ask("GET", "/auth/session", "", page_of(changed).fields()).status);
      CPPUNIT_ASSERT_EQUAL(401, server_->ask("GET", "/auth/session", "", here.fields()).status);
      CPPUNIT_ASSERT_EQUAL(401, server_->ask("GET", "/auth/session", "", there.fields()).status);
      CPPUNIT_ASSERT_EQUAL(
          401,
          server_->ask("GET", "/auth/session", "", AuthServer::bearer(script.body["access_token"])).status);
      server_->restart();
    }
    CPPUNIT_ASSERT_EQUAL(
        401, server_->post("/auth/refresh", {{"refresh_token", script.body["refresh_token"]}}).status);
    CPPUNIT_ASSERT_EQUAL(401, server_->log_in("ana", "browser").status);
    CPPUNIT_ASSERT_EQUAL(200, server_->log_in("ana", "browser", "lanterns over the bay").status);
  }

  void a_known_browser_is_let_in_while_strangers_guess() {
    // All come from this machine here, so its budget is the one that is used up.
    const std::string device = server_->log_in("ana", "browser").cookie("hearth_device");
    Answer refused;
    for (int i = 0; i < 11; ++i) refused = server_->log_in("ana", "browser", "guess " + std::to_string(i));
    CPPUNIT_ASSERT_EQUAL(429, refused.status);
    CPPUNIT_ASSERT_EQUAL(std::string("too_many"), refused.code());
    CPPUNIT_ASSERT(refused.body["retry_after_ms"].get<int>() > 0);
    CPPUNIT_ASSERT_EQUAL(429, server_->log_in("ana", "browser").status);
    const Answer in = server_->post("/auth/login", {{"login", "ana"}, {"password", kPassword}},
                                    "Cookie: theme=dark; hearth_device=" + device + "\r\n");
    CPPUNIT_ASSERT_EQUAL(200, in.status);
    server_->move_clock(std::chrono::minutes{15});
    CPPUNIT_ASSERT_EQUAL(200, server_->log_in("ana", "browser").status);
  }

  void bad_requests_name_what_is_wrong() {
    CPPUNIT_ASSERT_EQUAL(400, server_->ask("POST", "/auth/login", "login=ana").status);
    CPPUNIT_ASSERT_EQUAL(
        400, server_->ask("POST", "/auth/login", R"({"login":"ana","login":"ben","password":"x"})").status);
    CPPUNIT_ASSERT_EQUAL(std::string("login"), server_->post("/auth/login", {{"password", "x"}}).field());
    CPPUNIT_ASSERT_EQUAL(std::string("password"), server_->post("/auth/login", {{"login", "x"}}).field());
    CPPUNIT_ASSERT_EQUAL(std::string("password"),
                         server_->post("/auth/login", {{"login", "x"}, {"password", 5}}).field());
    CPPUNIT_ASSERT_EQUAL(std::string("as"), server_->log_in("ana", "robot").field());
    CPPUNIT_ASSERT_EQUAL(
        std::string("admin"),
        server_->post("/auth/login", {{"login", "x"}, {"password", "y"}, {"admin", true}}).field());
    CPPUNIT_ASSERT_EQUAL(std::string("refresh_token"),
                         server_->post("/auth/refresh", Json::object()).field());
    CPPUNIT_ASSERT_EQUAL(405, server_->ask("GET", "/auth/login").status);
  }

  void settings_are_for_everybody() {
    const Answer settings = server_->ask("GET", "/auth/settings");
    CPPUNIT_ASSERT_EQUAL(200, settings.status);
    CPPUNIT_ASSERT_EQUAL(std::string("Lighthouse"), settings.body["organisation"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("open"), settings.body["registration"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("1.2.3"), settings.body["version"].get<std::string>());
  }

  // Looks for every secret that was told in the columns that keep what comes of them.
  void no_secret_is_in_the_database() {
    const Answer page = server_->log_in("ana", "browser"), script = server_->log_in("ana", "program");
    server_->post("/auth/refresh", {{"refresh_token", script.body["refresh_token"]}});
    for (const std::string& secret :
         {kPassword, page.cookie("hearth_session"), script.body["refresh_token"].get<std::string>(),
          script.body["access_token"].get<std::string>()})
      for (const char* column :
           {"session.token_hash", "session.agent", "refresh_token.token_hash", "person.password_hash"}) {
        const std::string name = column;
        const std::string table = name.substr(0, name.find('.'));
        CPPUNIT_ASSERT_EQUAL(
            std::uint64_t{0},
            server_->database().number("SELECT COUNT(*) FROM " + table + " WHERE INSTR(" + name + ", ?) > 0",
                                       {secret}));
      }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, server_->database().number("SELECT COUNT(*) FROM session"));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AuthRoutesTest);

}  // namespace hearth::auth
