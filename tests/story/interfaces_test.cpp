// The documents of the interfaces are of this very server, and what is no good request gets a problem that a
// program can read.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <set>

#include "person.h"
#include "routes_of_the_product.h"

namespace hearth::story {

class InterfacesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(InterfacesTest);
  CPPUNIT_TEST(the_document_has_each_route_and_no_other);
  CPPUNIT_TEST(it_says_who_may_ask);
  CPPUNIT_TEST(the_socket_is_described_with_each_command_and_event);
  CPPUNIT_TEST(who_watches_the_machine_is_answered);
  CPPUNIT_TEST(who_has_the_document_is_not_sent_it_again);
  CPPUNIT_TEST(the_page_has_a_policy_of_its_own);
  CPPUNIT_TEST(whatever_is_refused_is_a_problem_with_a_number);
  CPPUNIT_TEST(all_arguments_at_fault_are_listed);
  CPPUNIT_TEST(what_is_no_request_is_a_problem_too);
  CPPUNIT_TEST(a_refused_socket_is_a_problem_too);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Json document(const std::string& name) {
    const HttpAnswer answer = house().http().get("/api/" + name + ".json");
    CPPUNIT_ASSERT_EQUAL(200, answer.status);
    return answer.json();
  }
  static std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  }

  void the_document_has_each_route_and_no_other() {
    std::set<std::string> described, there;
    const Json api = document("openapi");
    for (const auto& [path, methods] : api["paths"].items())
      for (const auto& [method, operation] : methods.items()) described.insert(upper(method) + " " + path);
    for (const KnownRoute& route : routes_of_the_product()) there.insert(route.name());
    for (const std::string& route : there)
      CPPUNIT_ASSERT_MESSAGE(route + " is not in openapi.json", described.contains(route));
    for (const std::string& route : described)
      CPPUNIT_ASSERT_MESSAGE(route + " of openapi.json is no route", there.contains(route));
  }

  void it_says_who_may_ask() {
    const Json api = document("openapi");
    std::map<std::string, protocol::Access> names{{"public", protocol::Access::kPublic},
                                                  {"person", protocol::Access::kPerson},
                                                  {"member", protocol::Access::kMember},
                                                  {"group_manager", protocol::Access::kGroupManager},
                                                  {"visitor", protocol::Access::kVisitor}};
    for (const KnownRoute& route : routes_of_the_product()) {
      std::string method = route.method;
      for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      const Json& operation = api["paths"][route.pattern][method];
      CPPUNIT_ASSERT_MESSAGE(route.name(), names.at(operation["x-access"]) == route.access);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(route.name(), route.access == protocol::Access::kPublic,
                                   operation["security"].empty());
    }
  }

  void the_socket_is_described_with_each_command_and_event() {
    const Json live = document("asyncapi");
    CPPUNIT_ASSERT_EQUAL(Json("3.0.0"), live["asyncapi"]);
    std::set<std::string> commands;
    for (const auto& [name, operation] : live["operations"].items())
      if (operation["action"] == "receive") commands.insert(operation["title"]);
    CPPUNIT_ASSERT_EQUAL(protocol::commands().size(), commands.size());
    for (const protocol::Command& command : protocol::commands())
      CPPUNIT_ASSERT_MESSAGE(std::string(command.name), commands.contains(std::string(command.name)));
    CPPUNIT_ASSERT(live["components"]["messages"].contains("onMessagePosted"));
  }

  void who_watches_the_machine_is_answered() {
    CPPUNIT_ASSERT_EQUAL(Json("ok"), house().http().get("/health").json()["status"]);
    CPPUNIT_ASSERT_EQUAL(Json("ok"), house().http().get("/ready").json()["status"]);
  }

  void who_has_the_document_is_not_sent_it_again() {
    HttpClient http = house().http();
    const std::string etag = http.get("/api/openapi.json").header("etag");
    CPPUNIT_ASSERT(!etag.empty());
    const HttpAnswer again = http.ask("GET", "/api/openapi.json", nullptr, {{"If-None-Match", etag}});
    CPPUNIT_ASSERT_EQUAL(304, again.status);
    CPPUNIT_ASSERT(again.body.empty());
  }

  void the_page_has_a_policy_of_its_own() {
    HttpClient http = house().http();
    const HttpAnswer page = http.get("/api/docs");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    CPPUNIT_ASSERT(page.header("content-type").starts_with("text/html"));
    const std::string policy = page.header("content-security-policy");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, page.headers.count("content-security-policy"));
    CPPUNIT_ASSERT(policy.find("script-src 'self';") != std::string::npos);
    CPPUNIT_ASSERT(policy.find("unsafe-eval") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(200, http.get("/api/docs/page.css").status);
    CPPUNIT_ASSERT_EQUAL(404, http.get("/api/docs/other.css").status);
    CPPUNIT_ASSERT_EQUAL(404, http.get("/api/docs/..%2findex.html").status);
    // Its answers, on the other hand, may still do nothing.
    const std::string of_data = http.get("/api/v1/auth/settings").header("content-security-policy");
    CPPUNIT_ASSERT_EQUAL(std::string("default-src 'none'; frame-ancestors 'none'"), of_data);
  }

  static Json problem_of(const HttpAnswer& answer, int status, const std::string& code) {
    CPPUNIT_ASSERT_EQUAL_MESSAGE(code + ": " + answer.body, status, answer.status);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(code, std::string("application/problem+json"),
                                 answer.header("content-type"));
    const Json problem = answer.json();
    CPPUNIT_ASSERT_EQUAL(Json(code), problem["code"]);
    CPPUNIT_ASSERT_EQUAL(Json("urn:hearth:problem:" + code), problem["type"]);
    CPPUNIT_ASSERT_EQUAL(Json(status), problem["status"]);
    CPPUNIT_ASSERT(!problem["title"].get<std::string>().empty());
    CPPUNIT_ASSERT(!problem["detail"].get<std::string>().empty());
    CPPUNIT_ASSERT_EQUAL(Json(answer.header("x-request-id")), problem["request_id"]);
    return problem;
  }

  void whatever_is_refused_is_a_problem_with_a_number() {
    Person ana(house(), "Ana");
    const Json problem = problem_of(ana.ask("GET", "/nowhere"), 404, "not_found");
    house().wait_log([&](const std::string& log) {
      return log.find(problem["request_id"].get<std::string>()) != std::string::npos;
    });
    const HttpAnswer method = ana.ask("DELETE", "/people");
    problem_of(method, 405, "method_not_allowed");
    CPPUNIT_ASSERT_EQUAL(std::string("GET"), method.header("allow"));
    const HttpAnswer typed = ana.ask_at("POST", "/api/v1/direct", {{"person", 1}});
    CPPUNIT_ASSERT(typed.status != 415);
    HttpClient http = house().http();
    const std::string head = " HTTP/1.1\r\nHost: " + http.host() + "\r\nAuthorization: Bearer " + ana.token();
    problem_of(http.ask_raw("POST /api/v1/direct" + head +
                            "\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n{\"person\":1}"),
               415, "unsupported_media_type");
    problem_of(
        http.ask_raw(
            "POST /api/v1/direct" + head +
            "\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 9\r\n\r\n{\"person\""),
        400, "bad_request");
    problem_of(http.ask_raw("POST /api/v1/direct" + head + "\r\nContent-Length: 9999999\r\n\r\n"), 413,
               "too_large");
  }

  void all_arguments_at_fault_are_listed() {
    Person ana(house(), "Ana");
    const HttpAnswer answer = ana.ask(
        "POST", "/groups", {{"name", ""}, {"visibility", "secret"}, {"people", "everybody"}, {"colour", 1}});
    const Json problem = problem_of(answer, 422, "invalid");
    std::set<std::string> fields;
    for (const Json& one : problem["errors"]) fields.insert(one["field"].get<std::string>());
    CPPUNIT_ASSERT((fields == std::set<std::string>{"key", "name", "visibility", "people", "colour"}));
    CPPUNIT_ASSERT_EQUAL(Json("key"), problem["field"]);
    CPPUNIT_ASSERT_EQUAL(problem["detail"], problem["errors"][0]["detail"]);
  }

  void what_is_no_request_is_a_problem_too() {
    const std::string host = "Host: " + house().http().host() + "\r\n";
    const auto raw = [&](const std::string& bytes) { return house().http().ask_raw(bytes); };
    problem_of(raw("GET / HTTP/1.1\r\n\r\n"), 400, "bad_request");
    problem_of(raw("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n"), 414, "uri_too_long");
    problem_of(raw("GET / HTTP/1.1\r\n" + host + "X: " + std::string(20'000, 'a') + "\r\n\r\n"), 431,
               "fields_too_large");
    problem_of(raw("GET / HTTP/1.1\r\n" + host + "Expect: a miracle\r\n\r\n"), 417, "expectation_failed");
  }

  void a_refused_socket_is_a_problem_too() {
    WebSocketClient socket;
    const auto refusal = socket.open(ByteStream::connect(house().port()), house().http().host(),
                                     {{"Authorization", "Bearer nonsense"}});
    CPPUNIT_ASSERT(refusal.has_value());
    problem_of(*refusal, 401, "not_signed_in");
    CPPUNIT_ASSERT(!refusal->header("www-authenticate").empty());
  }

  void the_server_ends_well() { house().stop(); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(InterfacesTest);

}  // namespace hearth::story
