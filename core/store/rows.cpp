#include "store/rows.h"

#include <mysql.h>

#include <stdexcept>

#include "store/connection.h"
#include "store/mysql_time.h"
#include "store/prepared.h"

namespace hearth::store {

Rows::~Rows() {
  // Also takes what was not read off the wire.
  if (prepared_ != nullptr && mysql_stmt_free_result(prepared_->statement) != 0) connection_->mark_broken();
}

bool Rows::next() {
  const int got = mysql_stmt_fetch(prepared_->statement);
  if (got == MYSQL_NO_DATA) return false;
  // Truncation is told for texts that are longer than their buffer: take_text fetches those whole.
  if (got != 0 && got != MYSQL_DATA_TRUNCATED)
    connection_->fail(mysql_stmt_errno(prepared_->statement), mysql_stmt_error(prepared_->statement),
                      "fetch");
  return true;
}

void Rows::expect(std::size_t columns) const {
  if (columns != prepared_->columns.size())
    throw std::logic_error("a row has another number of columns than is read");
}

bool Rows::take_null() {
  if (!prepared_->columns[column_].null) return false;
  ++column_;
  return true;
}

std::uint64_t Rows::take_number() {
  const auto& column = prepared_->columns[column_++];
  if (column.kind != Prepared::Column::Kind::kNumber || column.null)
    throw std::logic_error("column is not a number");
  return column.number;
}

Time Rows::take_time() {
  const auto& column = prepared_->columns[column_++];
  if (column.kind != Prepared::Column::Kind::kTime || column.null)
    throw std::logic_error("column is not a time");
  return from_mysql_time(column.time);
}

void Rows::take_text(std::string& into) {
  const auto& column = prepared_->columns[column_];
  if (column.kind != Prepared::Column::Kind::kText || column.null)
    throw std::logic_error("column is not a text");
  if (column.length <= column.text.size()) {
    into.assign(column.text, 0, column.length);
  } else {
    into.resize(column.length);
    MYSQL_BIND whole{};
    unsigned long length = 0;
    whole.buffer_type = MYSQL_TYPE_STRING;
    whole.buffer = into.data();
    whole.buffer_length = static_cast<unsigned long>(into.size());
    whole.length = &length;
    if (mysql_stmt_fetch_column(prepared_->statement, &whole, static_cast<unsigned>(column_), 0) != 0)
      connection_->fail(mysql_stmt_errno(prepared_->statement), mysql_stmt_error(prepared_->statement),
                        "fetch");
  }
  ++column_;
}

}  // namespace hearth::store
