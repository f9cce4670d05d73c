// Work beside serving: it is done whether the server is stopped or killed.
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "person.h"

namespace hearth::story {

class JobsTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(JobsTest);
  CPPUNIT_TEST(what_a_killed_server_had_begun_is_done_by_the_next);
  CPPUNIT_TEST(what_became_due_while_the_server_was_off_is_done_once_at_its_start);
  CPPUNIT_TEST_SUITE_END();

  static bool done(const std::string& log, const std::string& kind) {
    return log.find(R"("message":"a job is done")") != std::string::npos &&
           log.find("\"hearth.job.kind\":\"" + kind + "\"", log.find(R"("message":"a job is done")")) !=
               std::string::npos;
  }
  static std::uint64_t jobs(House& house, const std::string& where) {
    return house.schema().number("SELECT COUNT(*) FROM job WHERE kind = 'sessions.forget' AND " + where);
  }

  void what_a_killed_server_had_begun_is_done_by_the_next() {
    House house;
    Person ana(house, "Ana"), ben(house, "Ben");
    house.schema().run("UPDATE session SET expires_at = '2020-01-01' WHERE person_id = " +
                       std::to_string(ben.id()));
    house.kill();
    // As the kill leaves it: running, by nobody, its lease at an end.
    house.schema().run(
        "INSERT INTO job (queue, kind, state, payload, run_after, run, attempts, lease_until, checkpoint, "
        "created_at)"
        " VALUES ('upkeep', 'sessions.forget', 2, '{}', '2020-01-01', 1, 1, '2020-01-01', '', '2020-01-01')");
    house.start();
    house.wait_log([](const std::string& log) { return done(log, "sessions.forget"); });
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, jobs(house, "state = 3 AND run = 2"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, house.schema().number("SELECT COUNT(*) FROM session"));
    ana.device().call("ping");
    house.stop();
  }

  void what_became_due_while_the_server_was_off_is_done_once_at_its_start() {
    House house;
    Person ana(house, "Ana");
    house.stop();
    house.schema().run("UPDATE session SET expires_at = '2020-01-01'");
    house.schema().run(
        "REPLACE INTO job_schedule (name, rhythm, next_due) VALUES"
        " ('sessions.forget', 'every 3600 s', '2020-01-01')");
    house.start();
    house.wait_log([](const std::string& log) { return done(log, "sessions.forget"); });
    house.restart();
    // It is due at every full hour; one of those may strike while this test runs.
    const auto made_up_for = house.schema().number(
        "SELECT COUNT(*) FROM job WHERE kind = 'sessions.forget' AND TIME_TO_SEC(TIME(created_at)) % 3600 > "
        "10");
    CPPUNIT_ASSERT(made_up_for == 1 || (made_up_for == 0 && jobs(house, "state = 3") > 0));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, house.schema().number("SELECT COUNT(*) FROM session"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0},
                         house.schema().number("SELECT COUNT(*) FROM job_schedule WHERE next_due < NOW()"));
    house.stop();
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(JobsTest);

}  // namespace hearth::story
