#include "api/repeated.h"

#include <algorithm>

#include "auth/digest.h"

namespace hearth::api {
namespace {

constexpr std::size_t kLongestKey = 255;

/// What makes two requests the same.
std::string text_of(const Request& request) {
  std::string text = request.method + '\n' + request.path + '\n';
  for (const auto& [name, value] : request.query) text += name + '=' + value + '\n';
  return text + '\n' + request.body;
}

const std::string* header_of(const Response& response, std::string_view name) {
  for (const auto& [one, value] : response.headers)
    if (one == name) return &value;
  return nullptr;
}

/// Whether another try could end otherwise.
bool is_final(int status) {
  return status < 500 && status != 429;
}

}  // namespace

std::string idempotency_key_of(std::string_view field) {
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"') {
    field.remove_prefix(1);
    field.remove_suffix(1);
  }
  const bool good =
      std::ranges::all_of(field, [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
  return good && field.size() <= kLongestKey ? std::string(field) : std::string();
}

Response answer_once(chat::Replays& replays, const Request& request,
                     const std::function<Response(const Request&)>& handler) {
  const std::string key = idempotency_key_of(request.idempotency_key);
  if (key.empty())
    return problem(
        {chat::RefusalCode::kBadRequest, "An Idempotency-Key has 1 to 255 characters of ASCII.", {}, 0},
        request);
  const auto key_hash = auth::hash_for("idempotency key", key);
  const auto request_hash = auth::hash_for("idempotent request", text_of(request));
  const auto person = request.identity->person;
  using State = chat::Replays::State;
  auto found = replays.begin(person, auth::bytes_of(key_hash), auth::bytes_of(request_hash), now());
  if (found.state == State::kOther)
    return http_problem("key_reused", "This Idempotency-Key was sent with another request.", request);
  if (found.state == State::kInFlight) {
    Response response = http_problem("in_flight", "This very request is being carried out.", request);
    response.headers.emplace_back("Retry-After", "1");
    return response;
  }
  Response response;
  if (found.state == State::kAnswered) {
    response.status = found.answer.status;
    response.content_type = std::move(found.answer.content_type);
    response.body = std::move(found.answer.body);
    if (!found.answer.etag.empty()) response.headers.emplace_back("ETag", found.answer.etag);
    response.headers.emplace_back("Idempotency-Replayed", "true");
    return response;
  }
  try {
    response = handler(request);
  } catch (...) {
    replays.drop(person, auth::bytes_of(key_hash));
    throw;
  }
  if (!is_final(response.status)) {
    replays.drop(person, auth::bytes_of(key_hash));
    return response;
  }
  const std::string* etag = header_of(response, "ETag");
  replays.keep(person, auth::bytes_of(key_hash),
               {response.status, response.content_type, etag == nullptr ? "" : *etag, response.body});
  return response;
}

}  // namespace hearth::api
