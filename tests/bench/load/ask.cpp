#include "ask.h"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "latencies.h"
#include "question.h"

namespace hearth::bench {
namespace {

std::uint64_t occurrences(std::string_view text, std::string_view what) {
  std::uint64_t n = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}

class Ask {
 public:
  explicit Ask(Options& options)
      : what_(options.text("what")),
        over_(options.text("over")),
        limit_(options.number("limit", 100)),
        times_(options.number("times", 500)),
        warm_up_(options.number("warm-up", 20)),
        conversation_(options.number("conversation", 0)),
        messages_(options.number("messages", 0)),
        person_(options.number("person")),
        doorway_(options) {
    if (what_ == "search") read_questions(options.text("questions"));
    options.none_left();
    if (what_ != "sidebar" && what_ != "sidebar-all" && what_ != "newest" && what_ != "anywhere" &&
        what_ != "middle" && what_ != "search")
      throw std::runtime_error("--what is sidebar, sidebar-all, newest, anywhere, middle or search");
    if (over_ != "rest" && over_ != "socket") throw std::runtime_error("--over is rest or socket");
    line_ = over_ == "rest" ? open_rest(doorway_, person_) : open_socket(doorway_, person_);
  }

  void run() {
    for (std::uint64_t i = 0; i < warm_up_; ++i) once();
    requests_ = rows_ = lines_ = bytes_ = 0;
    latencies_ = Latencies();
    for (std::uint64_t i = 0; i < times_; ++i) once();
    fmt::print(
        R"({{"what":"{}","over":"{}","limit":{},"times":{},"requests":{},"messages":{},"lines":{},"bytes":{},"ms":{}}})"
        "\n",
        what_, over_, limit_, times_, requests_, rows_, lines_, bytes_, latencies_.json());
  }

 private:
  void once() {
    const Nanos begun = nanos();
    if (what_ == "sidebar" || what_ == "sidebar-all") {
      std::string after;
      do {
        const auto& answer = request({.what = Question::What::kSidebar, .limit = limit_, .after = after});
        lines_ += occurrences(answer, R"("unread":)");
        after = what_ == "sidebar-all" ? next_of(answer) : std::string{};
      } while (!after.empty());
    } else if (what_ == "search") {
      request({.what = Question::What::kSearch, .limit = limit_, .text = texts_[asked_++ % texts_.size()]});
    } else {
      Question question{.what = Question::What::kHistory, .limit = limit_, .conversation = conversation_};
      if (what_ == "anywhere") question.before = limit_ + 1 + random_() % (messages_ - limit_);
      if (what_ == "middle") question.around = messages_ / 2 + asked_++ % limit_;
      request(question);
    }
    latencies_.add(nanos() - begun);
  }

  const std::string& request(const Question& question) {
    const std::string& answer = line_->ask(question);
    ++requests_;
    bytes_ += answer.size();
    rows_ += occurrences(answer, R"({"seq":)");
    return answer;
  }

  /// One a line.
  void read_questions(const std::string& file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) texts_.push_back(line);
    if (texts_.empty()) throw std::runtime_error("there are no questions in " + file);
  }

  static std::string next_of(const std::string& answer) {
    static constexpr std::string_view kNext = R"("next":")";
    const auto at = answer.rfind(kNext);
    if (at == std::string::npos) return {};
    const auto from = at + kNext.size();
    return answer.substr(from, answer.find('"', from) - from);
  }

  const std::string what_;
  const std::string over_;
  const std::uint64_t limit_;
  const std::uint64_t times_;
  const std::uint64_t warm_up_;
  const std::uint64_t conversation_;
  const std::uint64_t messages_;
  const std::uint64_t person_;
  const Doorway doorway_;
  std::vector<std::string> texts_;
  std::size_t asked_ = 0;
  std::unique_ptr<QuestionLine> line_;
  std::mt19937_64 random_{2026};
  std::uint64_t requests_ = 0;
  std::uint64_t rows_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t bytes_ = 0;
  Latencies latencies_;
};

}  // namespace

void ask(Options options) {
  Ask(options).run();
}

}  // namespace hearth::bench
