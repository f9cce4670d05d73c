// A browser's session: a cookie that scripts cannot read, a token for whatever changes something, and only
// our pages.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class BrowserSessionTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BrowserSessionTest);
  CPPUNIT_TEST(the_cookie_is_out_of_reach);
  CPPUNIT_TEST(reading_needs_the_cookie_only);
  CPPUNIT_TEST(changing_needs_the_csrf_token_of_this_very_session);
  CPPUNIT_TEST(a_foreign_page_changes_nothing);
  CPPUNIT_TEST(a_foreign_page_cannot_sign_somebody_in);
  CPPUNIT_TEST(the_socket_is_for_our_pages_only);
  CPPUNIT_TEST(with_a_base_url_only_its_pages_count);
  CPPUNIT_TEST(behind_tls_the_cookie_is_bound_to_the_host);
  CPPUNIT_TEST(signing_out_takes_the_cookie_back);
  CPPUNIT_TEST(pages_say_what_they_never_do);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }

  /// What a browser holds after signing in.
  struct Browser {
    Browser(House& in, const Person& person, Headers more = {}) : http(in.port()), extra(std::move(more)) {
      answer = http.ask("POST", "/api/v1/auth/login",
                        {{"login", person.user_name()}, {"password", person.password()}}, extra);
      if (answer.status != 200) throw std::runtime_error("no sign-in: " + answer.body);
      csrf = answer.json()["csrf"];
      for (auto [at, end] = answer.headers.equal_range("set-cookie"); at != end; ++at)
        if (at->second.find("session=") != std::string::npos) set_cookie = at->second;
      cookie = set_cookie.substr(0, set_cookie.find(';'));
    }
    HttpAnswer ask(const std::string& method, const std::string& path, Headers headers,
                   const Json& body = nullptr) {
      headers.emplace_back("Cookie", cookie);
      headers.insert(headers.end(), extra.begin(), extra.end());
      return http.ask(method, "/api/v1" + path, body, headers);
    }
    std::string origin() const { return "http://" + http.host(); }

    HttpClient http;
    Headers extra;
    HttpAnswer answer;
    std::string set_cookie, cookie, csrf;
  };

  /// 101, or the status of the refusal.
  static int open_socket(House& in, const Headers& headers, const std::string& host) {
    WebSocketClient socket;
    const auto refusal = socket.open(ByteStream::connect(in.port()), host, headers);
    return refusal ? refusal->status : 101;
  }

  void the_cookie_is_out_of_reach() {
    Person ana(house(), "Ana");
    const Browser browser(house(), ana);
    for (const std::string part : {"; HttpOnly", "; SameSite=", "; Path=/"})
      CPPUNIT_ASSERT_MESSAGE(browser.set_cookie + " lacks " + part,
                             browser.set_cookie.find(part) != std::string::npos);
    CPPUNIT_ASSERT(browser.set_cookie.find("Domain") == std::string::npos);
    const Json body = browser.answer.json();
    CPPUNIT_ASSERT(!body.contains("access_token") && !body.contains("refresh_token"));
    CPPUNIT_ASSERT(browser.answer.body.find(browser.cookie.substr(browser.cookie.find('=') + 1)) ==
                   std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("no-store"), browser.answer.header("cache-control"));
  }

  void reading_needs_the_cookie_only() {
    Person ana(house(), "Ana");
    Browser browser(house(), ana);
    CPPUNIT_ASSERT_EQUAL(200, browser.ask("GET", "/conversations", {}).status);
    const Json session = browser.ask("GET", "/auth/session", {}).json();
    CPPUNIT_ASSERT_EQUAL(Json(browser.csrf), session["csrf"]);
    browser.cookie += "x";
    CPPUNIT_ASSERT_EQUAL(401, browser.ask("GET", "/conversations", {}).status);
  }

  void changing_needs_the_csrf_token_of_this_very_session() {
    Person ana(house(), "Ana"), ben(house(), "Ben");
    Browser anas(house(), ana), bens(house(), ben);
    const Json body{{"person", ana.id()}};
    const std::string own = anas.origin();
    CPPUNIT_ASSERT_EQUAL(403, anas.ask("POST", "/direct", {{"Origin", own}}, body).status);
    CPPUNIT_ASSERT_EQUAL(403,
                         anas.ask("POST", "/direct", {{"Origin", own}, {"X-CSRF-Token", ""}}, body).status);
    CPPUNIT_ASSERT_EQUAL(
        403, anas.ask("POST", "/direct", {{"Origin", own}, {"X-CSRF-Token", bens.csrf}}, body).status);
    CPPUNIT_ASSERT_EQUAL(
        200, anas.ask("POST", "/direct", {{"Origin", own}, {"X-CSRF-Token", anas.csrf}}, body).status);
    // Old browsers send no Origin; the token holds alone.
    CPPUNIT_ASSERT_EQUAL(200, anas.ask("POST", "/direct", {{"X-CSRF-Token", anas.csrf}}, body).status);
  }

  void a_foreign_page_changes_nothing() {
    Person ana(house(), "Ana");
    Browser browser(house(), ana);
    for (const std::string& origin : {std::string("https://evil.example"), std::string("null"), std::string(),
                                      browser.origin() + ".evil.example", "https://" + browser.http.host(),
                                      std::string("http://evil.example/") + browser.http.host()})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(
          origin, 403,
          browser
              .ask("POST", "/direct", {{"Origin", origin}, {"X-CSRF-Token", browser.csrf}},
                   {{"person", ana.id()}})
              .status);
  }

  void a_foreign_page_cannot_sign_somebody_in() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const HttpAnswer refused =
        http.ask("POST", "/api/v1/auth/login", {{"login", ana.user_name()}, {"password", ana.password()}},
                 {{"Origin", "https://evil.example"}});
    CPPUNIT_ASSERT_EQUAL(403, refused.status);
    CPPUNIT_ASSERT(refused.header("set-cookie").empty());
  }

  void the_socket_is_for_our_pages_only() {
    Person ana(house(), "Ana");
    const Browser browser(house(), ana);
    const Headers cookie{{"Cookie", browser.cookie}};
    const auto with = [&](Headers more) {
      more.insert(more.end(), cookie.begin(), cookie.end());
      return open_socket(house(), more, browser.http.host());
    };
    CPPUNIT_ASSERT_EQUAL(101, with({{"Origin", browser.origin()}}));
    CPPUNIT_ASSERT_EQUAL(403, with({{"Origin", "https://evil.example"}}));
    CPPUNIT_ASSERT_EQUAL(403, with({{"Origin", "null"}}));
    CPPUNIT_ASSERT_EQUAL(403, with({{"Origin", ""}}));
    CPPUNIT_ASSERT_EQUAL(403, with({}));  // a browser always says it
    const std::string bearer = "Bearer " + ana.token();
    CPPUNIT_ASSERT_EQUAL(101, open_socket(house(), {{"Authorization", bearer}}, "127.0.0.1"));
    CPPUNIT_ASSERT_EQUAL(403,
                         open_socket(house(), {{"Authorization", bearer}, {"Origin", "https://evil.example"}},
                                     browser.http.host()));
    CPPUNIT_ASSERT_EQUAL(401, open_socket(house(), {{"Origin", browser.origin()}}, browser.http.host()));
    CPPUNIT_ASSERT_EQUAL(401, open_socket(house(), {{"Authorization", "Bearer nonsense"}}, "127.0.0.1"));
  }

  void with_a_base_url_only_its_pages_count() {
    HouseRules rules;
    rules.base_url = "https://chat.example.org";
    rules.trusted_proxies = {"127.0.0.1"};
    House named(rules);
    Person ana(named, "Ana");
    Browser browser(named, ana, {{"X-Forwarded-Proto", "https"}});
    const auto from = [&](const std::string& origin) {
      return browser
          .ask("POST", "/direct", {{"Origin", origin}, {"X-CSRF-Token", browser.csrf}},
               {{"person", ana.id()}})
          .status;
    };
    CPPUNIT_ASSERT_EQUAL(200, from("https://chat.example.org"));
    CPPUNIT_ASSERT_EQUAL(403, from("http://chat.example.org"));
    CPPUNIT_ASSERT_EQUAL(403, from("https://" + browser.http.host()));
    CPPUNIT_ASSERT_EQUAL(403, from("https://chat.example.org:8443"));
    named.stop();
  }

  void behind_tls_the_cookie_is_bound_to_the_host() {
    HouseRules rules;
    rules.trusted_proxies = {"127.0.0.1"};
    House behind(rules);
    Person ana(behind, "Ana");
    Browser browser(behind, ana, {{"X-Forwarded-Proto", "https"}});
    CPPUNIT_ASSERT(browser.cookie.starts_with("__Host-"));
    CPPUNIT_ASSERT(browser.set_cookie.find("; Secure") != std::string::npos);
    const HttpAnswer page = browser.ask("GET", "/conversations", {});
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    CPPUNIT_ASSERT(!page.header("strict-transport-security").empty());
    behind.stop();
    // Whoever is not trusted says nothing about TLS.
    const Browser plain(house(), Person(house(), "Ben"), {{"X-Forwarded-Proto", "https"}});
    CPPUNIT_ASSERT(!plain.cookie.starts_with("__Host-"));
  }

  void signing_out_takes_the_cookie_back() {
    Person ana(house(), "Ana");
    Browser browser(house(), ana);
    WebSocketClient socket;
    CPPUNIT_ASSERT(!socket.open(ByteStream::connect(house().port()), browser.http.host(),
                                {{"Cookie", browser.cookie}, {"Origin", browser.origin()}}));
    const HttpAnswer out = browser.ask("POST", "/auth/logout", {{"X-CSRF-Token", browser.csrf}});
    CPPUNIT_ASSERT_EQUAL(204, out.status);
    CPPUNIT_ASSERT(out.header("set-cookie").find("Max-Age=0") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(401, browser.ask("GET", "/conversations", {}).status);
    CPPUNIT_ASSERT_EQUAL(4401, socket.wait_closed());
  }

  void pages_say_what_they_never_do() {
    HttpClient http = house().http();
    const HttpAnswer page = http.get("/");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    const std::string policy = page.header("content-security-policy");
    CPPUNIT_ASSERT(policy.find("default-src 'none'") != std::string::npos);
    CPPUNIT_ASSERT(policy.find("unsafe") == std::string::npos);
    CPPUNIT_ASSERT(policy.find("frame-ancestors 'none'") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("nosniff"), page.header("x-content-type-options"));
    const std::string etag = page.header("etag");
    CPPUNIT_ASSERT(!etag.empty());
    const HttpAnswer unchanged = http.ask("GET", "/", nullptr, {{"If-None-Match", etag}});
    CPPUNIT_ASSERT_EQUAL(304, unchanged.status);
    CPPUNIT_ASSERT(unchanged.body.empty());
    CPPUNIT_ASSERT_EQUAL(page.body, http.get("/c/12").body);  // a place within the client
    for (const std::string path : {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                                   "/..%2f..%2fetc%2fpasswd", "/missing.js", "/index.html%00.js"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 0,
                                   http.get(path).status == 200 && http.get(path).body != page.body ? 1 : 0);
    CPPUNIT_ASSERT_EQUAL(404, http.get("/missing.js").status);
    CPPUNIT_ASSERT_EQUAL(404, http.get("/api/v1/nothing").status);
    CPPUNIT_ASSERT_EQUAL(405, http.ask("DELETE", "/api/v1/conversations").status);
    CPPUNIT_ASSERT_EQUAL(200, http.ask("HEAD", "/").status);
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(BrowserSessionTest);

}  // namespace hearth::story
