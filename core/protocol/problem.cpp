#include "protocol/problem.h"

#include <algorithm>

#include "base/json_text.h"

namespace hearth::protocol {
namespace {

/// "wrong_credentials" -> "Wrong credentials".
std::string title_of(std::string_view code) {
  std::string title(code);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty()) title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

void append_text(std::string& out, std::string_view name, std::string_view text) {
  out.append(",\"").append(name).append("\":");
  json::append_string(out, text);
}

void append_fault(std::string& out, std::string_view field, std::string_view message) {
  out += R"({"field":)";
  json::append_string(out, field);
  append_text(out, "detail", message);
  out += '}';
}

}  // namespace

std::string problem_text(const ErrorRow& row, const chat::Refusal& refusal, std::string_view request_id) {
  std::string out = R"({"type":)";
  json::append_string(out, "urn:hearth:problem:" + std::string(row.name));
  append_text(out, "title", title_of(row.name));
  out += R"(,"status":)";
  json::append_number(out, static_cast<std::uint64_t>(row.http));
  append_text(out, "code", row.name);
  append_text(out, "detail", refusal.message);
  if (!refusal.field.empty()) {
    append_text(out, "field", refusal.field);
    out += R"(,"errors":[)";
    append_fault(out, refusal.field, refusal.message);
    for (const chat::FieldFault& other : refusal.others) {
      out += ',';
      append_fault(out, other.field, other.message);
    }
    out += ']';
  }
  if (refusal.retry_after_ms != 0) {
    out += R"(,"retry_after_ms":)";
    json::append_number(out, refusal.retry_after_ms);
  }
  append_text(out, "request_id", request_id);
  return out + '}';
}

}  // namespace hearth::protocol
