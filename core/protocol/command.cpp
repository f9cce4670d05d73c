#include "protocol/command.h"

#include <unordered_map>

#include "base/json_text.h"

namespace hearth::protocol {

const Command* find_command(std::string_view name) {
  static const auto by_name = [] {
    std::unordered_map<std::string_view, const Command*> table;
    for (const Command& command : commands()) table.emplace(command.name, &command);
    return table;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second;
}

void append_refusal(std::string& out, const chat::Refusal& refusal) {
  out += R"({"code":")";
  out += error_row(refusal.code).name;
  out += R"(","message":)";
  json::append_string(out, refusal.message);
  if (!refusal.field.empty()) {
    out += R"(,"field":)";
    json::append_string(out, refusal.field);
  }
  if (refusal.retry_after_ms != 0) {
    out += R"(,"retry_after_ms":)";
    json::append_number(out, refusal.retry_after_ms);
  }
  out += '}';
}

}  // namespace hearth::protocol
