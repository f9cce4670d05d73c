#include "store/row_batch.h"

#include <mysql.h>

#include <stdexcept>

#include "store/many_values.h"
#include "store/mysql_time.h"

namespace hearth::store {

struct RowBatch::Column {
  Value::Kind kind = Value::Kind::kNull;  // until the first value that is not NULL
  bool has_null = false;
  bool binary = false;  // bytes, no text: the server looks for no characters in it
  std::vector<char> indicators;
  std::vector<std::uint64_t> numbers;
  std::vector<char*> texts;
  std::vector<unsigned long> lengths;
  std::vector<Time> times;
  std::vector<MYSQL_TIME> native_times;
  std::vector<MYSQL_TIME*> time_pointers;

  void clear() {
    kind = Value::Kind::kNull;
    has_null = false;
    indicators.clear();
    numbers.clear();
    texts.clear();
    lengths.clear();
    times.clear();
    native_times.clear();
  }

  /// Every row has an entry in every array of its kind, NULL or not; NULLs before the first value are made up
  /// here.
  void become(Value::Kind wanted) {
    if (kind == wanted) return;
    if (kind != Value::Kind::kNull) throw std::logic_error("a column of a batch has two types");
    kind = wanted;
    const std::size_t before = indicators.size();
    numbers.resize(before);
    texts.resize(before, nullptr);
    lengths.resize(before);
    times.resize(before);
    native_times.resize(before);
  }

  Value value(std::size_t row) const {
    if (indicators[row] != STMT_INDICATOR_NONE) return std::nullopt;
    switch (kind) {
      case Value::Kind::kNumber:
        return numbers[row];
      case Value::Kind::kText:
        return std::string_view(texts[row], lengths[row]);
      case Value::Kind::kTime:
        return times[row];
      case Value::Kind::kNull:
        break;
    }
    return std::nullopt;
  }
};

struct RowBatch::Statement {
  explicit Statement(MYSQL_STMT* opened) : native(opened) {}
  ~Statement() { mysql_stmt_close(native); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  MYSQL_STMT* native;
};

RowBatch::RowBatch(std::string before, std::string row, std::string after, std::size_t columns)
    : before_(std::move(before)), row_(std::move(row)), after_(std::move(after)), columns_(columns) {}

RowBatch::~RowBatch() = default;

RowBatch::Column& RowBatch::next_column() {
  Column& column = columns_[at_];
  at_ = at_ + 1 == columns_.size() ? 0 : at_ + 1;
  return column;
}

RowBatch& RowBatch::number(std::uint64_t value) {
  Column& column = next_column();
  column.become(Value::Kind::kNumber);
  column.indicators.push_back(STMT_INDICATOR_NONE);
  column.numbers.push_back(value);
  return *this;
}

RowBatch& RowBatch::text(std::string_view value) {
  Column& column = next_column();
  column.become(Value::Kind::kText);
  column.indicators.push_back(STMT_INDICATOR_NONE);
  // To the client library a null pointer is NULL, whatever its length; an empty view may have one.
  column.texts.push_back(const_cast<char*>(value.data() != nullptr ? value.data() : ""));
  column.lengths.push_back(static_cast<unsigned long>(value.size()));
  return *this;
}

RowBatch& RowBatch::bytes(std::string_view value) {
  columns_[at_].binary = true;
  return text(value);
}

RowBatch& RowBatch::time(Time value) {
  Column& column = next_column();
  column.become(Value::Kind::kTime);
  column.indicators.push_back(STMT_INDICATOR_NONE);
  // Rows of one batch mostly have the same time.
  column.native_times.push_back(!column.times.empty() && column.times.back() == value
                                    ? column.native_times.back()
                                    : to_mysql_time(value));
  column.times.push_back(value);
  return *this;
}

RowBatch& RowBatch::null() {
  Column& column = next_column();
  column.has_null = true;
  column.indicators.push_back(STMT_INDICATOR_NULL);
  if (column.kind == Value::Kind::kNumber) column.numbers.push_back(0);
  if (column.kind == Value::Kind::kText) {
    column.texts.push_back(nullptr);
    column.lengths.push_back(0);
  }
  if (column.kind == Value::Kind::kTime) {
    column.times.emplace_back();
    column.native_times.emplace_back();
  }
  return *this;
}

std::size_t RowBatch::rows() const {
  return columns_.front().indicators.size();
}

void RowBatch::clear() {
  for (Column& column : columns_) column.clear();
  at_ = 0;
}

void RowBatch::forget() {
  statement_.reset();
}

void RowBatch::execute(Connection& connection, bool arrays) {
  if (rows() == 0) return;
  if (at_ != 0) throw std::logic_error("a batch ends in the middle of a row");
  if (arrays && connection.flavour() == Flavour::kMariaDb)
    execute_arrays(connection);
  else
    execute_multi_row(connection);
  clear();
}

void RowBatch::execute_arrays(Connection& connection) {
  if (!statement_) {
    statement_ = std::make_unique<Statement>(mysql_stmt_init(connection.native()));
    const std::string sql = before_ + row_ + after_;
    if (mysql_stmt_prepare(statement_->native, sql.data(), sql.size()) != 0)
      connection.fail(mysql_stmt_errno(statement_->native), mysql_stmt_error(statement_->native), sql);
  }
  std::vector<MYSQL_BIND> binds(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    MYSQL_BIND& bind = binds[i];
    switch (column.kind) {
      case Value::Kind::kNull:
        column.become(Value::Kind::kNumber);
        [[fallthrough]];
      case Value::Kind::kNumber:
        bind.buffer_type = MYSQL_TYPE_LONGLONG;
        bind.is_unsigned = 1;
        bind.buffer = column.numbers.data();
        break;
      case Value::Kind::kText:
        bind.buffer_type = column.binary ? MYSQL_TYPE_BLOB : MYSQL_TYPE_STRING;
        bind.buffer = column.texts.data();
        bind.length = column.lengths.data();
        break;
      case Value::Kind::kTime:
        column.time_pointers.clear();
        for (MYSQL_TIME& time : column.native_times) column.time_pointers.push_back(&time);
        bind.buffer_type = MYSQL_TYPE_DATETIME;
        bind.buffer = column.time_pointers.data();
        break;
    }
    if (column.has_null) bind.u.indicator = column.indicators.data();
  }
  MYSQL_STMT* native = statement_->native;
  auto size = static_cast<unsigned>(rows());
  mysql_stmt_attr_set(native, STMT_ATTR_ARRAY_SIZE, &size);
  if (mysql_stmt_bind_param(native, binds.data()) != 0 || mysql_stmt_execute(native) != 0)
    connection.fail(mysql_stmt_errno(native), mysql_stmt_error(native), before_);
}

void RowBatch::execute_multi_row(Connection& connection) {
  std::vector<Value> values;
  const std::size_t all = rows();
  for (std::size_t done = 0; done < all;) {
    std::size_t n = 1;
    if (!row_.empty())
      while (n * 2 <= all - done) n *= 2;
    values.clear();
    for (std::size_t row = done; row < done + n; ++row)
      for (const Column& column : columns_) values.push_back(column.value(row));
    connection.execute(before_ + repeated(row_, ", ", n) + after_, values.data(), values.size());
    done += n;
  }
}

}  // namespace hearth::store
