// The log: one JSON line (Elastic Common Schema) per happening, to standard error, where journald or a shell
// picks it up. Payloads and secrets never go in: say who and what by id.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace hearth::log {

enum class Level { kDebug, kInfo, kWarning, kError };

/// A named detail of a line. Keys are dotted ECS names ("client.ip") or "hearth.<name>".
struct Field {
  std::string_view key;
  std::string value;

  Field(std::string_view k, std::string v) : key(k), value(std::move(v)) {}
  Field(std::string_view k, const char* v) : key(k), value(v) {}
  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  template <class Number>
  requires std::is_arithmetic_v<Number> Field(std::string_view k, Number v)
      : key(k), value(std::to_string(v)) {}
};

/// Lines below this level are dropped. Any thread.
void set_level(Level level);
/// "debug", "info", "warning", "error"; false for any other word.
bool set_level(std::string_view name);

/// Writes one line with one write(2), so that lines of several threads never mix. Never throws. Any thread.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {}) noexcept;

inline void debug(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::kDebug, m, f);
}
inline void info(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::kInfo, m, f);
}
inline void warning(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::kWarning, m, f);
}
inline void error(std::string_view m, std::initializer_list<Field> f = {}) {
  write(Level::kError, m, f);
}

}  // namespace hearth::log
