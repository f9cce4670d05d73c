// Value: one thing to bind to a `?` of a statement. A view: texts must outlive the call they are bound for.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/clock.h"
#include "base/ids.h"

namespace hearth::store {

class Value {
 public:
  enum class Kind : std::uint8_t { kNull, kNumber, kText, kTime };

  Value(std::nullopt_t) {}
  template <std::integral T>
  Value(T number) : kind_(Kind::kNumber), number_(static_cast<std::uint64_t>(number)) {}
  template <class E>
  requires std::is_enum_v<E> Value(E value)
      : kind_(Kind::kNumber), number_(static_cast<std::uint64_t>(value)) {}
  template <class Tag>
  Value(Id<Tag> id) : kind_(Kind::kNumber), number_(id.value) {}
  /// Text and bytes alike. Never a null pointer, which the client library would take for NULL.
  Value(std::string_view text) : kind_(Kind::kText), text_(text.data() != nullptr ? text : "") {}
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(Time at) : kind_(Kind::kTime), time_(at) {}
  template <class T>
  Value(const std::optional<T>& value) : Value(value ? Value(*value) : Value(std::nullopt)) {}

  Kind kind() const { return kind_; }
  std::uint64_t number() const { return number_; }
  std::string_view text() const { return text_; }
  Time time() const { return time_; }

 private:
  Kind kind_ = Kind::kNull;
  std::uint64_t number_ = 0;
  std::string_view text_;
  Time time_;
};

}  // namespace hearth::store
