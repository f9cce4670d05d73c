#include "api/command_routes.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "protocol/arguments.h"

namespace hearth::api {
namespace {

using chat::RefusalCode;

/// Longer than any commit that will still come; the client may ask again with the same key.
constexpr std::chrono::seconds kPatience{30};

/// Where a pool thread waits for the answer of a verb that ends on another thread.
class Awaited {
 public:
  void set(chat::Outcome<std::string> outcome) {
    const std::lock_guard lock(mutex_);
    outcome_.emplace(std::move(outcome));
    here_.notify_one();
  }
  chat::Outcome<std::string> wait() {
    std::unique_lock lock(mutex_);
    if (!here_.wait_for(lock, kPatience, [&] { return outcome_.has_value(); }))
      return chat::refuse(RefusalCode::kUnavailable, "The server is too busy just now. Please try again.");
    return std::move(*outcome_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable here_;
  std::optional<chat::Outcome<std::string>> outcome_;
};

bool takes_body(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH";
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

  const auto awaited = std::make_shared<Awaited>();
  const protocol::Binding binding{
      house,
      {request.identity->person, request.identity->session, 0},
      [awaited](chat::Outcome<std::string> outcome) { awaited->set(std::move(outcome)); },
      [](std::function<void()> task) { task(); }};
  command.run(*arguments, binding);
  auto outcome = awaited->wait();
  if (!outcome) return problem(outcome.reason(), request);
  return json_response(std::move(*outcome), command.status);
}

}  // namespace

void add_command_routes(Router& router, chat::House& house) {
  for (const protocol::Command& command : protocol::commands())
    router.add({std::string(command.method), "/api/v1" + std::string(command.path), command.access, false,
                [&command, &house](const Request& request) { return run(command, house, request); }});
}

}  // namespace hearth::api
