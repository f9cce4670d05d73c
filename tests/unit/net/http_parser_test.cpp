#include "net/http_parser.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

namespace hearth::net {
namespace {

struct Outcome {
  int refused = 0;
  bool complete = false;
  std::string line;  // method, target, fields and body, for comparing
  std::size_t used = 0;
};

/// Feeds `bytes` in pieces of `piece`, as a slow sender would.
Outcome parse(std::string_view bytes, std::size_t piece = std::string_view::npos, HttpLimits limits = {}) {
  HttpParser parser(limits);
  Outcome outcome;
  std::size_t at = 0;
  for (;;) {
    std::size_t used = 0;
    const auto step = parser.feed(bytes.substr(at, piece), used);
    at += used;
    if (step == HttpParser::Step::kRefused) {
      outcome.refused = parser.refused();
      return outcome;
    }
    if (step == HttpParser::Step::kComplete) break;
    if (step == HttpParser::Step::kMore && at == bytes.size()) return outcome;
  }
  outcome.complete = true;
  outcome.used = at;
  const RequestHead& head = parser.head();
  outcome.line = std::string(head.method()) + " " + std::string(head.target());
  for (std::size_t i = 0; i < head.field_count(); ++i)
    outcome.line += " [" + std::string(head.field(i).name) + "=" + std::string(head.field(i).value) + "]";
  outcome.line += " " + parser.body();
  return outcome;
}

/// The same answer however the bytes are cut.
int refusal(std::string_view bytes, HttpLimits limits = {}) {
  const Outcome whole = parse(bytes, std::string_view::npos, limits);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
    const Outcome cut = parse(bytes, piece, limits);
    CPPUNIT_ASSERT_EQUAL(whole.refused, cut.refused);
    CPPUNIT_ASSERT_EQUAL(whole.complete, cut.complete);
  }
  return whole.refused;
}

std::string chunked(std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
}

}  // namespace

class HttpParserTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HttpParserTest);
  CPPUNIT_TEST(reads_a_request_however_it_is_cut);
  CPPUNIT_TEST(leaves_what_follows_to_the_next_request);
  CPPUNIT_TEST(refuses_two_opinions_about_the_length);
  CPPUNIT_TEST(refuses_lengths_that_are_no_numbers);
  CPPUNIT_TEST(wants_exactly_one_host);
  CPPUNIT_TEST(knows_no_coding_but_chunked);
  CPPUNIT_TEST(refuses_lines_that_do_not_end_as_they_must);
  CPPUNIT_TEST(refuses_what_does_not_belong_in_fields);
  CPPUNIT_TEST(a_long_line_stays_one_line);
  CPPUNIT_TEST(refuses_too_much_of_anything);
  CPPUNIT_TEST(knows_its_methods_and_versions);
  CPPUNIT_TEST(takes_targets_in_absolute_form);
  CPPUNIT_TEST(decodes_no_encoded_words);
  CPPUNIT_TEST(reads_chunked_bodies_and_drops_their_trailers);
  CPPUNIT_TEST(refuses_chunks_that_are_not_what_they_say);
  CPPUNIT_TEST(half_a_body_is_never_complete);
  CPPUNIT_TEST(content_beyond_the_cap_is_refused_before_it_is_read);
  CPPUNIT_TEST_SUITE_END();

  void reads_a_request_however_it_is_cut() {
    const std::string bytes =
        "\r\nPOST /a%20b?c=d HTTP/1.1\r\nHost: a.example\r\nX-Empty:\r\nX-Blank: \t x y \t\r\n"
        "Content-Length: 5\r\n\r\nhello";
    const std::string wanted =
        "POST /a%20b?c=d [Host=a.example] [X-Empty=] [X-Blank=x y] [Content-Length=5] hello";
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
      CPPUNIT_ASSERT_EQUAL(wanted, parse(bytes, piece).line);
  }

  void leaves_what_follows_to_the_next_request() {
    const std::string first = "POST /one HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    CPPUNIT_ASSERT_EQUAL(first.size(), parse(first + "GET /two HTTP/1.1\r\n").used);
    const std::string second = chunked("3\r\nabc\r\n0\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(second.size(), parse(second + "GET /two HTTP/1.1\r\n").used);
  }

  void refuses_two_opinions_about_the_length() {
    for (const char* fields :
         {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n",
          "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 5\r\n",
          "Content-Length: 5\r\ncontent-length: 50\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(
          fields, 400,
          refusal(std::string("POST / HTTP/1.1\r\nHost: a\r\n") + fields + "\r\n0\r\n\r\nhello"));
  }

  void refuses_lengths_that_are_no_numbers() {
    for (const char* length : {"+3", "-5", "3 4", "0x10", "abc", "", "1e3", "3;", "３", "\"3\""})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(
          length, 400,
          refusal("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::string(length) + "\r\n\r\nabc"));
    for (const char* length : {"9999999999999999", "18446744073709551617", "99999999999999999999999999"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(
          length, 413,
          refusal("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::string(length) + "\r\n\r\nabc"));
  }

  void wants_exactly_one_host() {
    CPPUNIT_ASSERT_EQUAL(400, refusal("GET / HTTP/1.1\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(400, refusal("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(400, refusal("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n"));
    for (const char* host : {"", "a b", "a/b", "a,b", "user@a", "a\\b", "a#b"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 400,
                                   refusal("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"));
    for (const char* host : {"a", "a:8080", "[::1]:80", "xn--n3h.example"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(host, 0,
                                   refusal("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(0, refusal("GET / HTTP/1.0\r\n\r\n"));
  }

  void knows_no_coding_but_chunked() {
    for (const char* coding :
         {"gzip, chunked", "identity", "chunked, chunked", "xchunked", "chunked;q=1", "\"chunked\""})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(coding, 501,
                                   refusal("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " +
                                           std::string(coding) + "\r\n\r\n0\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(
        400, refusal("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(
        400, refusal("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
    CPPUNIT_ASSERT(
        parse("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n").complete);
  }

  void refuses_lines_that_do_not_end_as_they_must() {
    for (const char* bytes :
         {"GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\n",
          "GET / HTTP/1.1\rHost: a\r\r", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\rY: 2\r\n\r\n",
          "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(bytes, 400, refusal(bytes));
  }

  void refuses_what_does_not_belong_in_fields() {
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (const std::string& field :
         {std::string("X: a\0b\r\n", 8), std::string("X\0: a\r\n", 7), std::string("X: a\x01\r\n"),
          std::string("X: a\x7f\r\n"), std::string("X : a\r\n"), std::string(": a\r\n"), std::string("X\r\n"),
          std::string("X: a\r\n folded\r\n"), std::string("X: a\r\n\tfolded\r\n"), std::string(" X: a\r\n"),
          std::string("X(y): a\r\n"), std::string("X\xc3\xa4: a\r\n")})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(field, 400, refusal(start + field + "\r\n"));
    CPPUNIT_ASSERT_EQUAL(0, refusal(start + "X: t\tab and \xc3\xa4\r\n\r\n"));
    for (const std::string& line :
         {std::string("GET /\0 HTTP/1.1", 15), std::string("GET /\xc3\xa4 HTTP/1.1"),
          std::string("GET  / HTTP/1.1"), std::string("GET / HTTP/1.1 "), std::string(" GET / HTTP/1.1"),
          std::string("GET /\tb HTTP/1.1"), std::string("GET /a#b HTTP/1.1"), std::string("GET /"),
          std::string("GET"), std::string("G(T / HTTP/1.1")})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(line, 400, refusal(line + "\r\nHost: a\r\n\r\n"));
  }

  // A parser that cuts lines at 4,092 bytes takes the rest for a request of its own.
  void a_long_line_stays_one_line() {
    for (std::size_t size = 4000; size < 4200; ++size) {
      const std::string value(size - 3, 'a');
      const std::string bytes = "GET /outer HTTP/1.1\r\nHost: a\r\nX: " + value + "\r\n\r\n";
      const Outcome outcome = parse(bytes);
      CPPUNIT_ASSERT(outcome.complete);
      CPPUNIT_ASSERT_EQUAL(bytes.size(), outcome.used);
      CPPUNIT_ASSERT_EQUAL("GET /outer [Host=a] [X=" + value + "] ", outcome.line);
    }
  }

  void refuses_too_much_of_anything() {
    HttpLimits limits;
    limits.line_bytes = 100;
    limits.head_bytes = 400;
    limits.url_bytes = 50;
    limits.fields = 5;
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    CPPUNIT_ASSERT_EQUAL(431, refusal(start + "X: " + std::string(98, 'a') + "\r\n\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(0, refusal(start + "X: " + std::string(97, 'a') + "\r\n\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(431, refusal(start + "A:\r\nB:\r\nC:\r\nD:\r\nE:\r\n\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(0, refusal(start + "A:\r\nB:\r\nC:\r\nD:\r\n\r\n", limits));
    std::string flood = start;
    for (int i = 0; i < 4; ++i) flood += "X: " + std::string(95, 'a') + "\r\n";
    CPPUNIT_ASSERT_EQUAL(431, refusal(flood + "\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(414,
                         refusal("GET /" + std::string(50, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(0, refusal("GET /" + std::string(49, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits));
    // Without an end in sight it is refused as soon as the limit is reached.
    CPPUNIT_ASSERT_EQUAL(414, refusal("GET /" + std::string(60, 'a'), limits));
    CPPUNIT_ASSERT_EQUAL(431, refusal(start + "X: " + std::string(500, 'a'), limits));
  }

  void knows_its_methods_and_versions() {
    for (const char* method : {"get", "BREW", "CONNECT", "TRACE", "PRI", "GETS"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 501,
                                   refusal(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n"));
    for (const char* version : {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(version, 505,
                                   refusal("GET / " + std::string(version) + "\r\nHost: a\r\n\r\n"));
    for (const char* version : {"http/1.1", "HTTP/1.10", "HTTP/11", "HTTPS/1.1", "HTTP/1,1", "RTSP/1.0"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(version, 400,
                                   refusal("GET / " + std::string(version) + "\r\nHost: a\r\n\r\n"));
    for (const char* method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(method, 0,
                                   refusal(std::string(method) + " / HTTP/1.1\r\nHost: a\r\n\r\n"));
  }

  void takes_targets_in_absolute_form() {
    HttpLimits limits;
    HttpParser parser(limits);
    std::size_t used = 0;
    CPPUNIT_ASSERT(
        HttpParser::Step::kHead ==
        parser.feed("GET http://real.example:81/p?q HTTP/1.1\r\nHost: other.example\r\n\r\n", used));
    CPPUNIT_ASSERT_EQUAL(std::string("/p?q"), std::string(parser.head().target()));
    CPPUNIT_ASSERT_EQUAL(std::string("/p"), std::string(parser.head().path()));
    CPPUNIT_ASSERT_EQUAL(std::string("q"), std::string(parser.head().query()));
    CPPUNIT_ASSERT_EQUAL(std::string("real.example:81"), std::string(parser.head().host()));
    for (const char* target : {"http://a", "http:///p", "http://u@a/p", "ftp://a/p", "a/b", "*", "//"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(target, std::string(target) == "//" ? 0 : 400,
                                   refusal("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    CPPUNIT_ASSERT_EQUAL(0, refusal("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"));
  }

  void decodes_no_encoded_words() {
    const Outcome outcome =
        parse("GET / HTTP/1.1\r\nHost: a\r\nX: =?UTF-8?Q?a=0D=0ASet-Cookie:_x=3Dy?=\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string("GET / [Host=a] [X==?UTF-8?Q?a=0D=0ASet-Cookie:_x=3Dy?=] "),
                         outcome.line);
  }

  void reads_chunked_bodies_and_drops_their_trailers() {
    const std::string bytes =
        chunked("5;name=value\r\nhello\r\n0006\r\n world\r\n0\r\nContent-Length: 99\r\nX: y\r\n\r\n");
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece)
      CPPUNIT_ASSERT_EQUAL(std::string("POST / [Host=a] [Transfer-Encoding=chunked] hello world"),
                           parse(bytes, piece).line);
  }

  void refuses_chunks_that_are_not_what_they_say() {
    for (const char* body :
         {"5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhelloX0\r\n\r\n", "5\rhello\r\n0\r\n\r\n",
          " 5\r\nhello\r\n0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n",
          "5\r\nhello\r\n0\r\n\n", "5\r\nhello\r\n0\n\r\n", "-5\r\nhello\r\n0\r\n\r\n",
          "5;a\nb\r\nhello\r\n0\r\n\r\n", "\r\n5\r\nhello\r\n0\r\n\r\n", "fffffffffffffffff\r\nhello",
          "0000000000000000000005\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\nX\r\n\r\n",
          "5\r\nhello\r\n0\r\n folded\r\n\r\n", "5\r\nhello\r\n0\r\nX: a\rb\r\n\r\n", "G\r\n"})
      CPPUNIT_ASSERT_EQUAL_MESSAGE(body, 400, refusal(chunked(body)));
    HttpLimits limits;
    limits.chunk_overhead = 100;
    CPPUNIT_ASSERT_EQUAL(413, refusal(chunked("5;" + std::string(200, 'a')), limits));
    CPPUNIT_ASSERT_EQUAL(431, refusal(chunked("0\r\nX: " + std::string(200, 'a')), limits));
  }

  void half_a_body_is_never_complete() {
    for (const std::string& bytes :
         {chunked("5\r\nhello\r\n0\r\n\r\n"),
          std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")}) {
      for (std::size_t size = 0; size < bytes.size(); ++size) {
        const Outcome outcome = parse(std::string_view(bytes).substr(0, size));
        CPPUNIT_ASSERT(!outcome.complete);
        CPPUNIT_ASSERT_EQUAL(0, outcome.refused);
      }
      CPPUNIT_ASSERT(parse(bytes).complete);
    }
  }

  void content_beyond_the_cap_is_refused_before_it_is_read() {
    HttpLimits limits;
    limits.body_bytes = 10;
    CPPUNIT_ASSERT_EQUAL(413, refusal("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n", limits));
    CPPUNIT_ASSERT_EQUAL(413, refusal(chunked("b\r\n"), limits));
    CPPUNIT_ASSERT_EQUAL(413, refusal(chunked("5\r\nhello\r\n6\r\n"), limits));
    CPPUNIT_ASSERT_EQUAL(0, refusal(chunked("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n"), limits));
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HttpParserTest);

}  // namespace hearth::net
