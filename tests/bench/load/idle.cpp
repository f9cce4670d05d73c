#include "idle.h"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "crowd.h"
#include "process_watch.h"

namespace hearth::bench {
namespace {

constexpr std::size_t kAtOnce = 64;
/// How long the server is left alone before its memory is read, or the next thing begins.
constexpr Nanos kSettle = 2 * kSecond;

struct Silent final : Crowd::Listener {
  void on_text(std::size_t, std::string_view, Nanos) override { ++texts; }
  std::uint64_t texts = 0;
};

void pass(Crowd& crowd, Nanos time) {
  for (const Nanos until = nanos() + time; nanos() < until;) crowd.turn(until);
}

std::string json(const Memory& memory) {
  return fmt::format(R"({{"rss_kib":{:.0f},"anon_kib":{:.0f}}})", memory.rss_kib, memory.anon_kib);
}

struct Opening {
  double seconds;
  std::string cpu;
  std::string json() const { return fmt::format(R"({{"seconds":{:.3f},"cpu":{}}})", seconds, cpu); }
};

/// Counts from the first connect until the last one is greeted and the server has nothing left to do for
/// them.
Opening open_all(Crowd& crowd, const std::vector<Guest>& people, ProcessWatch& watch) {
  watch.begin();
  const Nanos begun = nanos();
  crowd.open(people, kAtOnce);
  const double seconds = static_cast<double>(nanos() - begun) / static_cast<double>(kSecond);
  pass(crowd, 200 * kMilli);
  watch.end();
  return {seconds, watch.json()};
}

}  // namespace

void idle(Options options) {
  raise_descriptor_limit();
  const Doorway doorway(options);
  std::vector<Guest> people(options.number("people"));
  const auto members = options.number("members");
  for (std::size_t i = 0; i < people.size(); ++i) people[i] = {1 + i, 1 + i / members};
  const auto sit = static_cast<Nanos>(options.number("seconds")) * kSecond;
  const auto watched = options.all("watch");
  options.none_left();
  if (watched.empty()) throw std::runtime_error("--watch server=PID is missing");
  const pid_t server = std::stoi(watched[0].substr(watched[0].find('=') + 1));
  ProcessWatch watch(watched);
  Silent silent;
  Crowd crowd(doorway, silent);

  const Memory before = memory_of(server);
  const Opening first_time = open_all(crowd, people, watch);
  pass(crowd, kSettle);
  const Memory connected = memory_of(server);

  const auto pings_before = crowd.pings();
  watch.begin();
  const Nanos begun = nanos();
  pass(crowd, sit);
  const double seconds = static_cast<double>(nanos() - begun) / static_cast<double>(kSecond);
  watch.end();
  const std::string idle_cpu = watch.json();
  const auto pings = crowd.pings() - pings_before;
  const Memory after = memory_of(server);

  crowd.close_all();
  pass(crowd, kSettle);
  const Opening again = open_all(crowd, people, watch);

  fmt::print(
      R"({{"target":"{}","people":{},"first_time":{},"again":{},"memory":{{"before":{},"connected":{},"after":{}}},)"
      R"("idle":{{"seconds":{:.3f},"heartbeats":{},"cpu":{}}},"texts":{}}})"
      "\n",
      doorway.target(), people.size(), first_time.json(), again.json(), json(before), json(connected),
      json(after), seconds, pings, idle_cpu, silent.texts);
}

}  // namespace hearth::bench
