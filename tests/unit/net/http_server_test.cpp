#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/TemporaryFile.h>
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <atomic>
#include <fstream>
#include <latch>

#include "net/admission.h"
#include "unit/net/test_server.h"

namespace hearth::net {

class HttpServerTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HttpServerTest);
  CPPUNIT_TEST(answers_and_keeps_the_connection);
  CPPUNIT_TEST(answers_head_without_a_body);
  CPPUNIT_TEST(answers_pipelined_requests_in_order);
  CPPUNIT_TEST(http_1_0_is_closed_unless_asked_otherwise);
  CPPUNIT_TEST(handlers_read_forms_and_cookies_as_with_poco);
  CPPUNIT_TEST(unknown_paths_are_404_and_reasons_are_right);
  CPPUNIT_TEST(no_content_and_not_modified_have_no_body);
  CPPUNIT_TEST(a_field_with_a_line_break_never_leaves);
  CPPUNIT_TEST(an_encoded_word_stays_what_it_is);
  CPPUNIT_TEST(a_handler_that_throws_is_a_500_without_details);
  CPPUNIT_TEST(a_handler_that_throws_midway_cuts_the_answer);
  CPPUNIT_TEST(a_wrong_content_length_never_leaves);
  CPPUNIT_TEST(says_100_continue_when_asked);
  CPPUNIT_TEST(a_body_above_its_cap_is_refused_and_the_answer_is_read);
  CPPUNIT_TEST(a_smuggled_request_is_never_answered);
  CPPUNIT_TEST(a_cut_body_never_reaches_a_handler);
  CPPUNIT_TEST(who_stops_sending_still_gets_the_answer);
  CPPUNIT_TEST(a_big_answer_waits_for_a_slow_reader);
  CPPUNIT_TEST(a_handler_learns_that_its_reader_has_gone);
  CPPUNIT_TEST(sends_files_and_shared_bytes);
  CPPUNIT_TEST(long_answers_leave_in_chunks_or_until_the_end);
  CPPUNIT_TEST(an_answer_may_trickle);
  CPPUNIT_TEST(a_full_queue_is_503);
  CPPUNIT_TEST(believes_only_trusted_proxies);
  CPPUNIT_TEST(listens_on_a_unix_socket);
  CPPUNIT_TEST(one_address_may_have_so_many_connections);
  CPPUNIT_TEST(turns_away_more_connections_than_it_may_have);
  CPPUNIT_TEST_SUITE_END();

  void answers_and_keeps_the_connection() {
    TestServer server;
    RawClient client = server.client();
    for (int i = 0; i < 3; ++i) {
      client.send(get("/hello"));
      const auto answer = client.answer();
      CPPUNIT_ASSERT_EQUAL(200, answer.status);
      CPPUNIT_ASSERT_EQUAL(std::string("hello"), answer.body);
      CPPUNIT_ASSERT_EQUAL(std::string("5"), answer.field("content-length"));
      CPPUNIT_ASSERT_EQUAL(std::size_t{29}, answer.field("date").size());
      CPPUNIT_ASSERT_EQUAL(std::string(""), answer.field("connection"));
    }
    client.send(get("/hello", "Connection: close\r\n"));
    CPPUNIT_ASSERT_EQUAL(std::string("close"), client.answer().field("connection"));
    CPPUNIT_ASSERT(client.at_end());
  }

  void answers_head_without_a_body() {
    TestServer server;
    RawClient client = server.client();
    client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello"));
    const auto head = client.answer(true);
    CPPUNIT_ASSERT_EQUAL(200, head.status);
    CPPUNIT_ASSERT_EQUAL(std::string("5"), head.field("content-length"));
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
  }

  void answers_pipelined_requests_in_order() {
    TestServer server;
    RawClient client = server.client();
    std::string all;
    for (int i = 0; i < 50; ++i) all += post("/echo", "number " + std::to_string(i));
    client.send(all);
    for (int i = 0; i < 50; ++i) CPPUNIT_ASSERT_EQUAL("number " + std::to_string(i), client.answer().body);
  }

  void http_1_0_is_closed_unless_asked_otherwise() {
    TestServer server;
    RawClient client = server.client();
    client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string("keep-alive"), client.answer().field("connection"));
    client.send("GET /hello HTTP/1.0\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
    CPPUNIT_ASSERT(client.at_end());
  }

  void handlers_read_forms_and_cookies_as_with_poco() {
    TestServer server;
    server.on("/form", [](Request& request, Response& response) {
      const Poco::Net::HTMLForm form(request, request.stream());
      Poco::Net::NameValueCollection cookies;
      request.getCookies(cookies);
      response.addCookie(Poco::Net::HTTPCookie("seen", "yes"));
      response.send() << form.get("name") << "|" << cookies.get("session");
    });
    const auto answer =
        server.ask(post("/form", "name=Ana+L%C3%B3pez",
                        "Content-Type: application/x-www-form-urlencoded\r\nCookie: session=s1\r\n"));
    CPPUNIT_ASSERT_EQUAL(std::string("Ana L\xc3\xb3pez|s1"), answer.body);
    CPPUNIT_ASSERT(answer.field("set-cookie").starts_with("seen=yes"));
  }

  void unknown_paths_are_404_and_reasons_are_right() {
    TestServer server;
    const auto missing = server.ask(get("/missing"));
    CPPUNIT_ASSERT_EQUAL(404, missing.status);
    CPPUNIT_ASSERT_EQUAL(std::string("Not Found"), missing.reason);
    server.on("/teapot", [](Request&, Response& response) {
      response.setStatus(Response::HTTP_CONFLICT);
      response.send() << "!";
    });
    CPPUNIT_ASSERT_EQUAL(std::string("Conflict"), server.ask(get("/teapot")).reason);
  }

  void no_content_and_not_modified_have_no_body() {
    TestServer server;
    for (const auto status : {Response::HTTP_NO_CONTENT, Response::HTTP_NOT_MODIFIED}) {
      server.on("/none", [status](Request&, Response& response) {
        response.setStatusAndReason(status);
        response.send() << "must not leave";
      });
      RawClient client = server.client();
      client.send(get("/none") + get("/hello"));
      const auto none = client.answer();
      CPPUNIT_ASSERT_EQUAL(static_cast<int>(status), none.status);
      CPPUNIT_ASSERT_EQUAL(std::string(""), none.field("content-length"));
      CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
    }
  }

  void a_field_with_a_line_break_never_leaves() {
    TestServer server;
    for (const std::string& value :
         {std::string("a\r\nSet-Cookie: x=y"), std::string("a\nb"), std::string("a\0b", 3)}) {
      server.on("/split", [value](Request&, Response& response) {
        response.set("X-Reflected", value);
        response.send() << "body";
      });
      const auto answer = server.ask(get("/split"));
      CPPUNIT_ASSERT_EQUAL(500, answer.status);
      CPPUNIT_ASSERT_EQUAL(std::string(""), answer.field("set-cookie"));
      CPPUNIT_ASSERT_EQUAL(std::string(""), answer.field("x-reflected"));
    }
    server.on("/redirect", [](Request&, Response& response) { response.redirect("/a\r\nX: y"); });
    CPPUNIT_ASSERT_EQUAL(500, server.ask(get("/redirect")).status);
    server.on("/late", [](Request&, Response& response) {
      response.send() << "body";
      response.set("X\r\nY", "z");
    });
    CPPUNIT_ASSERT_EQUAL(500, server.ask(get("/late")).status);
  }

  void an_encoded_word_stays_what_it_is() {
    TestServer server;
    server.on("/reflect", [](Request& request, Response& response) {
      response.set("X-Reflected", request.get("X-Word"));
      response.send();
    });
    const std::string word = "=?UTF-8?Q?a=0D=0ASet-Cookie:_x=3Dy?=";
    const auto answer = server.ask(get("/reflect", "X-Word: " + word + "\r\n"));
    CPPUNIT_ASSERT_EQUAL(200, answer.status);
    CPPUNIT_ASSERT_EQUAL(word, answer.field("x-reflected"));
    CPPUNIT_ASSERT_EQUAL(std::string(""), answer.field("set-cookie"));
  }

  void a_handler_that_throws_is_a_500_without_details() {
    TestServer server;
    server.on("/throw", [](Request&, Response&) { throw std::runtime_error("secret detail"); });
    RawClient client = server.client();
    client.send(get("/throw") + get("/hello"));
    const auto answer = client.answer();
    CPPUNIT_ASSERT_EQUAL(500, answer.status);
    CPPUNIT_ASSERT(answer.body.find("secret") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
  }

  void a_handler_that_throws_midway_cuts_the_answer() {
    TestServer server;
    server.on("/midway", [](Request&, Response& response) {
      response.send() << std::string(100'000, 'a');
      throw std::runtime_error("midway");
    });
    const auto answer = server.ask(get("/midway"));
    CPPUNIT_ASSERT_EQUAL(200, answer.status);
    CPPUNIT_ASSERT(!answer.complete);
  }

  void a_wrong_content_length_never_leaves() {
    TestServer server;
    for (const int length : {3, 7}) {
      server.on("/wrong", [length](Request&, Response& response) {
        response.setContentLength(length);
        response.send() << "five!";
      });
      RawClient client = server.client();
      client.send(get("/wrong") + get("/hello"));
      CPPUNIT_ASSERT_EQUAL(500, client.answer().status);
      CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
    }
  }

  void says_100_continue_when_asked() {
    TestServer server;
    RawClient client = server.client();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(100, client.answer().status);
    client.send("body");
    CPPUNIT_ASSERT_EQUAL(std::string("body"), client.answer().body);
    CPPUNIT_ASSERT_EQUAL(417, server.ask(post("/echo", "x", "Expect: miracles\r\n")).status);
    // Who would be refused is not invited.
    CPPUNIT_ASSERT_EQUAL(
        413,
        server.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n")
            .status);
  }

  void a_body_above_its_cap_is_refused_and_the_answer_is_read() {
    ServerOptions options = TestServer::options();
    options.body_cap = [](const RequestHead& head) -> std::size_t {
      return head.path() == "/echo" ? 2'000'000 : 10;
    };
    TestServer server(std::move(options));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1'500'000},
                         server.ask(post("/echo", std::string(1'500'000, 'a'))).body.size());
    // The client sends all of it although it is refused early: it must still be able to read why.
    RawClient client = server.client();
    client.try_send(post("/hello", std::string(1'500'000, 'a')) + get("/hello"));
    const auto answer = client.answer();
    CPPUNIT_ASSERT_EQUAL(413, answer.status);
    CPPUNIT_ASSERT_EQUAL(std::string("close"), answer.field("connection"));
    CPPUNIT_ASSERT(client.at_end());
  }

  // The bytes behind a request that is refused are nobody's request, whatever they look like.
  void a_smuggled_request_is_never_answered() {
    TestServer server;
    std::atomic<int> reached = 0;
    server.on("/victim", [&](Request&, Response& response) {
      ++reached;
      response.send() << "victim";
    });
    const std::string inner = get("/victim");
    for (const std::string& outer :
         {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
              inner,
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 60\r\n\r\n" + inner,
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n" + inner,
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n" + inner,
          "GET / HTTP/1.1\nHost: a\n\n" + inner,
          "GET / HTTP/1.1\r\nX: " + std::string("a\0b", 3) + "\r\n\r\n" + inner,
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n" + inner,
          "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n" + inner}) {
      RawClient client = server.client();
      client.try_send(outer);
      const auto answer = client.answer();
      CPPUNIT_ASSERT_MESSAGE(outer.substr(0, 60), answer.status >= 400 && answer.status < 500);
      CPPUNIT_ASSERT_EQUAL(std::string("close"), answer.field("connection"));
      CPPUNIT_ASSERT_EQUAL(std::string(""), client.read_to_end());
    }
    CPPUNIT_ASSERT_EQUAL(0, reached.load());
  }

  void a_cut_body_never_reaches_a_handler() {
    TestServer server;
    std::atomic<int> reached = 0;
    server.on("/count", [&](Request&, Response&) { ++reached; });
    for (const char* body : {"5\r\nhello\r\n", "5\r\nhello\r\n0\r\n", "5\r\nhel"}) {
      RawClient client = server.client();
      client.send("POST /count HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" +
                  std::string(body));
      client.end_output();
      CPPUNIT_ASSERT_EQUAL(400, client.answer().status);
      CPPUNIT_ASSERT(client.at_end());
    }
    CPPUNIT_ASSERT_EQUAL(0, reached.load());
  }

  void who_stops_sending_still_gets_the_answer() {
    TestServer server;
    RawClient client = server.client();
    client.send(get("/hello") + get("/hello"));
    client.end_output();
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.answer().body);
    CPPUNIT_ASSERT(client.at_end());
  }

  void a_big_answer_waits_for_a_slow_reader() {
    TestServer server;
    constexpr std::size_t kSize = 32 << 20;
    std::atomic<std::size_t> written = 0;
    Signal finished;
    server.on("/big", [&](Request&, Response& response) {
      std::ostream& out = response.send();
      const std::string block(64 * 1024, 'b');
      while (written < kSize && out) {
        out << block;
        written += block.size();
      }
      finished.set();
    });
    RawClient client(server.server->port(), 4096);
    client.send(get("/big"));
    CPPUNIT_ASSERT_EQUAL(std::string("HTTP/1.1 200"), client.read(12));
    // Others are served meanwhile, and the writer has not run ahead of the reader.
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), server.ask(get("/hello")).body);
    CPPUNIT_ASSERT(written < kSize);
    std::size_t got = 0;
    for (std::string part; got < kSize && !(part = client.read(1 << 20)).empty();) got += part.size();
    CPPUNIT_ASSERT(got >= kSize);
    finished.wait();
  }

  void a_handler_learns_that_its_reader_has_gone() {
    TestServer server;
    Signal gone;
    server.on("/endless", [&](Request&, Response& response) {
      std::ostream& out = response.send();
      const std::string block(64 * 1024, 'b');
      while (out) out << block;
      gone.set();
    });
    RawClient client = server.client();
    client.send(get("/endless"));
    client.read(100);
    client.reset();
    gone.wait();
  }

  void sends_files_and_shared_bytes() {
    TestServer server;
    const Poco::TemporaryFile file;
    const std::string content(3'000'000, 'f');
    std::ofstream(file.path(), std::ios::binary) << content;
    server.on("/file", [&](Request&, Response& response) { response.sendFile(file.path(), "text/x-test"); });
    server.on("/missing",
              [&](Request&, Response& response) { response.sendFile(file.path() + "x", "text/x-test"); });
    const Bytes shared = make_bytes(content);
    server.on("/shared", [&](Request&, Response& response) {
      response.setContentType("text/x-test");
      response.send_bytes(shared);
    });
    server.on("/buffer", [](Request&, Response& response) { response.sendBuffer("buffer", 6); });
    for (const char* path : {"/file", "/shared"}) {
      const auto answer = server.ask(get(path));
      CPPUNIT_ASSERT_EQUAL(std::string("text/x-test"), answer.field("content-type"));
      CPPUNIT_ASSERT(answer.complete);
      CPPUNIT_ASSERT(content == answer.body);
    }
    CPPUNIT_ASSERT_EQUAL(500, server.ask(get("/missing")).status);
    CPPUNIT_ASSERT_EQUAL(std::string("buffer"), server.ask(get("/buffer")).body);
  }

  void long_answers_leave_in_chunks_or_until_the_end() {
    TestServer server;
    const std::string content(500'000, 'c');
    server.on("/long", [&](Request&, Response& response) { response.send() << content; });
    const auto chunked = server.ask(get("/long"));
    CPPUNIT_ASSERT_EQUAL(std::string("chunked"), chunked.field("transfer-encoding"));
    CPPUNIT_ASSERT(chunked.complete && content == chunked.body);
    const auto old = server.ask("GET /long HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string(""), old.field("transfer-encoding"));
    CPPUNIT_ASSERT_EQUAL(std::string("close"), old.field("connection"));
    CPPUNIT_ASSERT(content == old.body);
  }

  void an_answer_may_trickle() {
    TestServer server;
    Signal read;
    server.on("/trickle", [&](Request&, Response& response) {
      response.send() << "first";
      response.push();
      read.wait();
      response.stream() << "second";
    });
    RawClient client = server.client();
    client.send(get("/trickle"));
    std::string got;
    while (got.find("first") == std::string::npos) got += client.read(1);
    read.set();
    while (got.find("0\r\n\r\n") == std::string::npos) got += client.read(1);
    CPPUNIT_ASSERT(got.ends_with("5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n"));
  }

  void a_full_queue_is_503() {
    ServerOptions options = TestServer::options();
    options.pool_threads = 1;
    options.pool_queue = 1;
    TestServer server(std::move(options));
    Signal running;
    Signal go_on;
    server.on("/wait", [&](Request&, Response& response) {
      running.set();
      go_on.wait();
      response.send() << "done";
    });
    RawClient first = server.client();
    first.send(get("/wait"));
    running.wait();
    // One more may wait; of those that come then, all but that one are turned back.
    std::vector<RawClient> others;
    for (int i = 0; i < 3; ++i) {
      others.push_back(server.client());
      others.back().send(get("/hello"));
    }
    while (server.server->counts().busy < 2) std::this_thread::yield();
    go_on.set();
    CPPUNIT_ASSERT_EQUAL(std::string("done"), first.answer().body);
    std::vector<RawClient*> refused;
    for (RawClient& other : others) {
      const auto answer = other.answer();
      if (answer.status != 503) continue;
      refused.push_back(&other);
      CPPUNIT_ASSERT_EQUAL(std::string("1"), answer.field("retry-after"));
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, refused.size());
    // Their connections live on, and so may they ask again.
    for (RawClient* other : refused) {
      other->send(get("/hello"));
      CPPUNIT_ASSERT_EQUAL(200, other->answer().status);
    }
  }

  void believes_only_trusted_proxies() {
    const auto who = [](Request& request, Response& response) {
      response.send() << request.client_ip() << (request.secure() ? " secure" : " plain");
    };
    const std::string fields =
        "X-Forwarded-For: 6.6.6.6, 192.0.2.7\r\nX-Forwarded-For: 10.1.2.3\r\nX-Forwarded-Proto: https\r\n";
    TestServer open;
    open.on("/who", who);
    CPPUNIT_ASSERT_EQUAL(std::string("127.0.0.1 plain"), open.ask(get("/who", fields)).body);
    ServerOptions options = TestServer::options();
    options.trusted_proxies = {"127.0.0.1", "10.0.0.0/8"};
    TestServer trusting(std::move(options));
    trusting.on("/who", who);
    CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.7 secure"), trusting.ask(get("/who", fields)).body);
    CPPUNIT_ASSERT_EQUAL(std::string("127.0.0.1 plain"), trusting.ask(get("/who")).body);
    CPPUNIT_ASSERT_EQUAL(std::string("2001:db8::1 plain"),
                         trusting.ask(get("/who", "X-Forwarded-For: junk, 2001:db8::1\r\n")).body);
  }

  void listens_on_a_unix_socket() {
    const std::string path = Poco::TemporaryFile::tempName() + ".sock";
    for (int i = 0; i < 2; ++i) {
      ServerOptions options = TestServer::options();
      options.listen = {"unix:" + path, "[::1]:0"};
      TestServer server(std::move(options));
      server.on("/who", [](Request& request, Response& response) { response.send() << request.client_ip(); });
      RawClient client(path);
      client.send(get("/who") + get("/who", "X-Forwarded-For: 192.0.2.9\r\n"));
      CPPUNIT_ASSERT_EQUAL(std::string("unix"), client.answer().body);
      CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.9"), client.answer().body);
      CPPUNIT_ASSERT_EQUAL("unix:" + path, server.server->addresses().at(0));
      CPPUNIT_ASSERT(server.server->addresses().at(1) != "[::1]:0");
    }
  }

  void one_address_may_have_so_many_connections() {
    Admission admission(5, 2);
    const Peer ana = *parse_peer("192.0.2.1");
    const Peer ben = *parse_peer("2001:db8::1");
    CPPUNIT_ASSERT(admission.enter(ana, false) && admission.enter(ana, false) &&
                   !admission.enter(ana, false));
    CPPUNIT_ASSERT(admission.enter(ben, false) && admission.enter(ana, true) && admission.enter(ana, true));
    CPPUNIT_ASSERT(!admission.enter(ben, false));  // five are inside
    admission.leave(ana, false);
    CPPUNIT_ASSERT(admission.enter(ana, false));
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, admission.inside());
  }

  void turns_away_more_connections_than_it_may_have() {
    ServerOptions options = TestServer::options();
    options.max_connections = 2;
    TestServer server(std::move(options));
    {
      RawClient first = server.client();
      RawClient second = server.client();
      first.send(get("/hello"));
      second.send(get("/hello"));
      CPPUNIT_ASSERT_EQUAL(200, first.answer().status);
      CPPUNIT_ASSERT_EQUAL(200, second.answer().status);
      RawClient third = server.client();
      CPPUNIT_ASSERT_EQUAL(503, third.answer().status);
      CPPUNIT_ASSERT(third.at_end());
    }
    while (server.server->counts().connections > 0) std::this_thread::yield();
    CPPUNIT_ASSERT_EQUAL(200, server.ask(get("/hello")).status);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, server.server->counts().turned_away);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HttpServerTest);

}  // namespace hearth::net
