// Talk: plots become messages. Who takes which part, how long people take to answer, who answers to what,
// what is edited or taken back. Owned by whoever makes the conversation up; one thread.
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "demo/conversation_log.h"
#include "demo/dice.h"
#include "demo/phrases.h"

namespace hearth::demo {

/// Somebody who may take a part.
struct Player {
  chat::PersonId person;
  Speaker speaker;
  std::uint32_t talks = 1;
  bool may_begin = true;
};

class Talk {
 public:
  Talk(const Phrases& phrases, Dice& dice, ConversationLog& log, Time until)
      : phrases_(phrases), dice_(dice), log_(log), until_(until) {}

  /// Plays the talk between these, at least one, from `at` on, or a little after what was said last.
  void play(std::span<const Beat> beats, const std::vector<Player>& players, Time at);

 private:
  using Cast = std::vector<std::pair<char, const Player*>>;

  Cast give_parts(std::span<const Beat> beats, const std::vector<Player>& players);
  const Player& pick(const std::vector<Player>& players, const std::vector<const Player*>& taken,
                     bool begins);
  std::string speak(const Beat& beat);
  Time later(Time at, chat::PersonId before, chat::PersonId now, std::size_t length);
  std::optional<chat::Seq> answered(chat::Seq first, chat::PersonId by);
  void change_some(chat::Seq first);
  void react_to_some(chat::Seq first, const std::vector<Player>& players);

  const Phrases& phrases_;
  Dice& dice_;
  ConversationLog& log_;
  const Time until_;
  Scene scene_;
  std::deque<std::string> lately_;  // what was said in so many words
};

}  // namespace hearth::demo
