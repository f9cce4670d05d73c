// Frames that nobody honest sends: each gets its close code; and words that are none get an answer and harm
// nobody.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class HostileFramesTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(HostileFramesTest);
  CPPUNIT_TEST(frames_against_the_rules_end_the_connection);
  CPPUNIT_TEST(announced_giants_are_refused_before_they_come);
  CPPUNIT_TEST(text_that_is_no_text_is_refused);
  CPPUNIT_TEST(pieces_and_single_bytes_are_fine);
  CPPUNIT_TEST(a_flood_of_pings_is_answered_or_ended);
  CPPUNIT_TEST(closing_is_answered);
  CPPUNIT_TEST(handshakes_that_are_none);
  CPPUNIT_TEST(words_that_are_no_command_are_answered);
  CPPUNIT_TEST(bytes_before_the_answer_are_not_lost);
  CPPUNIT_TEST(the_server_ends_well);
  CPPUNIT_TEST_SUITE_END();

  static House& house() {
    static House kHouse;
    return kHouse;
  }
  static Person& ana() {
    static Person kAna(house(), "Ana");
    return kAna;
  }
  /// The close code that these bytes earn.
  static int code_for(const std::string& bytes) {
    Device device = ana().device();
    device.socket().send_raw(bytes);
    return device.wait_closed();
  }
  static std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(value);
    return out;
  }
  static std::string altered(std::string frame, std::size_t at, int value) {
    frame[at] = static_cast<char>(value);
    return frame;
  }

  void frames_against_the_rules_end_the_connection() {
    CPPUNIT_ASSERT_EQUAL(1002, code_for(bytes({0x81, 2}) + "{}"));  // not masked
    for (const int reserved : {0xC1, 0xA1, 0x91, 0xF1})
      CPPUNIT_ASSERT_EQUAL(1002, code_for(altered(client_frame(1, "{}"), 0, reserved)));
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
      CPPUNIT_ASSERT_EQUAL(1002, code_for(client_frame(opcode, "{}")));
    CPPUNIT_ASSERT_EQUAL(1003, code_for(client_frame(2, "{}")));
    CPPUNIT_ASSERT_EQUAL(1002, code_for(client_frame(9, "x", false)));             // a ping in pieces
    CPPUNIT_ASSERT_EQUAL(1002, code_for(client_frame(9, std::string(126, 'x'))));  // a long ping
    CPPUNIT_ASSERT_EQUAL(1002, code_for(client_frame(0, "{}")));                   // goes on with nothing
    CPPUNIT_ASSERT_EQUAL(1002, code_for(client_frame(1, "{", false) + client_frame(1, "}")));
    CPPUNIT_ASSERT_EQUAL(
        1002, code_for(bytes({0x81, 0xFE, 0, 5, 0, 0, 0, 0}) + "hello"));  // not the shortest length
    CPPUNIT_ASSERT_EQUAL(1002, code_for(bytes({0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0}) + "hello"));
  }

  void announced_giants_are_refused_before_they_come() {
    CPPUNIT_ASSERT_EQUAL(1009, code_for(bytes({0x81, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4})));  // 4 GiB
    const int code =
        code_for(bytes({0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3, 4}));
    CPPUNIT_ASSERT(code == 1002 || code == 1009);
    CPPUNIT_ASSERT_EQUAL(1009, code_for(client_frame(1, std::string(131'073, ' '))));
    std::string pieces = client_frame(1, std::string(70'000, ' '), false);
    pieces += client_frame(0, std::string(70'000, ' '), false);
    CPPUNIT_ASSERT_EQUAL(1009, code_for(pieces));
    // What is just within the limit is looked at.
    Device device = ana().device();
    device.socket().send_text(R"({"id":1,"do":"ping"})" + std::string(131'000, ' '));
    CPPUNIT_ASSERT(device.wait_reply(1).error.is_null());
  }

  void text_that_is_no_text_is_refused() {
    for (const std::string text :
         {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "abc\xe2\x82", "\x80"})
      CPPUNIT_ASSERT_EQUAL(1007, code_for(client_frame(1, text)));
    CPPUNIT_ASSERT_EQUAL(1007, code_for(client_frame(1, "\xe2", false) + client_frame(0, "\x28\xa1")));
  }

  void pieces_and_single_bytes_are_fine() {
    Device device = ana().device();
    const std::string text = R"({"id":41,"do":"person.find","text":")"
                             "\xE2\x82\xAC"
                             R"("})";
    std::string frames;
    for (std::size_t i = 0; i < text.size(); ++i) {
      frames += client_frame(i == 0 ? 1 : 0, text.substr(i, 1), i + 1 == text.size());
      if (i == 10) frames += client_frame(9, "in between");
    }
    for (const char byte : frames) device.socket().send_raw({&byte, 1});
    CPPUNIT_ASSERT(device.wait_reply(41).ok["people"].empty());
    CPPUNIT_ASSERT(device.call("ping").is_object());
  }

  void a_flood_of_pings_is_answered_or_ended() {
    Device device = ana().device();
    std::string flood;
    for (int i = 0; i < 200; ++i) flood += client_frame(9, std::string(125, 'p'));
    device.socket().send_raw(flood);
    for (int i = 0; i < 200; ++i) {
      const auto pong = device.socket().next();
      CPPUNIT_ASSERT(pong && pong->opcode == 10);
      CPPUNIT_ASSERT_EQUAL(std::string(125, 'p'), pong->payload);
    }
  }

  void closing_is_answered() {
    const auto close_with = [](const std::string& payload) { return code_for(client_frame(8, payload)); };
    CPPUNIT_ASSERT_EQUAL(1000, close_with(bytes({3, 0xE8}) + "bye"));
    CPPUNIT_ASSERT_EQUAL(1001, close_with(bytes({3, 0xE9})));
    CPPUNIT_ASSERT_EQUAL(4000, close_with(bytes({0x0F, 0xA0})));
    const int none = close_with("");
    CPPUNIT_ASSERT(none == 1005 || none == 1000);
    CPPUNIT_ASSERT_EQUAL(1002, close_with("x"));                  // half a code
    CPPUNIT_ASSERT_EQUAL(1002, close_with(bytes({0x03, 0xED})));  // 1005 is never sent
    CPPUNIT_ASSERT_EQUAL(1002, close_with(bytes({0x00, 0x00})));
    const int garbled = close_with(bytes({3, 0xE8}) + "\xff");
    CPPUNIT_ASSERT(garbled == 1007 || garbled == 1002);
  }

  void handshakes_that_are_none() {
    const std::string good = "GET /api/v1/socket HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " +
                             ana().token() +
                             "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const auto status = [&](const std::string& from, const std::string& to) {
      std::string request = good;
      request.replace(request.find(from), from.size(), to);
      ByteStream stream = ByteStream::connect(house().port());
      stream.write(request);
      std::string answer;
      while (answer.size() < 12) answer += stream.read();
      return std::stoi(answer.substr(9, 3));
    };
    CPPUNIT_ASSERT_EQUAL(101, status("GET", "GET"));
    CPPUNIT_ASSERT_EQUAL(426, status("Version: 13", "Version: 8"));
    CPPUNIT_ASSERT_EQUAL(400, status("dGhlIHNhbXBsZSBub25jZQ==", "short"));
    CPPUNIT_ASSERT_EQUAL(400, status("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""));
    CPPUNIT_ASSERT_EQUAL(404, status("/api/v1/socket", "/api/v1/sockets"));
    const int posted = status("GET", "POST");
    CPPUNIT_ASSERT(posted == 400 || posted == 404 || posted == 405);
    const int plain = status("Upgrade: websocket\r\n", "");
    CPPUNIT_ASSERT(plain == 400 || plain == 404 || plain == 426);
    const int old = status("HTTP/1.1", "HTTP/1.0");
    CPPUNIT_ASSERT(old == 400 || old == 404 || old == 426);
  }

  void words_that_are_no_command_are_answered() {
    Device device = ana().device();
    const auto refused = [&](const std::string& text, std::uint64_t re, const std::string& code) {
      device.socket().send_text(text);
      const Reply reply = device.wait_reply(re);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(text.substr(0, 100), code, reply.code());
    };
    for (const std::string& text :
         {std::string(), std::string("[]"), std::string("null"), std::string("7"), std::string("{"),
          std::string("{}"), std::string("{\"do\":\"ping\"}"), std::string("{\"id\":\"1\",\"do\":\"ping\"}"),
          std::string("{\"id\":-1,\"do\":\"ping\"}"), std::string("{\"id\":1.5,\"do\":\"ping\"}"),
          std::string("{\"id\":18446744073709551616,\"do\":\"ping\"}"),
          std::string("{\"id\":1,\"id\":2,\"do\":\"ping\"}"), "{\"a\":" + std::string(60'000, '[') + "}"})
      refused(text, 0, "bad_request");
    refused(R"({"id":5,"do":"message.explode"})", 5, "bad_request");
    refused(R"({"id":6,"do":7})", 6, "bad_request");
    refused(R"({"id":7})", 7, "bad_request");
    refused(R"({"id":8,"do":"message.post","conversation":"1","key":"k","body":"b"})", 8, "invalid");
    refused(R"({"id":9,"do":"message.post","conversation":1,"key":["k"],"body":"b"})", 9, "invalid");
    refused(R"({"id":10,"do":"ping","do":"ping"})", 0, "bad_request");
    CPPUNIT_ASSERT(device.call("ping").is_object());
  }

  void bytes_before_the_answer_are_not_lost() {
    ByteStream stream = ByteStream::connect(house().port());
    stream.write("GET /api/v1/socket HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ana().token() +
                 "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
                 client_frame(1, R"({"id":3,"do":"ping"})"));
    std::string all;
    while (all.find(R"({"re":3,"ok":{}})") == std::string::npos) {
      const std::string part = stream.read();
      CPPUNIT_ASSERT_MESSAGE(all, !part.empty());
      all += part;
    }
  }

  void the_server_ends_well() { house().stop(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(HostileFramesTest);

}  // namespace hearth::story
