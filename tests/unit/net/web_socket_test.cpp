#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>
#include <sys/resource.h>

#include <set>
#include <thread>

#include "hub/hub.h"
#include "net/frame.h"
#include "unit/net/test_server.h"

namespace hearth::net {

class WebSocketTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(WebSocketTest);
  CPPUNIT_TEST(opens_by_the_rfc_and_echoes);
  CPPUNIT_TEST(refuses_handshakes_that_are_none);
  CPPUNIT_TEST(a_ticket_is_answered_later_from_another_thread);
  CPPUNIT_TEST(a_dropped_ticket_is_500_and_a_refused_one_what_it_says);
  CPPUNIT_TEST(a_client_that_leaves_before_its_ticket_is_answered);
  CPPUNIT_TEST(reads_frames_however_they_are_cut);
  CPPUNIT_TEST(puts_fragments_together_with_pings_between);
  CPPUNIT_TEST(closes_on_frames_that_break_the_rules);
  CPPUNIT_TEST(closes_on_text_that_is_no_utf8);
  CPPUNIT_TEST(closes_on_messages_that_are_too_big);
  CPPUNIT_TEST(answers_a_close_with_its_code);
  CPPUNIT_TEST(closes_with_a_reason_and_hears_no_more);
  CPPUNIT_TEST(a_handler_that_throws_is_1011);
  CPPUNIT_TEST(a_lost_connection_is_told);
  CPPUNIT_TEST(a_reader_that_falls_behind_is_closed);
  CPPUNIT_TEST(reading_pauses_and_goes_on);
  CPPUNIT_TEST(a_reference_outlives_its_socket);
  CPPUNIT_TEST(replies_and_publications_keep_their_order);
  CPPUNIT_TEST(two_thousand_sockets_share_the_loops_evenly);
  CPPUNIT_TEST_SUITE_END();

  void opens_by_the_rfc_and_echoes() {
    TestServer server;
    server.sockets.on_open_do = [](WebSocket& socket) { socket.send(text_frame("hello")); };
    RawClient client = server.client();
    const auto answer = client.upgrade("/ws");
    CPPUNIT_ASSERT_EQUAL(101, answer.status);
    CPPUNIT_ASSERT_EQUAL(std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), answer.field("sec-websocket-accept"));
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.frame().payload);
    for (const std::size_t size : {0UL, 1UL, 125UL, 126UL, 127UL, 65535UL, 65536UL}) {
      const std::string text(size, 'x');
      client.send_text(text);
      const auto frame = client.frame();
      CPPUNIT_ASSERT_EQUAL(1, frame.opcode);
      CPPUNIT_ASSERT(text == frame.payload);
    }
  }

  void refuses_handshakes_that_are_none() {
    TestServer server;
    const std::string start =
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n";
    const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const std::string version = "Sec-WebSocket-Version: 13\r\n";
    CPPUNIT_ASSERT_EQUAL(101, server.ask(start + key + version + "\r\n").status);
    CPPUNIT_ASSERT_EQUAL(400, server.ask(start + version + "\r\n").status);
    CPPUNIT_ASSERT_EQUAL(400, server.ask(start + key + key + version + "\r\n").status);
    CPPUNIT_ASSERT_EQUAL(400, server.ask(start + "Sec-WebSocket-Key: short\r\n" + version + "\r\n").status);
    CPPUNIT_ASSERT_EQUAL(400, server.ask(start + key + version + "Content-Length: 1\r\n\r\nx").status);
    const auto old = server.ask(start + key + "Sec-WebSocket-Version: 8\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(426, old.status);
    CPPUNIT_ASSERT_EQUAL(std::string("13"), old.field("sec-websocket-version"));
    CPPUNIT_ASSERT_EQUAL(400, server.ask("POST" + start.substr(3) + key + version + "\r\n").status);
    // Another upgrade is an ordinary request.
    CPPUNIT_ASSERT_EQUAL(200, server.ask(get("/hello", "Connection: Upgrade\r\nUpgrade: h2c\r\n")).status);
  }

  void a_ticket_is_answered_later_from_another_thread() {
    TestServer server;
    std::vector<std::thread> threads;
    Signal go_on;
    server.sockets.on_upgrade_do([&](const RequestHead& head, UpgradeTicket ticket) {
      CPPUNIT_ASSERT_EQUAL(std::string("/ws"), std::string(head.path()));
      threads.emplace_back([&, ticket = std::move(ticket)]() mutable {
        go_on.wait();
        ticket.accept(server.sockets.make_handler(), "two");
      });
    });
    RawClient client = server.client();
    client.send(
        "GET /ws?token=1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: one, two\r\n\r\n" +
        RawClient::masked(1, "too early"));
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), server.ask(get("/hello")).body);
    go_on.set();
    const auto answer = client.answer();
    CPPUNIT_ASSERT_EQUAL(101, answer.status);
    CPPUNIT_ASSERT_EQUAL(std::string("two"), answer.field("sec-websocket-protocol"));
    CPPUNIT_ASSERT_EQUAL(std::string("too early"), client.frame().payload);
    for (std::thread& thread : threads) thread.join();
  }

  void a_dropped_ticket_is_500_and_a_refused_one_what_it_says() {
    TestServer server;
    server.sockets.on_upgrade_do([](const RequestHead&, UpgradeTicket) {});
    RawClient client = server.client();
    CPPUNIT_ASSERT_EQUAL(500, client.upgrade("/ws").status);
    server.sockets.on_upgrade_do([](const RequestHead&, UpgradeTicket ticket) {
      ticket.refuse(401, "application/problem+json", "{}", {{"WWW-Authenticate", "Bearer"}});
    });
    const auto refused = client.upgrade("/ws");
    CPPUNIT_ASSERT_EQUAL(401, refused.status);
    CPPUNIT_ASSERT_EQUAL(std::string("{}"), refused.body);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer"), refused.field("www-authenticate"));
    server.sockets.on_upgrade_do([](const RequestHead&, UpgradeTicket ticket) {
      ticket.refuse(401, "text/plain", "", {{"X", "a\r\nb"}});
    });
    CPPUNIT_ASSERT_EQUAL(500, client.upgrade("/ws").status);
    server.sockets.on_upgrade_do([&](const RequestHead&, UpgradeTicket ticket) {
      ticket.accept(server.sockets.make_handler(), "not offered");
    });
    CPPUNIT_ASSERT_EQUAL(500, client.upgrade("/ws").status);
    client.send(get("/hello"));
    CPPUNIT_ASSERT_EQUAL(200, client.answer().status);
  }

  void a_client_that_leaves_before_its_ticket_is_answered() {
    TestServer server;
    std::unique_ptr<UpgradeTicket> kept;
    Signal asked;
    server.sockets.on_upgrade_do([&](const RequestHead&, UpgradeTicket ticket) {
      kept = std::make_unique<UpgradeTicket>(std::move(ticket));
      asked.set();
    });
    RawClient client = server.client();
    client.send(
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    asked.wait();
    client.reset();
    while (server.server->counts().connections > 0) std::this_thread::yield();
    kept->accept(server.sockets.make_handler());
    CPPUNIT_ASSERT_EQUAL(200, server.ask(get("/hello")).status);
  }

  void reads_frames_however_they_are_cut() {
    TestServer server;
    RawClient client = server.client();
    client.upgrade("/ws");
    const std::string bytes = RawClient::masked(1, "one") + RawClient::masked(9, "ping") +
                              RawClient::masked(1, std::string(300, 'x')) +
                              RawClient::masked(8, "\x03\xe8gr\xc3\xbc\xc3\x9f");
    for (const char byte : bytes) client.send({&byte, 1});
    CPPUNIT_ASSERT_EQUAL(std::string("one"), client.frame().payload);
    const auto pong = client.frame();
    CPPUNIT_ASSERT_EQUAL(10, pong.opcode);
    CPPUNIT_ASSERT_EQUAL(std::string("ping"), pong.payload);
    CPPUNIT_ASSERT_EQUAL(std::size_t{300}, client.frame().payload.size());
    CPPUNIT_ASSERT_EQUAL(1000, client.frame().code());
    CPPUNIT_ASSERT(client.at_end());
  }

  void puts_fragments_together_with_pings_between() {
    TestServer server;
    RawClient client = server.client();
    client.upgrade("/ws");
    // A character is cut in two by the fragments, which is allowed.
    client.send(RawClient::masked(1, "a\xc3", false) + RawClient::masked(9, "p") +
                RawClient::masked(0, "", false) + RawClient::masked(0, "\xbc", true));
    CPPUNIT_ASSERT_EQUAL(10, client.frame().opcode);
    CPPUNIT_ASSERT_EQUAL(std::string("a\xc3\xbc"), client.frame().payload);
  }

  void expect_close(const std::string& bytes, int code) {
    TestServer server;
    RawClient client = server.client();
    client.upgrade("/ws");
    client.try_send(bytes);
    const auto frame = client.close_frame();
    CPPUNIT_ASSERT_EQUAL(code, frame.code());
    CPPUNIT_ASSERT(client.at_end());
    CPPUNIT_ASSERT_EQUAL(code, server.sockets.closed(1).at(0));
  }

  void closes_on_frames_that_break_the_rules() {
    std::string unmasked("\x81\x05hello");
    expect_close(unmasked, 1002);
    expect_close(std::string("\x81\x00", 2), 1002);
    expect_close(RawClient::masked(2, "binary"), 1003);
    for (int reserved = 1; reserved < 8; ++reserved)
      expect_close(RawClient::masked(1, "x", true, reserved), 1002);
    for (const int opcode : {3, 7, 11, 15}) expect_close(RawClient::masked(opcode, "x"), 1002);
    expect_close(RawClient::masked(0, "continues nothing"), 1002);
    expect_close(RawClient::masked(1, "a", false) + RawClient::masked(1, "b"), 1002);
    expect_close(RawClient::masked(9, "ping", false), 1002);
    expect_close(RawClient::masked(9, std::string(126, 'x')), 1002);
    expect_close(RawClient::masked(8, "x"), 1002);                      // half a code
    expect_close(RawClient::masked(8, std::string("\x03\xed")), 1002);  // 1005 is never sent
    expect_close(RawClient::masked(8, std::string("\x00\x01", 2)), 1002);
    expect_close(std::string("\x81\xfe\x00\x05maskhello", 13), 1002);  // a length longer than it need be
    expect_close(std::string("\x81\xff\x00\x00\x00\x00\x00\x00\x00\x05maskhello", 19), 1002);
    expect_close(std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xffmask", 14), 1002);
  }

  void closes_on_text_that_is_no_utf8() {
    for (const char* text :
         {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "ok \xe2\x28\xa1"})
      expect_close(RawClient::masked(1, text), 1007);
    expect_close(RawClient::masked(8, std::string("\x03\xe8\xff")), 1007);
  }

  void closes_on_messages_that_are_too_big() {
    expect_close(RawClient::masked(1, std::string(65'537, 'x')), 1009);
    expect_close(RawClient::masked(1, std::string(40'000, 'x'), false) +
                     RawClient::masked(0, std::string(40'000, 'x')),
                 1009);
    // The header is enough: nobody waits for, or makes room for, what it announces.
    expect_close(std::string("\x81\xff\x00\x00\x00\x00\x80\x00\x00\x00mask", 14), 1009);
  }

  void answers_a_close_with_its_code() {
    TestServer server;
    for (const auto& [payload, code] : {std::pair<std::string, int>{"\x0f\xa0"
                                                                    "bye",
                                                                    4000},
                                        {"", 1005}}) {
      RawClient client = server.client();
      client.upgrade("/ws");
      client.send(RawClient::masked(8, payload) + RawClient::masked(1, "after the end"));
      const auto frame = client.frame();
      CPPUNIT_ASSERT_EQUAL(8, frame.opcode);
      CPPUNIT_ASSERT_EQUAL(code, frame.code());
      CPPUNIT_ASSERT(client.at_end());
    }
    CPPUNIT_ASSERT(server.sockets.closed(2) == (std::vector<int>{4000, 1005}));
  }

  void closes_with_a_reason_and_hears_no_more() {
    TestServer server;
    int heard = 0;
    server.sockets.on_text_do = [&](WebSocket& socket, std::string_view) {
      ++heard;
      socket.close(4001, R"({"retry":true,"after":3000})");
      socket.send(text_frame("after the close"));
    };
    RawClient client = server.client();
    client.upgrade("/ws");
    client.send(RawClient::masked(1, "one") + RawClient::masked(1, "two"));
    const auto frame = client.frame();
    CPPUNIT_ASSERT_EQUAL(4001, frame.code());
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"retry":true,"after":3000})"), frame.reason());
    CPPUNIT_ASSERT_EQUAL(4001, server.sockets.closed(1).at(0));
    client.send(RawClient::masked(1, "three") + RawClient::masked(8, "\x0f\xa1"));
    CPPUNIT_ASSERT(client.at_end());
    CPPUNIT_ASSERT_EQUAL(1, heard);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, server.sockets.closed(1).size());
  }

  void a_handler_that_throws_is_1011() {
    TestServer server;
    server.sockets.on_text_do = [](WebSocket&, std::string_view) { throw std::runtime_error("no"); };
    RawClient client = server.client();
    client.upgrade("/ws");
    client.send_text("x");
    CPPUNIT_ASSERT_EQUAL(1011, client.frame().code());
    CPPUNIT_ASSERT_EQUAL(1011, server.sockets.closed(1).at(0));
  }

  void a_lost_connection_is_told() {
    TestServer server;
    RawClient client = server.client();
    client.upgrade("/ws");
    server.sockets.opened(1);
    client.reset();
    CPPUNIT_ASSERT_EQUAL(1006, server.sockets.closed(1).at(0));
    RawClient second = server.client();
    second.upgrade("/ws");
    second.end_output();
    CPPUNIT_ASSERT_EQUAL(1006, server.sockets.closed(2).at(1));
  }

  void a_reader_that_falls_behind_is_closed() {
    TestServer server;
    RawClient slow(server.server->port(), 4096);
    slow.upgrade("/ws");
    RawClient quick = server.client();
    quick.upgrade("/ws");
    const Bytes frame = text_frame(std::string(60'000, 'x'));
    const std::vector<WebSocketRef> refs = server.sockets.opened(2);
    int sent = 0;
    while (server.server->counts().slow == 0) {
      for (const WebSocketRef& ref : refs) ref.post([frame](WebSocket& socket) { socket.send(frame); });
      CPPUNIT_ASSERT_EQUAL(std::size_t{60'000}, quick.frame().payload.size());
      CPPUNIT_ASSERT(++sent < 2000);
    }
    CPPUNIT_ASSERT_EQUAL(kCloseSlow, server.sockets.closed(1).at(0));
    // It learns why, if it reads after all; every frame before is whole.
    const auto last = slow.close_frame();
    CPPUNIT_ASSERT_EQUAL(kCloseSlow, last.code());
    CPPUNIT_ASSERT_EQUAL(std::string("slow"), last.reason());
    quick.send_text("still here");
    CPPUNIT_ASSERT_EQUAL(std::string("still here"), quick.frame().payload);
  }

  void reading_pauses_and_goes_on() {
    TestServer server;
    std::vector<std::string> heard;
    server.sockets.on_text_do = [&](WebSocket& socket, std::string_view text) {
      heard.emplace_back(text);
      socket.pause_reading();
      socket.send(text_frame("paused"));
    };
    RawClient client = server.client();
    client.upgrade("/ws");
    const WebSocketRef ref = server.sockets.opened(1).at(0);
    client.send(RawClient::masked(1, "one") + RawClient::masked(1, "two") + RawClient::masked(1, "three"));
    for (const char* text : {"one", "two", "three"}) {
      CPPUNIT_ASSERT_EQUAL(std::string("paused"), client.frame().payload);
      Signal looked;
      ref.post([&](WebSocket& socket) {
        CPPUNIT_ASSERT_EQUAL(std::string(text), heard.back());
        socket.resume_reading();
        looked.set();
      });
      looked.wait();
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, heard.size());
  }

  void a_reference_outlives_its_socket() {
    TestServer server;
    WebSocketRef ref;
    CPPUNIT_ASSERT(!ref);
    {
      RawClient client = server.client();
      client.upgrade("/ws");
      ref = server.sockets.opened(1).at(0);
      CPPUNIT_ASSERT(ref);
    }
    server.sockets.closed(1);
    // Somebody else sits in the same place now, and must not be taken for the one who left.
    RawClient other = server.client();
    other.upgrade("/ws");
    const WebSocketRef other_ref = server.sockets.opened(2).at(1);
    ref.post([](WebSocket& socket) { socket.send(text_frame("for the first")); });
    if (ref.loop() != other_ref.loop()) {
      Signal through;
      ref.loop()->post([&] { through.set(); });
      through.wait();
    }
    other_ref.post([](WebSocket& socket) { socket.send(text_frame("for the second")); });
    CPPUNIT_ASSERT_EQUAL(std::string("for the second"), other.frame().payload);
    static_assert(sizeof(WebSocketRef) == 16);
  }

  // What one thread says to one socket, directly or through a topic, arrives in that order.
  void replies_and_publications_keep_their_order() {
    struct LoopExecutor : hub::Executor {
      explicit LoopExecutor(EventLoop& l) : loop(&l) {}
      void post(std::function<void()> task) override { loop->post(std::move(task)); }
      EventLoop* loop;
    };
    struct Session : hub::Subscriber {
      explicit Session(WebSocket& s) : socket(&s) {}
      void deliver(const Bytes& bytes) override { socket->send(bytes); }
      WebSocket* socket;
    };
    TestServer server;
    LoopExecutor first(server.server->loop(0));
    LoopExecutor second(server.server->loop(1));
    hub::Hub hub({&first, &second});
    std::vector<std::unique_ptr<Session>> sessions;
    std::mutex sessions_mutex;
    server.sockets.on_open_do = [&](WebSocket& socket) {
      auto session = std::make_unique<Session>(socket);
      hub.shard(socket.loop().index()).join(7, *session);
      const std::lock_guard lock(sessions_mutex);
      sessions.push_back(std::move(session));
    };
    std::vector<RawClient> clients;
    for (int i = 0; i < 6; ++i) {
      clients.push_back(server.client());
      CPPUNIT_ASSERT_EQUAL(101, clients.back().upgrade("/ws").status);
    }
    const std::vector<WebSocketRef> refs = server.sockets.opened(6);
    for (int i = 0; i < 200; ++i) {
      for (const WebSocketRef& ref : refs)
        ref.post([i](WebSocket& socket) { socket.send(text_frame("reply " + std::to_string(i))); });
      hub.publish(hub::Publication{7, text_frame("event " + std::to_string(i))});
    }
    for (RawClient& client : clients)
      for (int i = 0; i < 200; ++i) {
        CPPUNIT_ASSERT_EQUAL("reply " + std::to_string(i), client.frame().payload);
        CPPUNIT_ASSERT_EQUAL("event " + std::to_string(i), client.frame().payload);
      }
    server.server->stop(std::chrono::seconds(0));
  }

  void two_thousand_sockets_share_the_loops_evenly() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ServerOptions options = TestServer::options();
    options.loops = 4;
    TestServer server(std::move(options));
    std::vector<RawClient> clients;
    for (int i = 0; i < 2000; ++i) {
      clients.push_back(server.client());
      CPPUNIT_ASSERT_EQUAL(101, clients.back().upgrade("/ws").status);
    }
    const Server::Counts counts = server.server->counts();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2000}, counts.connections);
    for (const std::size_t here : counts.per_loop) CPPUNIT_ASSERT_EQUAL(std::size_t{500}, here);
    std::set<EventLoop*> loops;
    const Bytes frame = text_frame("to all");
    for (const WebSocketRef& ref : server.sockets.opened(2000)) {
      loops.insert(ref.loop());
      ref.post([frame](WebSocket& socket) { socket.send(frame); });
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, loops.size());
    for (RawClient& client : clients) CPPUNIT_ASSERT_EQUAL(std::string("to all"), client.frame().payload);
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(WebSocketTest);

}  // namespace hearth::net
