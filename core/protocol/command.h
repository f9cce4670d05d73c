// Command: one row of the protocol's table, and what it takes to run it. The WebSocket and REST both come
// through here, so that a command means the same on either.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "chat/caller.h"
#include "chat/cost.h"
#include "chat/refusal.h"
#include "chat/reply.h"

namespace hearth::chat {
struct House;
}

namespace hearth::protocol {

class Arguments;

enum class Access : std::uint8_t { kPublic, kPerson, kMember, kGroupManager, kVisitor };
enum class Runs : std::uint8_t { kLoop, kPool };

/// The answer as JSON text, or why there is none. Called exactly once, on any thread.
using Answer = std::function<void(chat::Outcome<std::string>)>;

/// Everything around one call: who asks, what to ask, where to answer, and where to run what may wait.
struct Binding {
  chat::House& house;
  chat::Caller caller;
  Answer answer;

  /// Runs a task that may query the database. Over the WebSocket this is the request pool; in REST the
  /// calling thread is of that pool already and runs it at once. When there is no room, or the task throws,
  /// whoever provides this answers the call with a refusal.
  std::function<void(std::function<void()>)> off_loop;
};

struct Command {
  std::string_view name;    // "message.post"
  std::string_view method;  // of its REST route
  std::string_view path;    // of its REST route below /api/v1, parameters in braces
  int status;               // of a good answer over REST
  Access access;
  Runs runs;
  chat::Cost cost;
  bool has_key;               // takes an argument "key" that makes a retry harmless
  bool has_etag;              // the answer's `rev` is its entity tag over REST
  std::string_view if_match;  // the argument that If-Match fills over REST; empty: it takes no condition
  /// Decodes the arguments (views into the parsed text: before this returns) and runs the verb.
  void (*run)(const Arguments& arguments, const Binding& to);
};

/// All commands, in the order of protocol.yaml.
std::span<const Command> commands();

/// The command of this name; null for an unknown one.
const Command* find_command(std::string_view name);

struct ErrorRow {
  std::string_view name;
  int http;
};
ErrorRow error_row(chat::RefusalCode code);
/// What only HTTP can get wrong.
std::span<const ErrorRow> http_errors();

/// A close code with the reason that goes with it (JSON, at most 123 bytes).
struct Close {
  std::uint16_t code;
  std::string_view reason;
};

/// Appends `{"code":…,"message":…}` with `field` and `retry_after_ms` where they say something.
void append_refusal(std::string& out, const chat::Refusal& refusal);

}  // namespace hearth::protocol
