// RowBatch: many rows for one statement, gathered column by column and sent in one go. MariaDB takes them as
// one array-bound execution (a tenth less database time than a multi-row INSERT, and half of ours, measured);
// MySQL, which has no such thing, as multi-row statements in sizes that are powers of two.
//
// Owned by one thread and bound to one connection until `forget`. Texts are views until `execute` returns.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/connection.h"

namespace hearth::store {

class RowBatch {
 public:
  /// The statement is `before` + `row` + `after`, where `row` ("(?, ?)") may be repeated with commas. With
  /// `row` empty the statement stands for one row and is executed for each.
  RowBatch(std::string before, std::string row, std::string after, std::size_t columns);
  ~RowBatch();
  RowBatch(const RowBatch&) = delete;
  RowBatch& operator=(const RowBatch&) = delete;

  /// Adds the next column of the current row, in the order of the places. A column always has the same type.
  RowBatch& number(std::uint64_t value);
  RowBatch& text(std::string_view value);
  RowBatch& bytes(std::string_view value);
  RowBatch& time(Time value);
  RowBatch& null();

  std::size_t rows() const;
  void clear();

  /// Sends all rows, if any, and clears. Throws DatabaseError. `arrays` false does it the way MySQL needs.
  void execute(Connection& connection, bool arrays = true);

  /// Before the connection goes: its prepared statement goes with it.
  void forget();

 private:
  struct Column;

  void execute_arrays(Connection& connection);
  void execute_multi_row(Connection& connection);
  Column& next_column();

  const std::string before_, row_, after_;
  std::vector<Column> columns_;
  std::size_t at_ = 0;  // the next column
  struct Statement;
  std::unique_ptr<Statement> statement_;
};

}  // namespace hearth::store
