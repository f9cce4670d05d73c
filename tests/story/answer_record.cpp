#include "answer_record.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <mutex>

namespace hearth::story {

void record_answer(const std::string& method, const std::string& target, const HttpAnswer& answer) {
  static const char* folder = std::getenv("HEARTH_TEST_ANSWERS");
  if (folder == nullptr || method == "HEAD") return;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  static std::ofstream out(std::string(folder) + "/" + std::to_string(::getpid()) + ".jsonl");
  Json headers = Json::object();
  for (const auto& [name, value] : answer.headers) headers[name] = value;
  const Json line{{"method", method},
                  {"target", target},
                  {"status", answer.status},
                  {"headers", headers},
                  {"body", answer.body}};
  out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

}  // namespace hearth::story
