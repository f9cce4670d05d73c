// Arguments: what came with a command, from a JSON object or from a URL, and the strict reading of it.
//
// An Arguments holds views into the text it was parsed from and into a parser of its thread: read it on the
// thread that parsed it, before that thread parses the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chat/refusal.h"
#include "chat/values.h"
#include "protocol/enums.gen.h"

namespace hearth::protocol {

/// A bound of an argument; both ends are allowed. Text is counted in code points.
struct TextLimits {
  std::size_t min, max;
  bool lines;  // line feeds allowed; then surrounding white space is kept, else it is trimmed
};
struct ListLimits {
  std::size_t min, max;
};
struct NumberLimits {
  std::uint64_t min, max;
};

class Arguments {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kText, kUrl, kList, kOther };
  struct Value {
    Kind kind = Kind::kNull;
    bool truth = false;
    std::uint64_t number = 0;    // kNumber; of kList: the number of items
    std::string_view text;       // kText; kUrl: percent-decoded
    std::size_t first_item = 0;  // of kList, in items()
  };
  struct Field {
    std::string_view name;
    Value value;
  };

  /// Parses one JSON object (RFC 8259, UTF-8, at most 64 levels deep). Refuses anything else, and a name that
  /// stands twice.
  static chat::Outcome<Arguments> from_json(std::string_view text);

  /// Adds an argument from a URL. It may be any type; lists come as "1,2,3". Refuses a name that is there
  /// already.
  [[nodiscard]] bool add_from_url(std::string name, std::string value);

  const Value* find(std::string_view name) const;
  const std::vector<Field>& fields() const { return fields_; }
  const std::vector<Value>& items() const { return items_; }
  /// Takes a field away, so that what is left is arguments only ("id" and "do" of a frame).
  std::optional<Value> take(std::string_view name);

 private:
  std::vector<Field> fields_;
  std::vector<Value> items_;
  std::vector<std::pair<std::string, std::string>> owned_;  // texts of a URL
};

/// Reads arguments one by one into typed places. Of each argument the first thing wrong is kept; the first of
/// all is the refusal, which names the others besides.
class Reader {
 public:
  explicit Reader(const Arguments& arguments) : arguments_(arguments) {}

  template <class T, class... Limits>
  void required(std::string_view name, T& out, Limits... limits) {
    const auto* value = find(name);
    if (value == nullptr) return fail(name, "is missing");
    read(name, *value, out, limits...);
  }
  /// Absent and null both mean: not said.
  template <class T, class... Limits>
  void optional(std::string_view name, std::optional<T>& out, Limits... limits) {
    const auto* value = find(name);
    if (value == nullptr) return;
    T one{};
    read(name, *value, one, limits...);
    out = std::move(one);
  }

  /// True when all went well; also looks for arguments that nobody asked for.
  bool complete();
  /// Only after complete() said false.
  Failure<chat::Refusal> refusal() const { return Failure<chat::Refusal>{*refusal_}; }

 private:
  using Value = Arguments::Value;

  const Value* find(std::string_view name);
  void fail(std::string_view name, std::string what);
  bool number(std::string_view name, const Value& value, std::uint64_t& out, NumberLimits limits);

  void read(std::string_view name, const Value& value, std::uint64_t& out,
            NumberLimits limits = {0, kMaxIdValue});
  void read(std::string_view name, const Value& value, std::uint32_t& out,
            NumberLimits limits = {0, UINT32_MAX});
  void read(std::string_view name, const Value& value, bool& out);
  void read(std::string_view name, const Value& value, Time& out);
  void read(std::string_view name, const Value& value, std::string& out, TextLimits limits);
  template <class Tag>
  void read(std::string_view name, const Value& value, Id<Tag>& out) {
    number(name, value, out.value, {1, kMaxIdValue});
  }
  template <class Tag>
  void read(std::string_view name, const Value& value, std::vector<Id<Tag>>& out, ListLimits limits) {
    std::vector<std::uint64_t> numbers;
    read_ids(name, value, numbers, limits);
    out.reserve(numbers.size());
    for (const auto n : numbers) out.emplace_back(n);
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(std::string_view name, const Value& value, Enum& out) {
    const bool is_text = value.kind == Arguments::Kind::kText || value.kind == Arguments::Kind::kUrl;
    if (!is_text || !from_name(value.text, out))
      fail(name, "must be one of: " + std::string(allowed_names(&out)));
  }
  void read_ids(std::string_view name, const Value& value, std::vector<std::uint64_t>& out,
                ListLimits limits);

  const Arguments& arguments_;
  std::size_t used_ = 0;
  std::vector<std::string_view> asked_;
  std::optional<chat::Refusal> refusal_;
};

}  // namespace hearth::protocol
