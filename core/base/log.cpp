#include "base/log.h"

#include <unistd.h>

#include <atomic>

#include "base/clock.h"
#include "base/json_text.h"

namespace hearth::log {
namespace {

std::atomic<Level> threshold{Level::kInfo};

constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};

}  // namespace

void set_level(Level level) {
  threshold.store(level, std::memory_order_relaxed);
}

bool set_level(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (kNames[i] == name) {
      set_level(static_cast<Level>(i));
      return true;
    }
  return false;
}

void write(Level level, std::string_view message, std::initializer_list<Field> fields) noexcept try {
  if (level < threshold.load(std::memory_order_relaxed)) return;
  std::string line = R"({"@timestamp":")";
  append_rfc3339(line, now());
  line += R"(","log.level":")";
  line += kNames[static_cast<std::size_t>(level)];
  line += R"(","message":)";
  json::append_string(line, message);
  for (const Field& field : fields) {
    line += ',';
    json::append_string(line, field.key);
    line += ':';
    json::append_string(line, field.value);
  }
  line += R"(,"ecs.version":"8.11.0","service.name":"hearth"})"
          "\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
} catch (...) {
  // A line that cannot be built is dropped: logging must never take the work down with it.
}

}  // namespace hearth::log
