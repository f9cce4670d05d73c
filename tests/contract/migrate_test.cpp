#include "store/migrate.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <thread>

#include "test_database.h"

namespace hearth::store {

class MigrateTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(MigrateTest);
  CPPUNIT_TEST(an_empty_schema_becomes_the_newest_and_stays_it);
  CPPUNIT_TEST(goes_on_where_a_crash_ended_it);
  CPPUNIT_TEST(a_statement_that_ran_but_was_not_recorded_counts_as_done);
  CPPUNIT_TEST(rows_change_once_and_together_with_their_record);
  CPPUNIT_TEST(a_real_error_is_told_and_can_be_mended);
  CPPUNIT_TEST(a_changed_migration_is_refused);
  CPPUNIT_TEST(a_newer_database_is_refused);
  CPPUNIT_TEST(two_servers_at_once_migrate_once);
  CPPUNIT_TEST_SUITE_END();

  void an_empty_schema_becomes_the_newest_and_stays_it() {
    CPPUNIT_ASSERT_EQUAL(bundled_migrations().size(), migrate(db_->aside()));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, migrate(db_->aside()));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{bundled_migrations().back().number},
                         db_->number("SELECT MAX(number) FROM migration WHERE finished_at IS NOT NULL"));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(
        "all tables can hold every character and compare byte by byte", std::uint64_t{0},
        db_->number("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
                    " AND table_collation <> 'utf8mb4_bin'"));
  }

  /// Stops as a crash would: right before the given statement.
  struct Crash {};
  void crash_before(std::size_t statement, const std::vector<Migration>& migrations) {
    CPPUNIT_ASSERT_THROW(migrate(db_->aside(), migrations,
                                 [&](const Migration&, std::size_t at, std::size_t) {
                                   if (at == statement) throw Crash{};
                                 }),
                         Crash);
  }

  void goes_on_where_a_crash_ended_it() {
    const std::vector<Migration> two{{1, "one", kTwoTables}, {2, "two", "CREATE TABLE c (id INT);\n"}};
    crash_before(2, two);
    std::vector<std::size_t> seen;
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         migrate(db_->aside(), two, [&](const Migration&, std::size_t at, std::size_t of) {
                           seen.push_back(at * 10 + of);
                         }));
    CPPUNIT_ASSERT(seen == (std::vector<std::size_t>{22, 11}));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM b"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM c"));
  }

  void a_statement_that_ran_but_was_not_recorded_counts_as_done() {
    const std::vector<Migration> one{{1, "one", kTwoTables}};
    crash_before(2, one);
    db_->aside().run("CREATE TABLE b (id INT)");  // the crash came between this and its record
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, migrate(db_->aside(), one));
    // The same for the very first statement of a migration.
    const std::vector<Migration> more{one[0],
                                      {2, "two", "CREATE TABLE c (id INT);\nCREATE TABLE d (id INT);\n"}};
    crash_before(1, more);
    db_->aside().run("CREATE TABLE c (id INT)");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, migrate(db_->aside(), more));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM d"));
  }

  void rows_change_once_and_together_with_their_record() {
    const std::vector<Migration> one{{1, "one",
                                      "CREATE TABLE a (n INT);\n"
                                      "-- a comment; with a semicolon\n"
                                      "INSERT INTO a\n  VALUES (1);\n"
                                      "UPDATE a SET n = n + 1;\n"
                                      "CREATE TABLE b (id INT);\n"}};
    crash_before(3, one);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM a"));
    crash_before(4, one);
    migrate(db_->aside(), one);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, db_->number("SELECT MAX(n) FROM a"));
  }

  void a_real_error_is_told_and_can_be_mended() {
    db_->aside().run("CREATE TABLE b (other INT)");
    const std::vector<Migration> one{{1, "one", kTwoTables}};
    // Not resumed: that the table exists is no leftover of ours.
    try {
      migrate(db_->aside(), one);
      CPPUNIT_FAIL("passed over");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT_EQUAL(1050U, error.code());
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                         db_->number("SELECT statements_done FROM migration WHERE number = 1"));
  }

  void a_changed_migration_is_refused() {
    migrate(db_->aside(), {{1, "one", kTwoTables}});
    try {
      migrate(db_->aside(), {{1, "one", "CREATE TABLE a (id BIGINT);\n"}});
      CPPUNIT_FAIL("accepted");
    } catch (const std::runtime_error& error) {
      CPPUNIT_ASSERT(std::string(error.what()).find("Migration 1 (one)") != std::string::npos);
    }
  }

  void a_newer_database_is_refused() {
    migrate(db_->aside(), {{1, "one", kTwoTables}, {2, "two", "CREATE TABLE c (id INT);\n"}});
    try {
      migrate(db_->aside(), {{1, "one", kTwoTables}});
      CPPUNIT_FAIL("accepted");
    } catch (const std::runtime_error& error) {
      CPPUNIT_ASSERT(std::string(error.what()).find("newer Hearth") != std::string::npos);
    }
  }

  void two_servers_at_once_migrate_once() {
    std::atomic<std::size_t> applied = 0;
    std::vector<std::thread> servers;
    for (int i = 0; i < 4; ++i)
      servers.emplace_back([&] { applied += migrate(*db_->database().connect_patiently()); });
    for (auto& server : servers) server.join();
    CPPUNIT_ASSERT_EQUAL(bundled_migrations().size(), applied.load());
  }

  static constexpr std::string_view kTwoTables = "CREATE TABLE a (id INT);\nCREATE TABLE b (id INT);\n";
  std::optional<TestDatabase> db_;

 public:
  void setUp() override { db_.emplace(TestDatabase::Schema::kEmpty); }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MigrateTest);

}  // namespace hearth::store
