#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>

#include "net/frame.h"
#include "unit/net/test_server.h"

namespace hearth::net {

using std::chrono::milliseconds;
using std::chrono::seconds;

class GracefulStopTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(GracefulStopTest);
  CPPUNIT_TEST(a_running_request_is_finished_and_answered);
  CPPUNIT_TEST(a_half_sent_request_may_still_be_sent);
  CPPUNIT_TEST(idle_connections_and_web_sockets_are_closed);
  CPPUNIT_TEST(the_deadline_ends_who_does_not_end_by_itself);
  CPPUNIT_TEST(a_ticket_may_be_answered_after_the_stop);
  CPPUNIT_TEST(stopping_what_never_started_or_has_stopped_is_fine);
  CPPUNIT_TEST_SUITE_END();

  void a_running_request_is_finished_and_answered() {
    TestServer server;
    Signal running;
    Signal go_on;
    server.on("/work", [&](Request&, Response& response) {
      running.set();
      go_on.wait();
      response.send() << "the work is done";
    });
    RawClient client = server.client();
    client.send(get("/work") + get("/hello"));
    running.wait();
    RawClient idle = server.client();
    idle.send(get("/hello"));
    CPPUNIT_ASSERT_EQUAL(200, idle.answer().status);
    bool graceful = false;
    std::jthread stopping([&] { graceful = server.server->stop(seconds(20)); });
    CPPUNIT_ASSERT(idle.at_end());  // so the stop has begun
    go_on.set();
    const auto answer = client.answer();
    CPPUNIT_ASSERT_EQUAL(std::string("the work is done"), answer.body);
    CPPUNIT_ASSERT_EQUAL(std::string("close"), answer.field("connection"));
    CPPUNIT_ASSERT(client.at_end());
    { const RawClient leaves = std::move(client); }
    { const RawClient leaves = std::move(idle); }
    stopping.join();
    CPPUNIT_ASSERT(graceful);
  }

  void a_half_sent_request_may_still_be_sent() {
    TestServer server;
    RawClient client = server.client();
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(100, client.answer().status);
    RawClient idle = server.client();
    idle.send(get("/hello"));
    CPPUNIT_ASSERT_EQUAL(200, idle.answer().status);
    bool graceful = false;
    std::jthread stopping([&] { graceful = server.server->stop(seconds(20)); });
    CPPUNIT_ASSERT(idle.at_end());  // so the stop has begun
    client.send("body");
    const auto answer = client.answer();
    CPPUNIT_ASSERT_EQUAL(std::string("body"), answer.body);
    CPPUNIT_ASSERT_EQUAL(std::string("close"), answer.field("connection"));
    { const RawClient leaves = std::move(client); }
    { const RawClient leaves = std::move(idle); }
    stopping.join();
    CPPUNIT_ASSERT(graceful);
  }

  void idle_connections_and_web_sockets_are_closed() {
    ServerOptions options = TestServer::options();
    options.stop_reason = [] { return std::string(R"({"retry":true})"); };
    TestServer server(std::move(options));
    RawClient idle = server.client();
    idle.send(get("/hello"));
    idle.answer();
    RawClient socket = server.client();
    socket.upgrade("/ws");
    std::jthread stopping([&] { CPPUNIT_ASSERT(server.server->stop(seconds(20))); });
    const auto frame = socket.frame();
    CPPUNIT_ASSERT_EQUAL(1001, frame.code());
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"retry":true})"), frame.reason());
    socket.send(RawClient::masked(8, "\x03\xe9"));
    CPPUNIT_ASSERT(socket.at_end());
    CPPUNIT_ASSERT(idle.at_end());
    { const RawClient leaves = std::move(socket); }
    { const RawClient leaves = std::move(idle); }
    stopping.join();
    CPPUNIT_ASSERT_EQUAL(1001, server.sockets.closed(1).at(0));
  }

  void the_deadline_ends_who_does_not_end_by_itself() {
    TestServer server;
    Signal gone;
    server.on("/endless", [&](Request&, Response& response) {
      std::ostream& out = response.send();
      const std::string block(64 * 1024, 'b');
      while (out) out << block;
      gone.set();
    });
    RawClient reader(server.server->port(), 4096);
    reader.send(get("/endless"));
    CPPUNIT_ASSERT_EQUAL(std::string("HTTP/1.1 200"), reader.read(12));
    RawClient socket = server.client();
    socket.upgrade("/ws");
    CPPUNIT_ASSERT(!server.server->stop(milliseconds(100)));
    gone.wait();
    CPPUNIT_ASSERT_EQUAL(1001, server.sockets.closed(1).at(0));
    CPPUNIT_ASSERT_EQUAL(1001, socket.close_frame().code());
  }

  void a_ticket_may_be_answered_after_the_stop() {
    TestServer server;
    std::unique_ptr<UpgradeTicket> kept;
    Signal asked;
    server.sockets.on_upgrade_do([&](const RequestHead&, UpgradeTicket ticket) {
      kept = std::make_unique<UpgradeTicket>(std::move(ticket));
      asked.set();
    });
    RawClient client = server.client();
    std::jthread waiting([&] { CPPUNIT_ASSERT_EQUAL(503, client.upgrade("/ws").status); });
    asked.wait();
    std::jthread stopping([&] { server.server->stop(seconds(20)); });
    waiting.join();
    { const RawClient leaves = std::move(client); }
    stopping.join();
    const WebSocketRef ref = kept->ref();
    kept->accept(server.sockets.make_handler());
    ref.post([](WebSocket& socket) { socket.send(text_frame("nobody")); });
  }

  void stopping_what_never_started_or_has_stopped_is_fine() {
    Server never(TestServer::options(), nullptr);
    CPPUNIT_ASSERT(never.stop(seconds(1)));
    CPPUNIT_ASSERT(never.loop(0).post([] {}));
    TestServer server;
    CPPUNIT_ASSERT(server.server->stop(seconds(1)));
    CPPUNIT_ASSERT(server.server->stop(seconds(1)));
    CPPUNIT_ASSERT(!server.server->loop(0).post([] {}));
    ServerOptions nowhere;
    nowhere.listen = {"nowhere"};
    CPPUNIT_ASSERT_THROW(Server(nowhere, nullptr), std::invalid_argument);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(GracefulStopTest);

}  // namespace hearth::net
