// Bytes that nobody honest sends, straight to hearthd: each gets its status, and nothing behind it is ever
// taken for another request.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

using namespace std::string_literals;  // texts with a NUL in them

class HostileHttpTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HostileHttpTest);
  CPPUNIT_TEST(lengths_that_two_could_read_differently);
  CPPUNIT_TEST(heads_that_two_could_read_differently);
  CPPUNIT_TEST(broken_chunks);
  CPPUNIT_TEST(too_much_of_everything);
  CPPUNIT_TEST(a_header_line_of_4092_bytes_is_a_header_line);
  CPPUNIT_TEST(a_body_that_nobody_reads_is_no_request);
  CPPUNIT_TEST(encoded_words_are_never_decoded);
  CPPUNIT_TEST(line_ends_in_a_path_stay_encoded);
  CPPUNIT_TEST(pipelined_requests_are_answered_in_order);
  CPPUNIT_TEST(a_dripping_head_is_given_up_and_holds_nobody_up);
  CPPUNIT_TEST(half_a_body_is_no_body);
  CPPUNIT_TEST(strange_json_is_refused);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse([] {
      HouseRules rules;
      rules.head_seconds = 2;
      return rules;
    }());
    return kHouse;
  }

  /// Everything that comes back until the server ends it, or, where it keeps the connection, until it is
  /// asked for its end. Each answer's status.
  static std::vector<int> statuses(std::string_view bytes) {
    ByteStream stream = ByteStream::connect(house().port());
    stream.write(bytes);
    stream.finish_writing();
    const std::string all = stream.read_all();
    std::vector<int> out;
    const std::string mark = "HTTP/1.1 ";
    for (auto at = all.find(mark); at != std::string::npos; at = all.find(mark, at + 1))
      out.push_back(std::stoi(all.substr(at + mark.size(), 3)));
    return out;
  }
  static void must_be(const std::string& name, const std::string& bytes, std::vector<int> allowed) {
    const auto got = statuses(bytes);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(name + ": answers", std::size_t{1}, got.size());
    CPPUNIT_ASSERT_MESSAGE(name + ": " + std::to_string(got[0]),
                           std::find(allowed.begin(), allowed.end(), got[0]) != allowed.end());
  }
  static std::string with(const std::string& headers, const std::string& body = "hello") {
    return "POST /health HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body;
  }
  /// A request that must never be answered where it stands inside something else.
  static inline const std::string kHidden = "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n";

  void lengths_that_two_could_read_differently() {
    const std::string chunks = "0\r\n\r\n" + kHidden;
    must_be("both lengths", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunks), {400});
    must_be("both, the other way", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunks),
            {400});
    for (const std::string length : {"+5", "-5", " ", "", "0x5", "5,5", "5 5", "5;", "5.0", "１", "\t"})
      must_be("length '" + length + "'", with("Content-Length: " + length + "\r\n", kHidden), {400});
    must_be("two lengths", with("Content-Length: 5\r\nContent-Length: 5\r\n", "hello" + kHidden), {400});
    must_be("two different lengths", with("Content-Length: 5\r\nContent-Length: 6\r\n", "hello" + kHidden),
            {400});
    must_be("a huge length", with("Content-Length: 99999999999999999999999\r\n", kHidden), {400, 413});
    must_be("a length beyond the limit", with("Content-Length: 2000000\r\n", ""), {413});
    for (const std::string coding : {"gzip", "identity", "chunked, chunked", "xchunked", "chunked;q=1",
                                     "gzip, chunked", "\"chunked\"", "\vchunked", "chunked\t,"})
      must_be("coding '" + coding + "'", with("Transfer-Encoding: " + coding + "\r\n", chunks), {400, 501});
    must_be("two codings", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunks),
            {400});
    must_be("chunks of HTTP/1.0",
            "POST /health HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, {400});
    must_be("a name with a blank", with("Content-Length : 5\r\n", "hello" + kHidden), {400});
    must_be("a folded line", with("Transfer-Encoding:\r\n chunked\r\n", chunks), {400});
  }

  void heads_that_two_could_read_differently() {
    must_be("no host", "GET /health HTTP/1.1\r\n\r\n", {400});
    must_be("two hosts", "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400});
    must_be("an empty host", "GET /health HTTP/1.1\r\nHost: \r\n\r\n", {400});
    must_be("a host with a path", "GET /health HTTP/1.1\r\nHost: a/b\r\n\r\n", {400});
    must_be("bare line feeds", "GET /health HTTP/1.1\nHost: a\n\n", {400});
    must_be("one bare line feed", "GET /health HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", {400});
    must_be("a bare carriage return", "GET /health HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n", {400});
    must_be("a NUL in a value", "GET /health HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n"s, {400});
    must_be("a NUL in a name", "GET /health HTTP/1.1\r\nHost: a\r\nX\0: b\r\n\r\n"s, {400});
    must_be("a NUL in the target", "GET /hea\0lth HTTP/1.1\r\nHost: a\r\n\r\n"s, {400});
    must_be("no colon", "GET /health HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", {400});
    must_be("an empty name", "GET /health HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", {400});
    must_be("two blanks", "GET  /health HTTP/1.1\r\nHost: a\r\n\r\n", {400});
    must_be("a tab", "GET\t/health HTTP/1.1\r\nHost: a\r\n\r\n", {400});
    must_be("no version", "GET /health\r\nHost: a\r\n\r\n", {400});
    must_be("an old version", "GET /health HTTP/0.9\r\nHost: a\r\n\r\n", {505});
    must_be("a new version", "GET /health HTTP/2.0\r\nHost: a\r\n\r\n", {400, 505});
    must_be("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400, 501, 505});
    must_be("an unknown method", "BREW /health HTTP/1.1\r\nHost: a\r\n\r\n", {501});
    must_be("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", {400, 501});
    must_be("TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", {501});
    must_be("a fragment", "GET /health#x HTTP/1.1\r\nHost: a\r\n\r\n", {400});
    must_be("a handshake of TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s, {400});
  }

  void broken_chunks() {
    const auto chunked = [](const std::string& body) { return with("Transfer-Encoding: chunked\r\n", body); };
    for (const std::string body :
         {"5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "-5\r\nhello\r\n0\r\n\r\n",
          "+5\r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", "\r\n",
          "g\r\n", "5\r\nhelloX0\r\n\r\n", "5\r\nhello\r\n0\n\n", "5;a\nb\r\nhello\r\n0\r\n\r\n",
          "fffffffffffffffff\r\n", "0\r\nX\r\n\r\n"})
      must_be("chunk " + body, chunked(body + kHidden), {400, 413});
    must_be("a body beyond the limit", chunked("200000\r\n"), {413});
    must_be("a good one", chunked("5\r\nhello\r\n0\r\n\r\n"), {405});
  }

  void too_much_of_everything() {
    must_be("a long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", {414});
    must_be("a long line", "GET /health HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'a') + "\r\n\r\n",
            {431});
    std::string many;
    for (int i = 0; i < 150; ++i) many += "X" + std::to_string(i) + ": 1\r\n";
    must_be("many fields", "GET /health HTTP/1.1\r\nHost: a\r\n" + many + "\r\n", {431});
    must_be("a long method", std::string(5000, 'A') + " / HTTP/1.1\r\n\r\n", {400, 414, 501});
  }

  /// Poco's own parser ended the head at a line of this very length and took the rest for a request.
  void a_header_line_of_4092_bytes_is_a_header_line() {
    for (std::size_t size = 4085; size <= 4100; ++size) {
      std::string line = "X-Long: ";
      line += std::string(size - line.size(), 'a');
      must_be(
          "a line of " + std::to_string(size),
          "GET /health HTTP/1.1\r\nHost: a\r\n" + line + "\r\nX-Next: " + kHidden.substr(0, 10) + "\r\n\r\n",
          {200});
    }
  }

  void a_body_that_nobody_reads_is_no_request() {
    for (const std::string path :
         {"/api/v1/nothing", "/health", "/api/v1/conversations", "/api/v1/auth/login"}) {
      ByteStream stream = ByteStream::connect(house().port());
      stream.write("POST " + path +
                   " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(kHidden.size()) + "\r\n\r\n" +
                   kHidden + "GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      stream.finish_writing();
      const std::string all = stream.read_all();
      const auto first = all.find("HTTP/1.1 4");
      const auto second = all.find("HTTP/1.1 200");
      CPPUNIT_ASSERT_EQUAL_MESSAGE(path + all, std::size_t{0}, first);
      CPPUNIT_ASSERT_MESSAGE(path + all, second != std::string::npos);
      CPPUNIT_ASSERT_MESSAGE(path + all, all.find("HTTP/1.1", second + 1) == std::string::npos);
    }
  }

  void encoded_words_are_never_decoded() {
    HttpClient http = house().http();
    const std::string word = "=?UTF-8?Q?a=0D=0ASet-Cookie:=20evil=3D1?=";
    for (const std::string name : {"User-Agent", "Cookie", "Authorization", "X-Forwarded-For",
                                   "Accept-Encoding", "If-None-Match", "Content-Type"}) {
      const HttpAnswer answer = http.ask("GET", "/api/v1/conversations", nullptr, {{name, word}});
      CPPUNIT_ASSERT_EQUAL_MESSAGE(name, 401, answer.status);
      CPPUNIT_ASSERT(answer.header("set-cookie").empty());
      CPPUNIT_ASSERT(answer.body.find("evil") == std::string::npos);
    }
    CPPUNIT_ASSERT_EQUAL(403,
                         http.ask("POST", "/api/v1/auth/login", Json::object(), {{"Origin", word}}).status);
    CPPUNIT_ASSERT_EQUAL(400, http.ask("GET", "/health", nullptr, {{"Host", word}}).status);
  }

  void line_ends_in_a_path_stay_encoded() {
    HttpClient http = house().http();
    for (const std::string path : {"/api/v1/%0d%0aSet-Cookie:evil=1", "/%0d%0aSet-Cookie:evil=1.js",
                                   "/api/v1/conversations/%0d%0aevil", "/api/v1/people?text=%0d%0aevil",
                                   "/%00", "/%", "/%zz", "/api/v1/conversations?after=%"}) {
      const HttpAnswer answer = http.get(path);
      CPPUNIT_ASSERT_MESSAGE(path, answer.status == 401 || answer.status == 404 || answer.status == 200);
      CPPUNIT_ASSERT_MESSAGE(path, answer.header("set-cookie").empty());
    }
  }

  void pipelined_requests_are_answered_in_order() {
    HttpClient http = house().http();
    std::string all;
    for (int i = 0; i < 10; ++i)
      all +=
          "GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /api/v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n"
          "POST /api/v1/auth/refresh HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
    http.stream().write(all);
    for (int i = 0; i < 10; ++i)
      for (const int status : {200, 404, 422}) CPPUNIT_ASSERT_EQUAL(status, http.read_answer().status);
  }

  void a_dripping_head_is_given_up_and_holds_nobody_up() {
    std::vector<ByteStream> dripping;
    for (int i = 0; i < 200; ++i) {
      dripping.push_back(ByteStream::connect(house().port()));
      dripping.back().write("GET /health HTTP/1.1\r\nHost: a\r\nX-Drip: ");
    }
    HttpClient http = house().http();
    for (int i = 0; i < 20; ++i) CPPUNIT_ASSERT_EQUAL(200, http.get("/health").status);
    // Each drop would extend a time-out that is counted by reads; the head's time is counted from its
    // beginning.
    std::string answer;
    while (!dripping[0].is_readable(std::chrono::milliseconds(100)))
      for (ByteStream& stream : dripping) stream.write_some("a");
    answer = dripping[0].read_all();
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 408"));
    for (ByteStream& stream : dripping) stream.read_all();
  }

  void half_a_body_is_no_body() {
    const auto people = house().schema().number("SELECT COUNT(*) FROM person");
    const std::string body =
        Json{{"user_name", "half.way"}, {"name", "Half"}, {"password", "nine grey pigeons"}}.dump();
    const std::string head = "POST /api/v1/auth/register HTTP/1.1\r\nHost: a\r\n";
    for (const std::string& request :
         {head + "Content-Length: " + std::to_string(body.size() + 1) + "\r\n\r\n" + body,
          head + "Transfer-Encoding: chunked\r\n\r\n40\r\n" + body,
          head + "Transfer-Encoding: chunked\r\n\r\n" +
              [&] {
                std::string hex;
                for (std::size_t n = body.size(); n > 0; n /= 16)
                  hex.insert(hex.begin(), "0123456789abcdef"[n % 16]);
                return hex;
              }() +
              "\r\n" + body + "\r\n"}) {
      ByteStream stream = ByteStream::connect(house().port());
      stream.write(request);
      stream.finish_writing();
      const std::string answer = stream.read_all();
      CPPUNIT_ASSERT_MESSAGE(answer, answer.empty() || answer.starts_with("HTTP/1.1 4"));
    }
    CPPUNIT_ASSERT_EQUAL(people, house().schema().number("SELECT COUNT(*) FROM person"));
  }

  void strange_json_is_refused() {
    Person ana(house(), "Ana");
    HttpClient http = house().http();
    const auto raw = [&](const std::string& body) {
      return http.ask_raw("POST /api/v1/direct HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ana.token() +
                          "\r\nContent-Type: application/json\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    const std::string me = std::to_string(ana.id());
    CPPUNIT_ASSERT_EQUAL(200, raw("{\"person\":" + me + "}").status);
    const std::vector<std::string> broken{
        "[]",
        "null",
        "{",
        "{\"person\":}",
        "{\"person\":" + me + "}}",
        "{\"person\":" + me + ",}",
        "{\"person\":1,\"person\":" + me + "}",
        "{'person':" + me + "}",
        "{\"person\":\"\xff\"}",
        std::string(100000, '['),
        "{\"a\":" + std::string(100000, '[') + std::string(100000, ']') + "}"};
    for (const std::string& body : broken)
      CPPUNIT_ASSERT_EQUAL_MESSAGE(body.substr(0, 60), 400, raw(body).status);
    for (const std::string person : {"18446744073709551617", "-1", "0", "1.5", "1e3", "\"x\"", "true", "null",
                                     "[1]", "{}", "9007199254740993", "1e400"}) {
      const HttpAnswer answer = raw("{\"person\":" + person + "}");
      CPPUNIT_ASSERT_MESSAGE(person + answer.body, answer.status == 422 || answer.status == 400);
    }
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HostileHttpTest);

}  // namespace hearth::story
