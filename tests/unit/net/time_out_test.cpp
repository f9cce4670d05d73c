// Everything that ends because somebody was too slow. The limits are small here, and the tests wait for what
// the server does about it, not for a time.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>

#include "net/frame.h"
#include "unit/net/test_server.h"

namespace hearth::net {

using std::chrono::milliseconds;

class TimeOutTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(TimeOutTest);
  CPPUNIT_TEST(a_dripping_head_is_408_however_steadily_it_drips);
  CPPUNIT_TEST(a_body_that_does_not_come_is_408);
  CPPUNIT_TEST(a_body_that_comes_too_slowly_is_408);
  CPPUNIT_TEST(an_idle_connection_is_closed_without_a_word);
  CPPUNIT_TEST(who_reads_nothing_is_dropped);
  CPPUNIT_TEST(an_upgrade_that_nobody_answers_is_503);
  CPPUNIT_TEST(a_silent_web_socket_is_asked_and_lost);
  CPPUNIT_TEST(a_lost_web_socket_may_be_told_why);
  CPPUNIT_TEST(a_web_socket_that_answers_stays);
  CPPUNIT_TEST(a_close_that_is_not_answered_ends);
  CPPUNIT_TEST_SUITE_END();

  void a_dripping_head_is_408_however_steadily_it_drips() {
    ServerOptions options = TestServer::options();
    options.head_timeout = milliseconds(200);
    TestServer server(std::move(options));
    RawClient client = server.client();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    std::thread drip([&] {
      while (client.try_send("a")) std::this_thread::yield();
    });
    const auto answer = client.answer();
    const std::string rest = client.read_to_end();
    drip.join();
    // Dripping without pause it may run into the length limit first; never is it held open.
    CPPUNIT_ASSERT(answer.status == 408 || answer.status == 431);
    CPPUNIT_ASSERT_EQUAL(std::string(""), rest);
    RawClient silent = server.client();
    silent.send("GET /");
    CPPUNIT_ASSERT_EQUAL(408, silent.answer().status);
    CPPUNIT_ASSERT(silent.at_end());
  }

  void a_body_that_does_not_come_is_408() {
    ServerOptions options = TestServer::options();
    options.body_grace = milliseconds(100);
    TestServer server(std::move(options));
    const auto answer = server.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
    CPPUNIT_ASSERT_EQUAL(408, answer.status);
    CPPUNIT_ASSERT_EQUAL(std::string("close"), answer.field("connection"));
  }

  void a_body_that_comes_too_slowly_is_408() {
    ServerOptions options = TestServer::options();
    options.body_grace = milliseconds(50);
    options.body_rate = 100'000'000;
    TestServer server(std::move(options));
    RawClient client = server.client();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    // A byte a call, as fast as it goes, is far below that rate.
    std::thread drip([&] {
      for (int i = 0; i < 999'999 && client.try_send("a"); ++i) continue;
    });
    CPPUNIT_ASSERT_EQUAL(408, client.answer().status);
    client.read_to_end();
    drip.join();
  }

  void an_idle_connection_is_closed_without_a_word() {
    ServerOptions options = TestServer::options();
    options.head_timeout = options.keep_alive_timeout = milliseconds(100);
    TestServer server(std::move(options));
    RawClient fresh = server.client();
    CPPUNIT_ASSERT(fresh.at_end());
    RawClient used = server.client();
    used.send(get("/hello"));
    CPPUNIT_ASSERT_EQUAL(200, used.answer().status);
    CPPUNIT_ASSERT(used.at_end());
  }

  void who_reads_nothing_is_dropped() {
    ServerOptions options = TestServer::options();
    options.write_timeout = milliseconds(100);
    TestServer server(std::move(options));
    Signal gone;
    server.on("/endless", [&](Request&, Response& response) {
      std::ostream& out = response.send();
      const std::string block(64 * 1024, 'b');
      while (out) out << block;
      gone.set();
    });
    RawClient client(server.server->port(), 4096);
    client.send(get("/endless"));
    gone.wait();
  }

  void an_upgrade_that_nobody_answers_is_503() {
    ServerOptions options = TestServer::options();
    options.upgrade_timeout = milliseconds(100);
    std::unique_ptr<UpgradeTicket> kept;
    TestServer server(std::move(options));
    server.sockets.on_upgrade_do([&](const RequestHead&, UpgradeTicket ticket) {
      kept = std::make_unique<UpgradeTicket>(std::move(ticket));
    });
    RawClient client = server.client();
    CPPUNIT_ASSERT_EQUAL(503, client.upgrade("/ws").status);
    kept->accept(server.sockets.make_handler());  // too late, and nothing comes of it
    CPPUNIT_ASSERT(client.at_end());
  }

  void a_silent_web_socket_is_asked_and_lost() {
    ServerOptions options = TestServer::options();
    options.heartbeat = milliseconds(100);
    TestServer server(std::move(options));
    RawClient client = server.client();
    client.upgrade("/ws");
    CPPUNIT_ASSERT_EQUAL(9, client.frame().opcode);
    CPPUNIT_ASSERT_EQUAL(-1, client.frame().opcode);
    CPPUNIT_ASSERT_EQUAL(kCloseLost, server.sockets.closed(1).at(0));
  }

  void a_lost_web_socket_may_be_told_why() {
    ServerOptions options = TestServer::options();
    options.heartbeat = milliseconds(100);
    options.lost_code = 4408;
    options.lost_reason = "silent";
    TestServer server(std::move(options));
    RawClient client = server.client();
    client.upgrade("/ws");
    CPPUNIT_ASSERT_EQUAL(9, client.frame().opcode);
    const auto last = client.frame();
    CPPUNIT_ASSERT_EQUAL(4408, last.code());
    CPPUNIT_ASSERT_EQUAL(std::string("silent"), last.reason());
    CPPUNIT_ASSERT(client.at_end());
    CPPUNIT_ASSERT_EQUAL(kCloseLost, server.sockets.closed(1).at(0));
  }

  void a_web_socket_that_answers_stays() {
    ServerOptions options = TestServer::options();
    options.heartbeat = milliseconds(400);
    TestServer server(std::move(options));
    RawClient client = server.client();
    client.upgrade("/ws");
    for (int i = 0; i < 3; ++i) {
      CPPUNIT_ASSERT_EQUAL(9, client.frame().opcode);
      client.send(RawClient::masked(10, ""));
    }
    client.send_text("still here");
    CPPUNIT_ASSERT_EQUAL(std::string("still here"), client.frame().payload);
  }

  void a_close_that_is_not_answered_ends() {
    ServerOptions options = TestServer::options();
    options.close_timeout = milliseconds(100);
    TestServer server(std::move(options));
    server.sockets.on_text_do = [](WebSocket& socket, std::string_view) { socket.close(4000, "enough"); };
    RawClient client = server.client();
    client.upgrade("/ws");
    client.send_text("x");
    CPPUNIT_ASSERT_EQUAL(4000, client.frame().code());
    CPPUNIT_ASSERT(client.at_end());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(TimeOutTest);

}  // namespace hearth::net
