#include "api/command_routes.h"

#include <charconv>
#include <memory>

#include "api/awaited.h"
#include "api/repeated.h"
#include "protocol/arguments.h"

namespace hearth::api {
namespace {

using chat::RefusalCode;

/// `"57"` -> 57: the number of an ETag of ours.
std::optional<std::string_view> rev_of_etag(std::string_view tag) {
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return {};
  tag = tag.substr(1, tag.size() - 2);
  std::uint64_t rev = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), rev);
  if (error != std::errc{} || end != tag.data() + tag.size()) return {};
  return tag;
}

/// RFC 9110, section 13.1.2: a list of tags, compared weakly, or `*`.
bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == "*" || one == tag) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

bool takes_body(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH";
}

/// What the header fields say that are arguments of the command too: Idempotency-Key and If-Match. None, or
/// the problem.
std::optional<Response> add_from_fields(const protocol::Command& command, const Request& request,
                                        protocol::Arguments& arguments) {
  if (command.has_key && !request.idempotency_key.empty()) {
    std::string key = idempotency_key_of(request.idempotency_key);
    const auto* said = arguments.find("key");
    if (said == nullptr ? !arguments.add_from_url("key", key) : said->text != key)
      return problem(chat::refuse_field("key", "\"key\" and Idempotency-Key are not the same.").reason,
                     request);
  }
  if (!command.if_match.empty() && !request.if_match.empty() && request.if_match != "*") {
    const auto rev = rev_of_etag(request.if_match);
    if (!rev)
      return http_problem("precondition_failed", "If-Match names no ETag that this ever had.", request);
    if (!arguments.add_from_url(std::string(command.if_match), std::string(*rev)))
      return problem(
          chat::refuse_field(std::string(command.if_match), "Give the argument or If-Match, not both.")
              .reason,
          request);
  }
  return {};
}

/// The answer of a command that has an entity tag: the number of the change that made it so.
Response tagged(Response response, const Request& request) {
  const auto answer = protocol::Arguments::from_json(response.body);
  const auto* rev = answer ? answer->find("rev") : nullptr;
  if (rev == nullptr) return response;
  const std::string etag = "\"" + std::to_string(rev->number) + "\"";
  response.headers.emplace_back("ETag", etag);
  if (request.method != "GET" && request.method != "HEAD") return response;
  // It may be kept, but not shown without asking: who may see it can change.
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  if (names_tag(request.if_none_match, etag)) {
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
  }
  return response;
}

Response run(const protocol::Command& command, chat::House& house, const Request& request) {
  const bool has_body = takes_body(command.method);
  auto arguments = protocol::Arguments::from_json(has_body && !request.body.empty() ? request.body : "{}");
  if (!arguments) return problem(arguments.reason(), request);
  for (const auto& [name, value] : request.parameters)
    if (!arguments->add_from_url(name, value))
      return problem(chat::refuse_field(name, "\"" + name + "\" stands in the path already.").reason,
                     request);
  for (const auto& [name, value] : request.query)
    if (!arguments->add_from_url(name, value))
      return problem(chat::refuse_field(name, "\"" + name + "\" is said twice.").reason, request);
  if (auto wrong = add_from_fields(command, request, *arguments)) return std::move(*wrong);

  const auto awaited = std::make_shared<Awaited<std::string>>();
  const protocol::Binding binding{
      house,
      {request.identity->person, request.identity->session, 0},
      [awaited](chat::Outcome<std::string> outcome) { awaited->set(std::move(outcome)); },
      [](std::function<void()> task) { task(); }};
  command.run(*arguments, binding);
  auto outcome = awaited->wait();
  if (!outcome) {
    const bool by_condition = !command.if_match.empty() && !request.if_match.empty();
    if (by_condition && outcome.reason().code == RefusalCode::kConflict)
      return http_problem("precondition_failed", outcome.reason().message, request);
    return problem(outcome.reason(), request);
  }
  Response response = json_response(std::move(*outcome), command.status);
  return command.has_etag ? tagged(std::move(response), request) : response;
}

}  // namespace

void add_command_routes(Router& router, chat::House& house) {
  for (const protocol::Command& command : protocol::commands())
    router.add({std::string(command.method), "/api/v1" + std::string(command.path), command.access, false,
                [&command, &house](const Request& request) { return run(command, house, request); },
                command.cost, !command.has_key && command.method != "GET"});
}

}  // namespace hearth::api
