#include "storm.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "crowd.h"
#include "latencies.h"
#include "process_watch.h"

namespace hearth::bench {
namespace {

constexpr Nanos kPatience = 10 * kSecond;  // with nothing arriving, before the rest counts as missing

/// The number behind `name`; 0 when it is not there.
std::uint64_t number_after(std::string_view text, std::string_view name) {
  const auto at = text.find(name);
  if (at == std::string_view::npos) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = at + name.size(); i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
    value = value * 10 + static_cast<std::uint64_t>(text[i] - '0');
  return value;
}

class Storm final : public Crowd::Listener {
 public:
  explicit Storm(Options& options)
      : doorway_(options),
        people_(options.number("people")),
        first_person_(options.number("first-person", 1)),
        conversation_(options.number("conversation")),
        seq_(options.number("seq")),
        rate_(options.number("rate")),
        watch_(options.all("watch")),
        seen_(people_, std::vector<bool>(people_)),
        crowd_(doorway_, *this) {
    options.none_left();
    event_ = fmt::format(R"({{"on":"reaction.changed","conversation":{},)", conversation_);
    place_ = fmt::format(R"("seq":{},)", seq_);
  }

  void run() {
    std::vector<Guest> guests(people_);
    for (std::size_t i = 0; i < people_; ++i) guests[i] = {first_person_ + i, conversation_};
    crowd_.open(guests, 64);
    watch_.begin();
    begun_ = last_arrival_ = nanos();
    for (std::size_t i = 0; i < people_; ++i) {
      while (nanos() < due_at(i)) crowd_.turn(due_at(i));
      lateness_.add(nanos() - due_at(i));
      react(i);
    }
    while ((received_ < people_ * people_ || acknowledged_ < people_) && nanos() - last_arrival_ < kPatience)
      crowd_.turn(nanos() + 100 * kMilli);
    watch_.end();
    const Nanos took = nanos() - begun_;
    // What comes twice comes now.
    for (const Nanos until = nanos() + 200 * kMilli; nanos() < until;) crowd_.turn(until);
    print(took);
  }

 private:
  void on_text(std::size_t who, std::string_view payload, Nanos read_at) override {
    if (payload.starts_with(event_) && payload.find(place_) != std::string_view::npos)
      return on_reaction(who, payload, read_at);
    if (!payload.starts_with(R"({"re":)")) return;  // other events
    last_arrival_ = read_at;
    if (payload.find(R"("ok":)") == std::string_view::npos) return note_wrong(payload);
    acknowledge_.add(read_at - due_at(number_after(payload, R"("re":)")));
    ++acknowledged_;
  }

  void on_reaction(std::size_t who, std::string_view payload, Nanos read_at) {
    last_arrival_ = read_at;
    const auto by = number_after(payload, R"("person":)") - first_person_;
    const auto count = number_after(payload, R"("count":)");
    if (by >= people_ || count == 0 || count > people_) return note_wrong(payload);
    if (seen_[who][by]) {
      ++duplicates_;
      return;
    }
    seen_[who][by] = true;
    ++received_;
    most_ = std::max(most_, count);
    receive_.add(read_at - due_at(by));
  }

  void note_wrong(std::string_view payload) {
    if (wrong_++ == 0)
      std::fprintf(stderr, "unexpected: %.*s\n", static_cast<int>(payload.size()), payload.data());
  }

  Nanos due_at(std::uint64_t number) const {
    return begun_ + static_cast<Nanos>(static_cast<double>(number) * 1e9 / static_cast<double>(rate_));
  }

  void react(std::size_t who) {
    std::string frame;
    append_frame(frame, Opcode::kText,
                 fmt::format(R"({{"id":{},"do":"reaction.add","conversation":{},"seq":{},"emoji":"👍"}})", who,
                             conversation_, seq_));
    crowd_.send(who, frame);
  }

  void print(Nanos took) const {
    fmt::print(
        R"({{"target":"{}","people":{},"window_seconds":{:.3f},"acknowledged":{},"delivered":{},"greatest_count":{},)"
        R"("receive_ms":{},"acknowledge_ms":{},"lateness_ms":{},)"
        R"("faults":{{"missing":{},"duplicates":{},"torn":{},"wrong":{}}},"cpu":{}}})"
        "\n",
        doorway_.target(), people_, static_cast<double>(took) / static_cast<double>(kSecond), acknowledged_,
        received_, most_, receive_.json(), acknowledge_.json(), lateness_.json(),
        people_ * people_ - received_ + people_ - acknowledged_, duplicates_, most_ == people_ ? 0 : 1,
        wrong_, watch_.json());
  }

  const Doorway doorway_;
  const std::uint64_t people_;
  const std::uint64_t first_person_;
  const std::uint64_t conversation_;
  const std::uint64_t seq_;
  const std::uint64_t rate_;
  ProcessWatch watch_;
  std::vector<std::vector<bool>> seen_;  // by receiver, by who reacted
  Crowd crowd_;
  std::string event_;
  std::string place_;
  Nanos begun_ = 0;
  Nanos last_arrival_ = 0;
  std::uint64_t received_ = 0;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t wrong_ = 0;
  std::uint64_t most_ = 0;  // the greatest count that anybody was told
  Latencies receive_;
  Latencies acknowledge_;
  Latencies lateness_;  // of the generator itself
};

}  // namespace

void storm(Options options) {
  raise_descriptor_limit();
  Storm(options).run();
}

}  // namespace hearth::bench
