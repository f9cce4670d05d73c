// Prepared: a statement at the server with the buffers of its values and columns. For .cpp files of store/
// only.
#pragma once

#include <mysql.h>

#include <string>
#include <vector>

#include "store/value.h"

namespace hearth::store {

struct Prepared {
  struct Column {
    enum class Kind : std::uint8_t { kNumber, kText, kTime } kind = Kind::kNumber;
    std::uint64_t number = 0;
    MYSQL_TIME time{};
    std::string text;          // a buffer of fixed size; longer values are fetched straight into their place
    unsigned long length = 0;  // of the whole value
    my_bool null = 0;
    my_bool truncated = 0;
  };

  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  ~Prepared();

  /// Once, after the first execution: makes a buffer for each column of the result.
  void learn_columns();
  void bind(const Value* values, std::size_t count);

  MYSQL_STMT* statement = nullptr;
  std::vector<MYSQL_BIND> parameters;
  std::vector<std::uint64_t> numbers;  // what parameters point to
  std::vector<MYSQL_TIME> times;
  std::vector<Column> columns;
  std::vector<MYSQL_BIND> results;
};

}  // namespace hearth::store
