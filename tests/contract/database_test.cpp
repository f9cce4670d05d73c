#include "store/database.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <signal.h>

#include <thread>

#include "store/durability.h"
#include "test_database.h"

namespace hearth::store {

class DatabaseTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(DatabaseTest);
  CPPUNIT_TEST(what_is_written_after_a_transaction_is_kept);
  CPPUNIT_TEST(a_transaction_that_is_not_committed_leaves_nothing_and_the_session_goes_on);
  CPPUNIT_TEST(a_session_speaks_utf8mb4_and_universal_time);
  CPPUNIT_TEST(null_is_not_the_empty_text);
  CPPUNIT_TEST(long_texts_and_bytes_come_back_whole);
  CPPUNIT_TEST(times_keep_their_milliseconds);
  CPPUNIT_TEST(too_long_a_text_is_refused_not_cut);
  CPPUNIT_TEST(reading_the_wrong_type_or_number_of_columns_is_a_fault_of_ours);
  CPPUNIT_TEST(rows_may_be_left_half_read);
  CPPUNIT_TEST(a_killed_session_is_replaced_before_the_next_request);
  CPPUNIT_TEST(a_session_that_failed_is_ended);
  CPPUNIT_TEST(the_number_of_an_error_is_known);
  CPPUNIT_TEST(a_request_waits_for_a_free_session_but_not_for_ever);
  CPPUNIT_TEST(a_slow_statement_is_ended);
  CPPUNIT_TEST(a_server_that_hangs_is_given_up);
  CPPUNIT_TEST(nobody_at_the_socket_is_told_as_such);
  CPPUNIT_TEST(a_server_that_would_lose_messages_is_refused);
  CPPUNIT_TEST_SUITE_END();

  void what_is_written_after_a_transaction_is_kept() {
    {
      const auto connection = db_->database().connect();
      Transaction transaction(*connection);
      connection->execute("INSERT INTO t (id) VALUES (1)");
      transaction.commit();
      connection->execute("INSERT INTO t (id) VALUES (2)");
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, db_->number("SELECT COUNT(*) FROM t"));
  }

  void a_transaction_that_is_not_committed_leaves_nothing_and_the_session_goes_on() {
    const auto connection = db_->database().lease();
    {
      const Transaction transaction(*connection);
      connection->execute("INSERT INTO t (id) VALUES (1)");
    }
    connection->execute("INSERT INTO t (id) VALUES (2)");
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{3}, db_->number("SELECT MAX(id) + COUNT(*) FROM t"));
  }

  void a_session_speaks_utf8mb4_and_universal_time() {
    const auto connection = db_->database().lease();
    Rows rows = connection->select(
        "SELECT @@character_set_client, @@character_set_connection, @@character_set_results, @@time_zone");
    rows.next();
    std::string client, between, results, zone;
    rows.read(client, between, results, zone);
    CPPUNIT_ASSERT_EQUAL(std::string("utf8mb4 utf8mb4 utf8mb4 +00:00"),
                         client + " " + between + " " + results + " " + zone);
  }

  void null_is_not_the_empty_text() {
    const auto connection = db_->database().lease();
    connection->execute("INSERT INTO t (id, text) VALUES (1, ?), (2, ?)", {std::nullopt, ""});
    Rows rows = connection->select("SELECT text FROM t ORDER BY id");
    std::optional<std::string> text = "something";
    rows.next();
    rows.read(text);
    CPPUNIT_ASSERT(!text);
    rows.next();
    rows.read(text);
    CPPUNIT_ASSERT(text && text->empty());
  }

  void long_texts_and_bytes_come_back_whole() {
    std::string bytes;
    for (int i = 0; i < 60'000; ++i) bytes.push_back(static_cast<char>(i * 7));
    const auto connection = db_->database().lease();
    const std::vector<std::string> all{bytes, "short", std::string(1024, 'a'), std::string(1025, 'b'), ""};
    for (const auto& one : all) connection->execute("INSERT INTO t (bytes) VALUES (?)", {one});
    Rows rows = connection->select("SELECT bytes FROM t ORDER BY id");
    for (const auto& one : all) {
      CPPUNIT_ASSERT(rows.next());
      std::string got;
      rows.read(got);
      CPPUNIT_ASSERT(one == got);
    }
    CPPUNIT_ASSERT(!rows.next());
  }

  void times_keep_their_milliseconds() {
    const auto connection = db_->database().lease();
    for (const char* text :
         {"1999-12-31T23:59:59.999Z", "2024-02-29T00:00:00.001Z", "2038-01-19T03:14:08.120Z"}) {
      const Time at = parse_rfc3339(text).value();
      connection->execute("DELETE FROM t");
      connection->execute("INSERT INTO t (at) VALUES (?)", {at});
      CPPUNIT_ASSERT_EQUAL(std::uint64_t{1},
                           db_->number("SELECT at = REPLACE(REPLACE(?, 'T', ' '), 'Z', '') FROM t", {text}));
      Rows rows = connection->select("SELECT at FROM t");
      rows.next();
      Time got;
      rows.read(got);
      CPPUNIT_ASSERT_EQUAL(std::string(text), to_rfc3339(got));
    }
  }

  void too_long_a_text_is_refused_not_cut() {
    const auto connection = db_->database().lease();
    CPPUNIT_ASSERT_THROW(connection->execute("INSERT INTO t (text) VALUES (?)", {std::string(21, 'x')}),
                         DatabaseError);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, db_->number("SELECT COUNT(*) FROM t"));
  }

  void reading_the_wrong_type_or_number_of_columns_is_a_fault_of_ours() {
    const auto connection = db_->database().lease();
    connection->execute("INSERT INTO t (id, text) VALUES (1, NULL)");
    Rows rows = connection->select("SELECT id, text FROM t");
    rows.next();
    std::string text;
    std::uint64_t number = 0;
    CPPUNIT_ASSERT_THROW(rows.read(number), std::logic_error);
    CPPUNIT_ASSERT_THROW(rows.read(text, number), std::logic_error);
    CPPUNIT_ASSERT_THROW(rows.read(number, text), std::logic_error);  // it is NULL
  }

  void rows_may_be_left_half_read() {
    const auto connection = db_->database().lease();
    for (int i = 0; i < 100; ++i) connection->execute("INSERT INTO t (text) VALUES ('x')");
    CPPUNIT_ASSERT(connection->select("SELECT id FROM t").next());
    CPPUNIT_ASSERT(connection->select("SELECT id FROM t").next());
    connection->execute("DELETE FROM t");
    CPPUNIT_ASSERT(!connection->select("SELECT id FROM t").next());
  }

  void a_killed_session_is_replaced_before_the_next_request() {
    for (int i = 0; i < 3; ++i) {
      std::uint64_t number = 0;
      {
        const auto connection = db_->database().lease();
        number = connection->number();
      }
      db_->aside().run("KILL " + std::to_string(number));
      while (db_->number("SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", {number}) > 0)
        std::this_thread::yield();
      const auto connection = db_->database().lease();
      connection->execute("INSERT INTO t (text) VALUES ('still here')");
      CPPUNIT_ASSERT(number != connection->number());
    }
  }

  void a_session_that_failed_is_ended() {
    std::uint64_t number = 0;
    {
      const auto connection = db_->database().lease();
      number = connection->number();
      CPPUNIT_ASSERT_THROW(connection->run("SELECT nonsense"), DatabaseError);
    }
    CPPUNIT_ASSERT(number != db_->database().lease()->number());
  }

  void the_number_of_an_error_is_known() {
    const auto connection = db_->database().lease();
    connection->execute("INSERT INTO t (id) VALUES (7)");
    try {
      connection->execute("INSERT INTO t (id) VALUES (7)");
      CPPUNIT_FAIL("stored twice");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT(error.duplicate());
      CPPUNIT_ASSERT(!error.lost());
      CPPUNIT_ASSERT_MESSAGE("an answer like another", !connection->broken());
    }
    db_->aside().run("KILL " + std::to_string(connection->number()));
    try {
      for (;;) connection->execute("INSERT INTO t (text) VALUES ('x')");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT(error.lost());
    }
  }

  void a_request_waits_for_a_free_session_but_not_for_ever() {
    auto options = db_->options();
    options.pool_size = 2;
    options.wait = std::chrono::milliseconds(50);
    Database small(options);
    auto first = std::make_unique<Database::Lease>(small.lease());
    const auto second = small.lease();
    CPPUNIT_ASSERT_THROW(small.lease(), NoSessionFree);

    options.wait = std::chrono::minutes(1);
    Database patient(options);
    first = std::make_unique<Database::Lease>(patient.lease());
    const auto other = patient.lease();
    const auto number = (*first)->number();
    std::thread returns([&] { first.reset(); });
    const auto waited = patient.lease();
    returns.join();
    CPPUNIT_ASSERT_EQUAL(number, waited->number());
  }

  void a_slow_statement_is_ended() {
    auto options = db_->options();
    options.statement_limit = std::chrono::milliseconds(100);
    Database hasty(options);
    const auto connection = hasty.lease();
    try {
      connection->select("SELECT SLEEP(30)").next();
      CPPUNIT_FAIL("slept to the end");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT_MESSAGE(error.what(), error.transient());
    }
  }

  void a_server_that_hangs_is_given_up() {
    // The server itself would let this sleep go on: only the limit on our side can end it.
    auto options = db_->options();
    options.statement_limit = std::chrono::milliseconds(1);
    Database hasty(options);
    const auto connection = hasty.lease();
    connection->run("SET SESSION max_statement_time = 0");
    try {
      connection->select("SELECT SLEEP(30)").next();
      CPPUNIT_FAIL("slept to the end");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT(error.lost());
    }
    CPPUNIT_ASSERT(connection->broken());
  }

  void nobody_at_the_socket_is_told_as_such() {
    DatabaseOptions options;
    options.socket = "/nonexistent/hearth.sock";
    Database nowhere(options);
    for (int i = 0; i < 20; ++i)  // and the places in the pool are not used up by it
      try {
        nowhere.lease();
        CPPUNIT_FAIL("connected to nobody");
      } catch (const NoSessionFree&) {
        CPPUNIT_FAIL("the pool leaks");
      } catch (const DatabaseError& error) {
        CPPUNIT_ASSERT(error.lost());
      }
  }

  void a_server_that_would_lose_messages_is_refused() {
    check_durability(db_->aside());
    struct Weak {
      explicit Weak(Connection& connection) : connection_(connection) {
        connection_.run("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
      }
      ~Weak() { connection_.run("SET GLOBAL innodb_flush_log_at_trx_commit = 1"); }
      Connection& connection_;
    } weak(db_->aside());
    try {
      check_durability(db_->aside());
      CPPUNIT_FAIL("accepted");
    } catch (const std::runtime_error& error) {
      CPPUNIT_ASSERT(std::string(error.what()).find("innodb_flush_log_at_trx_commit is 2") !=
                     std::string::npos);
    }
    check_durability(db_->aside(), true);
  }

  std::optional<TestDatabase> db_;

 public:
  void setUp() override {
    db_.emplace(TestDatabase::Schema::kEmpty);
    db_->aside().run(
        "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, text VARCHAR(20) NULL,"
        " bytes MEDIUMBLOB NULL, at DATETIME(3) NULL) DEFAULT CHARSET = utf8mb4");
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(DatabaseTest);

}  // namespace hearth::store
