#include "api/exchange.h"
#include "base/json_text.h"
#include "protocol/command.h"

namespace hearth::api {
namespace {

/// "wrong_credentials" -> "Wrong credentials".
std::string title_of(std::string_view code) {
  std::string title(code);
  for (char& c : title)
    if (c == '_') c = ' ';
  if (!title.empty()) title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

}  // namespace

Response problem(const chat::Refusal& refusal, const Request& request) {
  const auto row = protocol::error_row(refusal.code);
  Response response;
  response.status = row.http;
  response.content_type = "application/problem+json";
  std::string& out = response.body;
  out = R"({"type":"about:blank","title":)";
  json::append_string(out, title_of(row.name));
  out += R"(,"status":)";
  json::append_number(out, static_cast<std::uint64_t>(row.http));
  out += R"(,"code":)";
  json::append_string(out, row.name);
  out += R"(,"detail":)";
  json::append_string(out, refusal.message);
  if (!refusal.field.empty()) {
    out += R"(,"field":)";
    json::append_string(out, refusal.field);
  }
  if (refusal.retry_after_ms != 0) {
    out += R"(,"retry_after_ms":)";
    json::append_number(out, refusal.retry_after_ms);
    response.headers.emplace_back("Retry-After", std::to_string((refusal.retry_after_ms + 999) / 1000));
  }
  out += R"(,"request_id":)";
  json::append_string(out, request.id);
  out += '}';
  if (row.http == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"hearth\"");
  return response;
}

}  // namespace hearth::api
