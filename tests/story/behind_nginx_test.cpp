// Behind the nginx that the package installs, which keeps its connections to hearthd and sends many people's
// requests over one: whatever an attacker sends, the next person on that connection gets their own answer.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

namespace {

/// nginx with the installed site in front of a house.
class Nginx {
 public:
  explicit Nginx(const House& house) : folder_(new_folder("hearth-nginx")) {
    Process start({kScript, "start", folder_, "unix:" + house.socket_path(), "127.0.0.1"});
    const int code = start.wait();
    start.wait_output([](const std::string&) { return false; });
    if (code != 0) throw std::runtime_error("nginx: " + start.output());
    port_ = static_cast<std::uint16_t>(std::stoul(start.output()));
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    Process(std::vector<std::string>{kScript, "stop", folder_}).wait();
    std::filesystem::remove_all(folder_);
  }
  std::uint16_t port() const { return port_; }

 private:
  static constexpr const char* kScript = HEARTH_SOURCE_DIR "/packaging/dev/nginx-test";
  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
};

struct Site {
  House house;
  Nginx nginx{house};
  Person ana{house, "Ana"}, ben{house, "Ben"};
};

constexpr int kTries = 25;

}  // namespace

class BehindNginxTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(BehindNginxTest);
  CPPUNIT_TEST(people_talk_through_it);
  CPPUNIT_TEST(a_body_that_nobody_reads_reaches_no_victim);
  CPPUNIT_TEST(a_line_of_4092_bytes_reaches_no_victim);
  CPPUNIT_TEST(no_other_trick_reaches_a_victim);
  CPPUNIT_TEST(an_upgrade_elsewhere_opens_no_tunnel);
  CPPUNIT_TEST(bad_frames_get_their_close_codes_through_it);
  CPPUNIT_TEST(a_foreign_name_gets_no_answer);
  CPPUNIT_TEST(what_clients_say_of_themselves_is_not_believed);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static Site& site() {
    static Site kSite;
    return kSite;
  }
  static std::string host() { return "127.0.0.1:" + std::to_string(site().nginx.port()); }
  static HttpClient through() { return HttpClient(site().nginx.port()); }
  static std::string hidden() {
    return "GET /api/v1/auth/session HTTP/1.1\r\nHost: " + host() + "\r\nAuthorization: Bearer " +
           site().ben.token() + "\r\n\r\n";
  }

  /// An attacker's bytes, then the victims' requests: each must get what only they can get, and nothing else.
  static void attack(const std::string& name, const std::string& bytes) {
    for (int i = 0; i < kTries; ++i) {
      ByteStream attacker = ByteStream::connect(site().nginx.port());
      attacker.write(bytes);
      HttpClient victim = through();
      for (int j = 0; j < 3; ++j) {
        const HttpAnswer answer = victim.ask("GET", "/api/v1/auth/session", nullptr,
                                             {{"Authorization", "Bearer " + site().ana.token()}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ": " + answer.body, 200, answer.status);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ": the victim got another's answer", Json(site().ana.id()),
                                     answer.json()["me"]["id"]);
      }
      // And the attacker gets one answer at most for one request.
      attacker.finish_writing();
      const std::string all = attacker.read_all();
      CPPUNIT_ASSERT_MESSAGE(name + " was answered:\n" + all, all.find("\"user_name\"") == std::string::npos);
      if (i == 0) {
        const HttpAnswer answer = victim.get("/health");
        CPPUNIT_ASSERT_EQUAL(Json("ok"), answer.json()["status"]);
      }
    }
  }
  static std::string request(const std::string& line, const std::string& headers, const std::string& body) {
    return line + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n" + headers + "\r\n" + body;
  }

  void people_talk_through_it() {
    const auto talk = site().ana.direct_with(site().ben);
    WebSocketClient anas, bens;
    for (auto [socket, person] : {std::pair(&anas, &site().ana), std::pair(&bens, &site().ben)})
      CPPUNIT_ASSERT(!socket->open(ByteStream::connect(site().nginx.port()), host(),
                                   {{"Authorization", "Bearer " + person->token()}}));
    anas.send_text(Json{{"id", 1},
                        {"do", "message.post"},
                        {"conversation", talk},
                        {"key", new_key()},
                        {"body", "Through nginx"}}
                       .dump());
    for (;;) {
      const auto frame = bens.next();
      CPPUNIT_ASSERT(frame);
      const Json event = Json::parse(frame->payload);
      if (event["on"] != "message.posted") continue;
      CPPUNIT_ASSERT_EQUAL(Json("Through nginx"), event["message"]["body"]);
      break;
    }
  }

  void a_body_that_nobody_reads_reaches_no_victim() {
    const std::string body = hidden();
    const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    attack("unread body, 404", request("POST /api/v1/nothing", length, body));
    attack("unread body, 401", request("POST /api/v1/direct", length, body));
    attack("unread body of a GET", request("GET /health", length, body));
  }

  void a_line_of_4092_bytes_reaches_no_victim() {
    std::string line = "X-Long: ";
    line += std::string(4092 - line.size(), 'a');
    attack("4,092 bytes", request("GET /health", line + "\r\n", ""));
    attack("4,092 bytes and a body",
           request("POST /health", line + "\r\nContent-Length: " + std::to_string(hidden().size()) + "\r\n",
                   hidden()));
    for (const std::size_t size : {4090U, 4091U, 4093U, 4094U, 8190U})
      attack("line of " + std::to_string(size),
             request("GET /health",
                     "X-Long: " + std::string(size > 8000 ? size - 40 : size - 8, 'a') + "\r\n", ""));
  }

  void no_other_trick_reaches_a_victim() {
    const std::string chunks = "0\r\n\r\n" + hidden();
    const std::string size = std::to_string(chunks.size());
    attack("both lengths",
           request("POST /health", "Content-Length: " + size + "\r\nTransfer-Encoding: chunked\r\n", chunks));
    attack("two lengths",
           request("POST /health", "Content-Length: 5\r\nContent-Length: " + size + "\r\n", chunks));
    attack(
        "a coding with a tab",
        request("POST /health", "Transfer-Encoding:\tchunked\r\nContent-Length: " + size + "\r\n", chunks));
    attack(
        "a strange coding",
        request("POST /health", "Transfer-Encoding: xchunked\r\nContent-Length: " + size + "\r\n", chunks));
    attack("encoded words",
           request("GET /api/v1/nothing", "X-A: =?UTF-8?Q?a=0D=0A=0D=0AGET=20/=20HTTP/1.1?=\r\n", ""));
    attack("line ends in the path", request("GET /api/v1/a%0d%0a%0d%0aGET%20/health", "", ""));
    attack("Expect",
           request("POST /api/v1/nothing",
                   "Expect: 100-continue\r\nContent-Length: " + std::to_string(hidden().size()) + "\r\n",
                   hidden()));
    attack("a body too long",
           request("POST /health", "Content-Length: 2000000\r\n", std::string(70'000, 'x')));
  }

  void an_upgrade_elsewhere_opens_no_tunnel() {
    const std::string upgrade =
        "GET /health HTTP/1.1\r\nHost: " + host() +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    HttpClient http = through();
    const HttpAnswer plain = http.ask_raw(upgrade);
    CPPUNIT_ASSERT_EQUAL(200, plain.status);
    // A refused upgrade leaves a connection that nginx uses for others.
    std::string refused = upgrade;
    refused.replace(refused.find("/health"), 7, "/api/v1/socket");
    refused.replace(refused.find("Connection: Upgrade"), 19, "Connection: Upgrade, close");
    attack("a refused upgrade", refused + hidden());
    attack("h2c", request("GET /api/v1/socket", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", ""));
  }

  void bad_frames_get_their_close_codes_through_it() {
    const auto code_for = [](const std::string& bytes) {
      WebSocketClient socket;
      CPPUNIT_ASSERT(!socket.open(ByteStream::connect(site().nginx.port()), host(),
                                  {{"Authorization", "Bearer " + site().ana.token()}}));
      socket.send_raw(bytes);
      return socket.wait_closed();
    };
    CPPUNIT_ASSERT_EQUAL(1002, code_for(std::string("\x81\x02{}")));
    CPPUNIT_ASSERT_EQUAL(1007, code_for(client_frame(1, "\xff")));
    CPPUNIT_ASSERT_EQUAL(1009, code_for(client_frame(1, std::string(140'000, ' '))));
    CPPUNIT_ASSERT_EQUAL(1003, code_for(client_frame(2, "{}")));
  }

  void a_foreign_name_gets_no_answer() {
    ByteStream stream = ByteStream::connect(site().nginx.port());
    stream.write("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string(), stream.read_all());
  }

  void what_clients_say_of_themselves_is_not_believed() {
    HttpClient http = through();
    const HttpAnswer answer =
        http.ask("POST", "/api/v1/auth/login",
                 {{"login", site().ana.user_name()}, {"password", site().ana.password()}},
                 {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "203.0.113.9"}});
    CPPUNIT_ASSERT_EQUAL(200, answer.status);
    CPPUNIT_ASSERT(answer.header("set-cookie").find("__Host-") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(
        std::uint64_t{0},
        site().house.schema().number("SELECT COUNT(*) FROM session WHERE address LIKE '203.0.113%'"));
  }

  void the_server_ends_well() { site().house.stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(BehindNginxTest);

}  // namespace hearth::story
