// Refusal: why a person does not get what they asked for. A closed list; protocol.yaml says for each code
// which HTTP status it is, and what a client should make of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace hearth::chat {

enum class RefusalCode : std::uint8_t {
  kBadRequest,              // not understood at all: no JSON object, unknown command
  kInvalid,                 // understood, but a field is missing or impossible: `field` names it
  kNotSignedIn,             // no session, or it has ended
  kWrongCredentials,        // user name and password do not belong together
  kPasswordChangeRequired,  // signed in with a password that must be changed first
  kForbidden,               // known to the asker, but not theirs to do
  kNotFound,                // does not exist, or may not be known to the asker: the same answer
  kConflict,                // already taken, or changed meanwhile
  kTooLarge,
  kTooMany,          // a limit of frequency: `retry_after_ms` says when again
  kRefusedByPlugin,  // a hook said no: `message` is its reason
  kClosed,           // the conversation takes no messages at present
  kUnavailable,      // the database does not answer, or the server is stopping: try again
  kInternal,         // a fault of ours
};

struct FieldFault {
  std::string field, message;
};

struct Refusal {
  RefusalCode code = RefusalCode::kInternal;
  std::string message;  // for people, in English, without secrets
  std::string field;    // the argument at fault, where there is one
  std::uint32_t retry_after_ms = 0;
  std::vector<FieldFault> others = {};  // arguments that are at fault besides `field`
};

template <class T>
using Outcome = Result<T, Refusal>;

inline Failure<Refusal> refuse(RefusalCode code, std::string message) {
  return Failure<Refusal>{{code, std::move(message), {}, 0}};
}
inline Failure<Refusal> refuse_field(std::string field, std::string message) {
  return Failure<Refusal>{{RefusalCode::kInvalid, std::move(message), std::move(field), 0}};
}
/// One answer for "does not exist" and "is none of your business", so that asking tells nothing.
inline Failure<Refusal> not_found(std::string what) {
  return refuse(RefusalCode::kNotFound, "There is no such " + std::move(what) + ".");
}

}  // namespace hearth::chat
