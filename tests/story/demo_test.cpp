// The organisation that `./dev up --demo` shows: as large as promised, the same for the same seed, and one
// can log in.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <sstream>

#include "house.h"

namespace hearth::story {

class DemoTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(DemoTest);
  CPPUNIT_TEST(it_is_large_whole_and_open_to_its_logins);
  CPPUNIT_TEST(the_same_seed_makes_the_same_and_another_does_not);
  CPPUNIT_TEST(it_is_never_mixed_with_real_people);
  CPPUNIT_TEST_SUITE_END();

  /// Leaves the house stopped, with an admin and the demonstration; what was said.
  static std::string fill(House& house, const std::string& seed) {
    house.stop();
    house.run_action("--create-first-admin");
    return house.run_action({"--demo-data", "--seed", seed});
  }

  /// Everything that was said, where and by whom, in one number.
  static std::string words(House& house) {
    const auto rows = house.schema().run(
        "SELECT COUNT(*), SUM(CRC32(CONCAT_WS('|', m.conversation_id, m.seq, p.user_name, m.body, "
        "m.reply_to)))"
        " FROM message m JOIN person p ON p.id = m.sender_id");
    return rows.at(0).at(0) + " " + rows.at(0).at(1);
  }

  void it_is_large_whole_and_open_to_its_logins() {
    House house;
    const std::string said = fill(house, "1");
    Schema& stored = house.schema();
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM person") >= 60);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM conversation WHERE name IS NOT NULL") >= 25);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM message") >= 40'000);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM message WHERE edited_at IS NOT NULL") > 100);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM message WHERE reply_to IS NOT NULL") > 1000);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM reaction") > 3000);
    CPPUNIT_ASSERT(stored.number("SELECT COUNT(*) FROM pin") > 100);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(
        "every conversation's counters are those of its messages", std::uint64_t{0},
        stored.number("SELECT COUNT(*) FROM conversation_head h JOIN (SELECT conversation_id, COUNT(*) AS n,"
                      " MAX(rev) AS rev FROM message GROUP BY conversation_id) m ON m.conversation_id = "
                      "h.conversation_id"
                      " WHERE h.seq <> m.n OR h.rev < m.rev"));

    house.start();
    std::istringstream lines(said);
    int logins = 0;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string login, user, password;
      if (!(words >> login >> user >> password) || login != "login") continue;
      ++logins;
      HttpClient http = house.http();
      const auto in =
          http.post("/api/v1/auth/login", {{"login", user}, {"password", password}, {"as", "program"}});
      CPPUNIT_ASSERT_EQUAL_MESSAGE(in.body, 200, in.status);
      const Headers token{{"Authorization", "Bearer " + in.json().at("access_token").get<std::string>()}};
      const auto sidebar = http.ask("GET", "/api/v1/conversations", nullptr, token);
      CPPUNIT_ASSERT_EQUAL_MESSAGE(sidebar.body, 200, sidebar.status);
      CPPUNIT_ASSERT_MESSAGE("there is much to read", sidebar.json().at("lines").size() > 5);
    }
    CPPUNIT_ASSERT(logins >= 3);
  }

  void the_same_seed_makes_the_same_and_another_does_not() {
    House one, two, other;
    fill(one, "7");
    fill(two, "7");
    fill(other, "8");
    CPPUNIT_ASSERT_EQUAL(words(one), words(two));
    CPPUNIT_ASSERT(words(one) != words(other));
  }

  void it_is_never_mixed_with_real_people() {
    House house;
    HttpClient http = house.http();
    const auto joined = http.post(
        "/api/v1/auth/register",
        {{"user_name", "ana"}, {"name", "Ana"}, {"password", "Ana likes cold oatmeal"}, {"as", "program"}});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(joined.body, 201, joined.status);
    house.stop();
    house.run_action("--demo-data", 1);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, house.schema().number("SELECT COUNT(*) FROM person"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, house.schema().number("SELECT COUNT(*) FROM message"));
  }
};

CPPUNIT_TEST_SUITE_REGISTRATION(DemoTest);

}  // namespace hearth::story
