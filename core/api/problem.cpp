#include <algorithm>
#include <array>
#include <stdexcept>

#include "api/exchange.h"
#include "protocol/problem.h"

namespace hearth::api {
namespace {

using chat::RefusalCode;

constexpr const char* kUnread = "This request cannot be served as it came.";

Response as_response(const protocol::ErrorRow& row, const chat::Refusal& refusal, const Request& request) {
  Response response;
  response.status = row.http;
  response.content_type = protocol::kProblemType;
  response.body = protocol::problem_text(row, refusal, request.id);
  if (refusal.retry_after_ms != 0)
    response.headers.emplace_back(
        "Retry-After", std::to_string((static_cast<std::uint64_t>(refusal.retry_after_ms) + 999) / 1000));
  if (row.http == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"hearth\"");
  return response;
}

}  // namespace

Response problem(const chat::Refusal& refusal, const Request& request) {
  return as_response(protocol::error_row(refusal.code), refusal, request);
}

Response http_problem(std::string_view code, std::string detail, const Request& request) {
  const auto rows = protocol::http_errors();
  const auto row = std::ranges::find(rows, code, &protocol::ErrorRow::name);
  if (row == rows.end()) throw std::logic_error("there is no HTTP error " + std::string(code));
  return as_response(*row, {RefusalCode::kBadRequest, std::move(detail), {}, 0}, request);
}

Response problem_of_status(int status, const Request& request) {
  constexpr std::array kBeforeAnyRoute{RefusalCode::kBadRequest, RefusalCode::kForbidden,
                                       RefusalCode::kNotFound,   RefusalCode::kTooLarge,
                                       RefusalCode::kInternal,   RefusalCode::kUnavailable};
  for (const RefusalCode code : kBeforeAnyRoute)
    if (protocol::error_row(code).http == status) return problem({code, kUnread, {}, 0}, request);
  const auto rows = protocol::http_errors();
  const auto row = std::ranges::find(rows, status, &protocol::ErrorRow::http);
  if (row == rows.end()) return problem({RefusalCode::kInternal, kUnread, {}, 0}, request);
  return as_response(*row, {RefusalCode::kBadRequest, kUnread, {}, 0}, request);
}

}  // namespace hearth::api
