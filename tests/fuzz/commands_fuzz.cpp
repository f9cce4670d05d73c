// Any bytes as commands, line by line, each from another of three people: nothing crashes or throws, every
// command is answered exactly once, and everything that is said, to whoever asked and to all others, is JSON
// in good UTF-8.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/text.h"
#include "house_of_three.h"
#include "protocol/arguments.h"
#include "protocol/command.h"
#include "protocol/wire.gen.h"

namespace {

using namespace hearth;

void must_be_json(const std::string& text) {
  if (!is_utf8(text) || !nlohmann::json::accept(text)) std::abort();
}

void tell(fuzz::HouseOfThree& three) {
  for (const chat::Event& event : three.told()) {
    std::string text;
    std::visit([&](const auto& happened) { protocol::append(text, happened); }, event);
    must_be_json(text);
  }
  three.told().clear();
}

void run(fuzz::HouseOfThree& three, std::string_view line, chat::PersonId person) {
  int answers = 0;
  const protocol::Answer answer = [&](const chat::Outcome<std::string>& outcome) {
    ++answers;
    std::string text;
    if (outcome)
      text = *outcome;
    else
      protocol::append_refusal(text, outcome.reason());
    must_be_json(text);
  };
  auto frame = protocol::Arguments::from_json(line);
  if (!frame) return answer(Failure{frame.reason()});
  frame->take("id");
  const auto name = frame->take("do");
  if (!name || name->kind != protocol::Arguments::Kind::kText) return;
  const protocol::Command* command = protocol::find_command(name->text);
  if (command == nullptr) return;
  const chat::Caller caller{person, chat::SessionId(person.value), person.value};
  const protocol::Binding binding{three.house(), caller, answer,
                                  [](const std::function<void()>& task) { task(); }};
  command->run(*frame, binding);
  if (answers != 1) std::abort();
  tell(three);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::HouseOfThree three;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  for (std::uint64_t i = 0; !rest.empty(); ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    run(three, rest.substr(0, end), chat::PersonId(1 + i % fuzz::HouseOfThree::kPeople));
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  three.house().receipts.tick(hearth::now(), true);
  tell(three);
  return 0;
}
