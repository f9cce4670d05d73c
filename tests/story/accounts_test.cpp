// Accounts: who may make one, sign in, change a password, sign out; and what never leaves the server.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class AccountsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(AccountsTest);
  CPPUNIT_TEST(the_first_admin_must_change_the_password_before_anything_else);
  CPPUNIT_TEST(who_has_a_code_may_register);
  CPPUNIT_TEST(a_closed_house_lets_nobody_register);
  CPPUNIT_TEST(unknown_user_and_wrong_password_are_one_answer);
  CPPUNIT_TEST(a_user_name_is_given_once);
  CPPUNIT_TEST(signing_out_ends_the_session_everywhere);
  CPPUNIT_TEST(a_refresh_token_works_once_and_its_thief_ends_the_session);
  CPPUNIT_TEST(a_changed_password_ends_the_other_sessions);
  CPPUNIT_TEST(a_session_survives_a_restart);
  CPPUNIT_TEST(secrets_are_never_in_the_log);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static HttpAnswer log_in(HttpClient& http, const std::string& login, const std::string& password,
                           const std::string& as = "program") {
    return http.post("/api/v1/auth/login", {{"login", login}, {"password", password}, {"as", as}});
  }
  static Json newcomer(const std::string& user_name) {
    return {
        {"user_name", user_name}, {"name", "Somebody"}, {"password", "seven pink herons"}, {"as", "program"}};
  }
  static Headers bearer(const Json& signed_in) {
    return {{"Authorization", "Bearer " + signed_in["access_token"].get<std::string>()}};
  }

  void the_first_admin_must_change_the_password_before_anything_else() {
    House fresh;
    const std::string said = fresh.run_action("--create-first-admin");
    const std::string before = "password: ";
    const auto at = said.find(before);
    CPPUNIT_ASSERT(at != std::string::npos);
    const std::string password = said.substr(at + before.size(), said.find('\n', at) - at - before.size());
    CPPUNIT_ASSERT(fresh.run_action("--create-first-admin").find(before) == std::string::npos);  // once
    fresh.restart();  // the directory learns of whom another process made at the start
    HttpClient http = fresh.http();

    const HttpAnswer in = log_in(http, "admin", password);
    CPPUNIT_ASSERT_EQUAL(200, in.status);
    CPPUNIT_ASSERT_EQUAL(Json(true), in.json()["must_change_password"]);
    const Headers first = bearer(in.json());
    CPPUNIT_ASSERT_EQUAL(std::string("password_change_required"),
                         http.ask("GET", "/api/v1/conversations", nullptr, first).code());
    WebSocketClient socket;
    const auto refused = socket.open(ByteStream::connect(fresh.port()), "127.0.0.1", first);
    CPPUNIT_ASSERT(refused && refused->status == 403);

    const auto change = [&](const std::string& to) {
      return http.ask("POST", "/api/v1/auth/password", {{"old_password", password}, {"new_password", to}},
                      first);
    };
    CPPUNIT_ASSERT_EQUAL(Json("new_password"), change("short").json()["field"]);
    CPPUNIT_ASSERT_EQUAL(Json("new_password"), change(password).json()["field"]);
    const HttpAnswer changed = change("an anchor made of glass");
    CPPUNIT_ASSERT_EQUAL(200, changed.status);
    const Headers now = bearer(changed.json());
    CPPUNIT_ASSERT_EQUAL(200, http.ask("GET", "/api/v1/conversations", nullptr, now).status);
    CPPUNIT_ASSERT_EQUAL(401, log_in(http, "admin", password).status);
    CPPUNIT_ASSERT_EQUAL(200, log_in(http, "ADMIN ", "an anchor made of glass").status);
    CPPUNIT_ASSERT(fresh.log().find(password) == std::string::npos);
    fresh.stop();
  }

  void who_has_a_code_may_register() {
    HouseRules rules;
    rules.registration = "invite";
    House closed(rules);
    HttpClient http = closed.http();
    CPPUNIT_ASSERT_EQUAL(Json("invite"), http.get("/api/v1/auth/settings").json()["registration"]);
    CPPUNIT_ASSERT_EQUAL(Json("invite"),
                         http.post("/api/v1/auth/register", newcomer("early")).json()["field"]);

    const std::string said = closed.run_action("--create-first-admin");
    closed.restart();
    http = closed.http();
    const auto at = said.find("password: ") + 10;
    const std::string password = said.substr(at, said.find('\n', at) - at);
    const Headers first = bearer(log_in(http, "admin", password).json());
    const Json admin =
        http.ask("POST", "/api/v1/auth/password",
                 {{"old_password", password}, {"new_password", "nine lighthouses blink"}}, first)
            .json();
    const Json invite = http.ask("POST", "/api/v1/invites", {{"uses", 1}, {"days", 1}}, bearer(admin)).json();

    Json wanted = newcomer("invited");
    wanted["invite"] = "no such code";
    CPPUNIT_ASSERT_EQUAL(Json("invite"), http.post("/api/v1/auth/register", wanted).json()["field"]);
    wanted["invite"] = invite["code"];
    const HttpAnswer made = http.post("/api/v1/auth/register", wanted);
    CPPUNIT_ASSERT_EQUAL(201, made.status);
    wanted["user_name"] = "second";
    CPPUNIT_ASSERT_EQUAL(Json("invite"),
                         http.post("/api/v1/auth/register", wanted).json()["field"]);  // used up
    // Who is no admin cannot invite.
    CPPUNIT_ASSERT_EQUAL(403,
                         http.ask("POST", "/api/v1/invites", Json::object(), bearer(made.json())).status);
    closed.stop();
  }

  void a_closed_house_lets_nobody_register() {
    HouseRules rules;
    rules.registration = "closed";
    House closed(rules);
    HttpClient http = closed.http();
    CPPUNIT_ASSERT_EQUAL(403, http.post("/api/v1/auth/register", newcomer("early")).status);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, closed.schema().number("SELECT COUNT(*) FROM person"));
    closed.stop();
  }

  void unknown_user_and_wrong_password_are_one_answer() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const HttpAnswer wrong = log_in(http, ana.user_name(), "not her password");
    const HttpAnswer unknown = log_in(http, "nobody.at.all", "not her password");
    CPPUNIT_ASSERT_EQUAL(401, wrong.status);
    CPPUNIT_ASSERT_EQUAL(401, unknown.status);
    Json a = wrong.json(), b = unknown.json();
    a.erase("request_id"), b.erase("request_id");
    CPPUNIT_ASSERT_EQUAL(a, b);
    CPPUNIT_ASSERT_EQUAL(Json("wrong_credentials"), a["code"]);
  }

  void a_user_name_is_given_once() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    Json again = newcomer(ana.user_name());
    again["user_name"] = "  " + std::string(1, static_cast<char>(std::toupper(ana.user_name()[0]))) +
                         ana.user_name().substr(1);
    const HttpAnswer refused = http.post("/api/v1/auth/register", again);
    CPPUNIT_ASSERT_EQUAL(409, refused.status);
    CPPUNIT_ASSERT_EQUAL(Json("user_name"), refused.json()["field"]);
  }

  void signing_out_ends_the_session_everywhere() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const Json other = log_in(http, ana.user_name(), ana.password()).json();
    Device stays(house(), other["access_token"]);
    Device goes = ana.device(), goes_too = ana.device();
    CPPUNIT_ASSERT_EQUAL(204, ana.ask("POST", "/auth/logout").status);
    for (Device* device : {&goes, &goes_too}) {
      std::string reason;
      CPPUNIT_ASSERT_EQUAL(4401, device->wait_closed(&reason));
      CPPUNIT_ASSERT_EQUAL(Json("sign_in"), Json::parse(reason)["retry"]);
    }
    stays.call("ping");
    CPPUNIT_ASSERT_EQUAL(401, ana.ask("GET", "/conversations").status);
    CPPUNIT_ASSERT_EQUAL(401,
                         http.post("/api/v1/auth/refresh", {{"refresh_token", ana.refresh_token()}}).status);
  }

  void a_refresh_token_works_once_and_its_thief_ends_the_session() {
    Person ana(house(), "Ana");
    Device anas = ana.device();
    HttpClient http = house().http();
    const Json first = http.post("/api/v1/auth/refresh", {{"refresh_token", ana.refresh_token()}}).json();
    CPPUNIT_ASSERT(first["refresh_token"] != ana.refresh_token());
    CPPUNIT_ASSERT_EQUAL(Json(ana.session()), first["session"]);
    CPPUNIT_ASSERT_EQUAL(200, http.ask("GET", "/api/v1/conversations", nullptr, bearer(first)).status);
    CPPUNIT_ASSERT_EQUAL(401,
                         http.post("/api/v1/auth/refresh", {{"refresh_token", ana.refresh_token()}}).status);
    // Somebody has showed an old one: nobody knows who, so both are out.
    CPPUNIT_ASSERT_EQUAL(
        401, http.post("/api/v1/auth/refresh", {{"refresh_token", first["refresh_token"]}}).status);
    CPPUNIT_ASSERT_EQUAL(401, http.ask("GET", "/api/v1/conversations", nullptr, bearer(first)).status);
    CPPUNIT_ASSERT_EQUAL(4401, anas.wait_closed());
  }

  void a_changed_password_ends_the_other_sessions() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const Json other = log_in(http, ana.user_name(), ana.password()).json();
    Device mine = ana.device(), theirs(house(), other["access_token"]);
    const HttpAnswer wrong = ana.ask("POST", "/auth/password",
                                     {{"old_password", "a guess"}, {"new_password", "eleven blue doors"}});
    CPPUNIT_ASSERT_EQUAL(Json("old_password"), wrong.json()["field"]);
    const Json changed =
        ana.post("/auth/password", {{"old_password", ana.password()}, {"new_password", "eleven blue doors"}});
    CPPUNIT_ASSERT_EQUAL(4401, theirs.wait_closed());
    mine.call("ping");
    CPPUNIT_ASSERT_EQUAL(200, http.ask("GET", "/api/v1/conversations", nullptr, bearer(changed)).status);
  }

  void a_session_survives_a_restart() {
    Person ana(house(), "Ana");
    house().restart();
    CPPUNIT_ASSERT_EQUAL(200, ana.ask("GET", "/conversations").status);
    Device anas = ana.device();
    anas.call("hello");
  }

  void secrets_are_never_in_the_log() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const HttpAnswer browser = log_in(http, ana.user_name(), ana.password(), "browser");
    const std::string cookie = browser.header("set-cookie");
    const std::string value = cookie.substr(cookie.find('=') + 1, cookie.find(';') - cookie.find('=') - 1);
    CPPUNIT_ASSERT(value.size() >= 32);
    log_in(http, ana.user_name(), "a wrong password of hers");
    Device anas = ana.device();
    const auto notes = ana.direct_with(ana);
    anas.call("message.post", message(notes, "the words of a message"));
    ana.ask("GET", "/conversations?access_token=" + ana.token());
    house().restart();
    const std::string log = house().log();
    CPPUNIT_ASSERT(log.find("listening") != std::string::npos);
    for (const std::string& secret :
         {ana.password(), ana.token(), ana.refresh_token(), value, std::string("a wrong password of hers"),
          std::string("the words of a message"), browser.json()["csrf"].get<std::string>()})
      CPPUNIT_ASSERT_MESSAGE("in the log: " + secret, log.find(secret) == std::string::npos);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AccountsTest);

}  // namespace hearth::story
