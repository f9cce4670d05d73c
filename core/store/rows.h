// Rows: the rows of one SELECT, one after the other as they come over the wire. Owned by whoever asked, on
// their thread. As long as it lives its connection can do nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "base/clock.h"
#include "base/ids.h"

namespace hearth::store {

class Connection;
struct Prepared;

class Rows {
 public:
  Rows(Connection& connection, Prepared& prepared) : connection_(&connection), prepared_(&prepared) {}
  Rows(Rows&& other) noexcept : connection_(other.connection_), prepared_(other.prepared_) {
    other.prepared_ = nullptr;
  }
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  /// Goes to the next (at first to the first) row; false after the last. Throws DatabaseError.
  bool next();

  /// Takes the columns of the row in the order of the select list: integers, enums, ids, bool, Time,
  /// std::string, and optionals of those where the column may be NULL. NULL where no optional stands, a
  /// column of another type and a wrong number of columns throw std::logic_error: they are faults of the
  /// query's author.
  template <class... T>
  void read(T&... into) {
    expect(sizeof...(into));
    column_ = 0;
    (take(into), ...);
  }

 private:
  void expect(std::size_t columns) const;
  bool take_null();
  std::uint64_t take_number();
  Time take_time();
  void take_text(std::string& into);

  template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>) void take(T& into) {
    into = static_cast<T>(take_number());
  }
  template <class Tag>
  void take(Id<Tag>& into) {
    into = Id<Tag>(take_number());
  }
  void take(Time& into) { into = take_time(); }
  void take(std::string& into) { take_text(into); }
  template <class T>
  void take(std::optional<T>& into) {
    if (take_null())
      into.reset();
    else
      take(into.emplace());
  }

  Connection* connection_;
  Prepared* prepared_;
  std::size_t column_ = 0;
};

}  // namespace hearth::store
