#include "store/row_batch.h"

#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include "store/many_values.h"
#include "test_database.h"

namespace hearth::store {

/// The two ways in which rows travel: as arrays (MariaDB) and as statements of many rows (MySQL).
class RowBatchTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(RowBatchTest);
  CPPUNIT_TEST(both_ways_store_the_same);
  CPPUNIT_TEST(a_statement_for_single_rows_runs_for_each);
  CPPUNIT_TEST(a_failed_batch_can_be_cleared_and_used_again);
  CPPUNIT_TEST(sizes_are_few_and_waste_little);
  CPPUNIT_TEST_SUITE_END();

  static constexpr const char* kColumns = "INSERT INTO t (id, n, text, at) VALUES ";

  void both_ways_store_the_same() {
    const Time at = parse_rfc3339("2026-03-22T12:00:00.007Z").value();
    const std::string with_nul("a\0b", 3);
    for (const bool arrays : {true, false}) {
      db_->aside().run("DELETE FROM t");
      RowBatch batch(kColumns, "(?, ?, ?, ?)", "", 4);
      // 23 = 16 + 4 + 2 + 1; and a column that begins, and one that ends, with NULL.
      for (std::uint64_t i = 0; i < 23; ++i) {
        batch.number(i + 1);
        i % 3 ? batch.number((std::uint64_t{1} << 53) - i) : batch.null();
        i % 5 == 4 ? batch.null() : batch.text(i % 2 ? std::string_view(with_nul) : std::string_view());
        i < 2 ? batch.null() : batch.time(at + std::chrono::milliseconds(i));
      }
      CPPUNIT_ASSERT_EQUAL(std::size_t{23}, batch.rows());
      batch.execute(db_->aside(), arrays);
      CPPUNIT_ASSERT_EQUAL(std::size_t{0}, batch.rows());
      Rows rows = db_->aside().select("SELECT id, n, text, at FROM t ORDER BY id");
      for (std::uint64_t i = 0; i < 23; ++i) {
        CPPUNIT_ASSERT(rows.next());
        std::uint64_t id = 0;
        std::optional<std::uint64_t> n;
        std::optional<std::string> text;
        std::optional<Time> time;
        rows.read(id, n, text, time);
        CPPUNIT_ASSERT_EQUAL(i + 1, id);
        CPPUNIT_ASSERT(n == (i % 3 ? std::optional((std::uint64_t{1} << 53) - i) : std::nullopt));
        CPPUNIT_ASSERT(text == (i % 5 == 4 ? std::nullopt : std::optional(i % 2 ? with_nul : std::string())));
        CPPUNIT_ASSERT(time == (i < 2 ? std::nullopt : std::optional(at + std::chrono::milliseconds(i))));
      }
      CPPUNIT_ASSERT(!rows.next());
    }
  }

  void a_statement_for_single_rows_runs_for_each() {
    for (std::uint64_t i = 1; i <= 5; ++i) db_->aside().execute("INSERT INTO t (id, n) VALUES (?, 0)", {i});
    for (const bool arrays : {true, false}) {
      RowBatch batch("UPDATE t SET n = n + ? WHERE id = ?", "", "", 2);
      for (std::uint64_t i = 1; i <= 5; ++i) batch.number(i * 10).number(i);
      batch.execute(db_->aside(), arrays);
    }
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{5}, db_->number("SELECT COUNT(*) FROM t WHERE n = id * 20"));
  }

  void a_failed_batch_can_be_cleared_and_used_again() {
    RowBatch batch(kColumns, "(?, ?, ?, ?)", "", 4);
    for (int i = 0; i < 3; ++i) batch.number(7).null().null().null();
    try {
      batch.execute(db_->aside());
      CPPUNIT_FAIL("stored twice");
    } catch (const DatabaseError& error) {
      CPPUNIT_ASSERT(error.duplicate());
    }
    batch.clear();
    batch.number(8).text("other types").text("").null();
    CPPUNIT_ASSERT_THROW(batch.execute(db_->aside()), DatabaseError);  // no number
    batch.clear();
    batch.number(9).number(1).null().null();
    batch.execute(db_->aside());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, db_->number("SELECT COUNT(*) FROM t WHERE id = 9"));
  }

  void sizes_are_few_and_waste_little() {
    std::size_t before = 0, sizes = 0;
    for (std::size_t n = 1; n <= 512; ++n) {
      const std::size_t size = size_class(n);
      CPPUNIT_ASSERT(size >= n && size <= n + n / 2);
      sizes += size != before ? 1 : 0;
      before = size;
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{18}, sizes);
  }

  std::optional<TestDatabase> db_;

 public:
  void setUp() override {
    db_.emplace(TestDatabase::Schema::kEmpty);
    db_->aside().run(
        "CREATE TABLE t (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, n BIGINT UNSIGNED NULL,"
        " text VARCHAR(100) NULL, at DATETIME(3) NULL) DEFAULT CHARSET = utf8mb4");
  }
  void tearDown() override { db_.reset(); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(RowBatchTest);

}  // namespace hearth::store
