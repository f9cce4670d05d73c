#include "store/prepared.h"

#include "store/mysql_time.h"

namespace hearth::store {
namespace {

/// Most texts of a row fit; a longer one costs one more look at the row, not a bigger buffer for ever.
constexpr std::size_t kTextBuffer = 1024;

Prepared::Column::Kind kind_of(enum_field_types type) {
  using Kind = Prepared::Column::Kind;
  switch (type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
      return Kind::kNumber;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
      return Kind::kTime;
    default:
      return Kind::kText;
  }
}

}  // namespace

Prepared::~Prepared() {
  if (statement != nullptr) mysql_stmt_close(statement);
}

void Prepared::learn_columns() {
  MYSQL_RES* meta = mysql_stmt_result_metadata(statement);
  if (meta == nullptr) return;
  const unsigned n = mysql_num_fields(meta);
  columns.resize(n);
  results.assign(n, MYSQL_BIND{});
  for (unsigned i = 0; i < n; ++i) {
    Column& column = columns[i];
    MYSQL_BIND& bound = results[i];
    column.kind = kind_of(mysql_fetch_field_direct(meta, i)->type);
    switch (column.kind) {
      case Column::Kind::kNumber:
        bound.buffer_type = MYSQL_TYPE_LONGLONG;
        bound.is_unsigned = 1;
        bound.buffer = &column.number;
        break;
      case Column::Kind::kTime:
        bound.buffer_type = MYSQL_TYPE_DATETIME;
        bound.buffer = &column.time;
        break;
      case Column::Kind::kText:
        column.text.resize(kTextBuffer);
        bound.buffer_type = MYSQL_TYPE_STRING;
        bound.buffer = column.text.data();
        bound.buffer_length = kTextBuffer;
        break;
    }
    bound.length = &column.length;
    bound.is_null = &column.null;
    bound.error = &column.truncated;
  }
  mysql_free_result(meta);
}

void Prepared::bind(const Value* values, std::size_t count) {
  parameters.assign(count, MYSQL_BIND{});
  numbers.resize(count);
  times.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    MYSQL_BIND& bound = parameters[i];
    switch (values[i].kind()) {
      case Value::Kind::kNull:
        bound.buffer_type = MYSQL_TYPE_NULL;
        break;
      case Value::Kind::kNumber:
        numbers[i] = values[i].number();
        bound.buffer_type = MYSQL_TYPE_LONGLONG;
        bound.is_unsigned = 1;
        bound.buffer = &numbers[i];
        break;
      case Value::Kind::kText:
        bound.buffer_type = MYSQL_TYPE_STRING;
        bound.buffer = const_cast<char*>(values[i].text().data());
        bound.buffer_length = static_cast<unsigned long>(values[i].text().size());
        break;
      case Value::Kind::kTime:
        times[i] = to_mysql_time(values[i].time());
        bound.buffer_type = MYSQL_TYPE_DATETIME;
        bound.buffer = &times[i];
        break;
    }
  }
}

}  // namespace hearth::store
