// Result<T, E>: a value, or the reason why there is none. For what a *user* can cause; what a broken
// machine causes is an exception. (std::expected comes with C++23 only.)
#pragma once

#include <utility>
#include <variant>

namespace hearth {

/// Wraps the reason so that Result<T, E> can be built from it even where T and E are the same type.
template <class E>
struct Failure {
  E reason;
};
template <class E>
Failure(E) -> Failure<E>;

struct Nothing {};

template <class T, class E>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure<E> failure) : held_(std::in_place_index<1>, std::move(failure.reason)) {}

  explicit operator bool() const { return held_.index() == 0; }
  /// Only when the result holds a value (throws std::bad_variant_access otherwise).
  T& value() { return std::get<0>(held_); }
  const T& value() const { return std::get<0>(held_); }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  /// Only when the result holds no value.
  E& reason() { return std::get<1>(held_); }
  const E& reason() const { return std::get<1>(held_); }

 private:
  std::variant<T, E> held_;
};

}  // namespace hearth
