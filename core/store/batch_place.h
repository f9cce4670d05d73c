// BatchPlace: one change of a batch and what has become of it so far.
#pragma once

#include <chrono>
#include <optional>

#include "chat/change.h"
#include "store/key_bytes.h"

namespace hearth::store {

struct BatchPlace {
  chat::Change* change = nullptr;
  std::chrono::steady_clock::time_point deadline;
  KeyBytes key{};  // of a message with a client's key
  chat::Committed committed;
  std::optional<chat::Refusal> refusal;
  BatchPlace* twin = nullptr;  // an earlier change of this batch with the same key: what it gets, this gets

  const chat::NewMessage* message() const { return std::get_if<chat::NewMessage>(&change->body); }
  std::string_view key_text() const { return {key.data(), key.size()}; }
};

}  // namespace hearth::store
