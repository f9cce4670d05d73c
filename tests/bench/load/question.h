// QuestionLine: a blocking connection that asks for pages and waits for the answers: the same questions over
// REST and over a WebSocket.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "doorway.h"

namespace hearth::bench {

struct Question {
  enum class What : std::uint8_t { kSidebar, kHistory, kSearch } what = What::kSidebar;
  std::uint64_t limit = 0;
  std::string after = {};          // sidebar: a cursor, or empty
  std::uint64_t conversation = 0;  // history
  std::uint64_t before = 0;        // history: 0 for none
  std::uint64_t around = 0;        // history: 0 for none; without either, the newest
  std::string text = {};           // search
};

class QuestionLine {
 public:
  virtual ~QuestionLine() = default;
  /// The JSON of the answer, good until the next call. Throws std::runtime_error when it is an error, or does
  /// not come within 10 s.
  virtual const std::string& ask(const Question& question) = 0;
};

std::unique_ptr<QuestionLine> open_rest(const Doorway& doorway, std::uint64_t person);
std::unique_ptr<QuestionLine> open_socket(const Doorway& doorway, std::uint64_t person);

}  // namespace hearth::bench
