#include "talk.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "crowd.h"
#include "latencies.h"
#include "ledger.h"
#include "process_watch.h"

namespace hearth::bench {
namespace {

constexpr std::size_t kBodyBytes = 200;
constexpr std::size_t kNumberDigits = 8;
constexpr Nanos kPatience = 10 * kSecond;  // with nothing arriving, before the rest counts as missing

/// Reads JSON that is known to be as we expect, and tells when it is not.
class Scan {
 public:
  explicit Scan(std::string_view text) : left_(text) {}
  bool take(std::string_view literal) {
    if (!left_.starts_with(literal)) return false;
    left_.remove_prefix(literal.size());
    return true;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    while (!left_.empty() && left_[0] >= '0' && left_[0] <= '9') {
      value = value * 10 + static_cast<std::uint64_t>(left_[0] - '0');
      left_.remove_prefix(1);
    }
    return value;
  }

 private:
  std::string_view left_;
};

/// What is posted: "#0000002a", then prose up to 200 bytes.
std::string body_of_message() {
  static constexpr std::string_view kProse =
      " The build is green again, and the release notes are in the usual place; please look through them "
      "before "
      "noon, so that we can tell the others. Whoever is on call tonight finds the numbers on the board.   ";
  std::string body = "#00000000";
  body += kProse.substr(0, kBodyBytes - body.size());
  body.resize(kBodyBytes, '.');
  return body;
}

class Talk final : public Crowd::Listener {
 public:
  explicit Talk(Options& options)
      : doorway_(options),
        conversations_(options.number("conversations")),
        members_(options.number("members")),
        first_person_(options.number("first-person", 1)),
        first_conversation_(options.number("first-conversation", 1)),
        rate_(options.number("rate", 0)),
        in_flight_(options.number("in-flight", 0)),
        window_(static_cast<Nanos>(options.number("seconds", 8)) * kSecond),
        warm_up_(static_cast<Nanos>(options.number("warm-up-ms", 2000)) * kMilli),
        watch_(options.all("watch")),
        ledger_(conversations_, members_),
        crowd_(doorway_, *this) {
    options.none_left();
    if ((rate_ == 0) == (in_flight_ == 0)) throw std::runtime_error("give either --rate or --in-flight");
    due_.reserve(1 << 20);
  }

  void run() {
    std::vector<Guest> guests(conversations_ * members_);
    for (std::size_t i = 0; i < guests.size(); ++i)
      guests[i] = {first_person_ + i, first_conversation_ + i / members_};
    crowd_.open(guests, 64);
    begun_ = nanos();
    while (in_flight_ != 0 && due_.size() < in_flight_) post(nanos());
    while (step()) {
    }
    drain();
    print();
  }

 private:
  void on_text(std::size_t who, std::string_view payload, Nanos read_at) override {
    last_arrival_ = read_at;
    Scan scan(payload);
    if (scan.take(R"({"on":"message.posted","conversation":)")) return on_posted(who, payload, scan, read_at);
    if (scan.take(R"({"re":)")) return on_reply(who, payload, scan, read_at);
    ++others_;
  }

  void on_posted(std::size_t who, std::string_view payload, Scan scan, Nanos read_at) {
    const auto conversation = scan.number() - first_conversation_;
    // hearthd nests the message, the floor does not. The body is the last field of both: #00000000…
    const bool nested = scan.take(R"(,"rev":)");
    const bool known = nested ? (scan.number(), scan.take(R"(,"message":{"seq":)")) : scan.take(R"(,"seq":)");
    const auto seq = scan.number();
    const std::size_t tail = kBodyBytes + (nested ? 3 : 2);
    if (!known || payload.size() < tail || payload[payload.size() - tail] != '#' ||
        !payload.ends_with(nested ? "\"}}" : "\"}"))
      return note_wrong(payload);
    const auto number = number_in(payload.substr(payload.size() - tail + 1, kNumberDigits));
    if (conversation != who / members_ || number >= due_.size() || conversation != number % conversations_)
      return note_wrong(payload);
    ledger_.delivered(who, seq);
    if (is_measured(number)) receive_.add(read_at - due_[number]);
  }

  void on_reply(std::size_t who, std::string_view payload, Scan scan, Nanos read_at) {
    const auto number = scan.number();
    bool known = number < due_.size() && scan.take(R"(,"ok":{)");
    if (scan.take(R"("conversation":)")) known = scan.number() != 0 && scan.take(",") && known;  // the floor
    if (!known || !scan.take(R"("seq":)") || payload.find(R"("repeated":true)") != std::string_view::npos)
      return note_wrong(payload);
    const auto seq = scan.number();
    ledger_.acknowledged(number % conversations_, who, seq);
    if (is_measured(number)) acknowledge_.add(read_at - due_[number]);
    if (in_flight_ != 0 && posting_) post(nanos());
  }

  static std::uint64_t number_in(std::string_view hex) {
    std::uint64_t value = 0;
    for (const char c : hex)
      value = value << 4U | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    return value;
  }

  void note_wrong(std::string_view payload) {
    if (wrong_++ == 0)
      std::fprintf(stderr, "unexpected: %.*s\n", static_cast<int>(payload.size()), payload.data());
  }

  bool is_measured(std::uint64_t number) const {
    return number >= first_measured_ && number < last_measured_;
  }

  /// Number n goes to conversation n mod conversations, from another member each time.
  void post(Nanos due) {
    const std::uint64_t number = due_.size();
    const std::size_t conversation = number % conversations_;
    const std::size_t sender =
        conversation * members_ + (number / conversations_ * 7 + conversation) % members_;
    fmt::format_to(body_.data() + 1, "{:08x}", number);
    payload_.clear();
    fmt::format_to(std::back_inserter(payload_),
                   R"({{"id":{},"do":"message.post","conversation":{},"key":"{}","body":"{}"}})", number,
                   first_conversation_ + conversation, key_of(number), body_);
    frame_.clear();
    append_frame(frame_, Opcode::kText, payload_);
    due_.push_back(due);
    ledger_.posted();
    crowd_.send(sender, frame_);
  }

  /// A UUID of version 7, as the web client gives: the time in ms, then what no other message of any run has.
  std::string key_of(std::uint64_t number) const {
    const auto ms = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                                   std::chrono::system_clock::now().time_since_epoch())
                                                   .count());
    return fmt::format("{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}", ms >> 16U, ms & 0xffffU, run_ & 0xfffU,
                       run_ >> 12U & 0xfffU, number);
  }

  Nanos due_at(std::uint64_t number) const {
    return begun_ + static_cast<Nanos>(static_cast<double>(number) * 1e9 / static_cast<double>(rate_));
  }

  /// False when the measured time is over.
  bool step() {
    Nanos at = nanos();
    if (rate_ != 0) {
      while (due_at(due_.size()) <= at) {
        lateness_.add(at - due_at(due_.size()));
        post(due_at(due_.size()));
        at = nanos();
      }
    }
    if (phase_ == Phase::kWarmUp && at >= begun_ + warm_up_) begin_window(at);
    if (phase_ == Phase::kMeasured && at >= window_begun_ + window_) {
      end_window(at);
      return false;
    }
    const Nanos next_phase = phase_ == Phase::kWarmUp ? begun_ + warm_up_ : window_begun_ + window_;
    crowd_.turn(rate_ != 0 ? std::min(next_phase, due_at(due_.size())) : next_phase);
    return true;
  }

  void begin_window(Nanos at) {
    phase_ = Phase::kMeasured;
    window_begun_ = at;
    first_measured_ = due_.size();
    last_measured_ = ~std::uint64_t{0};
    acknowledged_before_ = ledger_.acknowledgements();
    delivered_before_ = ledger_.deliveries();
    lateness_ = Latencies();
    watch_.begin();
  }

  void end_window(Nanos at) {
    watch_.end();
    window_took_ = at - window_begun_;
    last_measured_ = due_.size();
    posted_in_window_ = due_.size() - first_measured_;
    acknowledged_in_window_ = ledger_.acknowledgements() - acknowledged_before_;
    delivered_in_window_ = ledger_.deliveries() - delivered_before_;
    posting_ = false;
  }

  void drain() {
    last_arrival_ = nanos();
    while (!ledger_.everything_arrived() && nanos() - last_arrival_ < kPatience)
      crowd_.turn(nanos() + 100 * kMilli);
    // What comes twice comes now.
    for (const Nanos until = nanos() + 200 * kMilli; nanos() < until;) crowd_.turn(until);
  }

  void print() const {
    const double seconds = static_cast<double>(window_took_) / static_cast<double>(kSecond);
    const auto verdict = ledger_.verdict();
    fmt::print(
        R"({{"target":"{}","people":{},"window_seconds":{:.3f},"posted_in_all":{},"posted":{},"acknowledged":{},"delivered":{},)"
        R"("messages_per_second":{:.1f},"deliveries_per_second":{:.1f},"receive_ms":{},"acknowledge_ms":{},)"
        R"("lateness_ms":{},"faults":{{"missing":{},"duplicates":{},"torn":{},"wrong":{}}},"other_frames":{},)"
        R"("bytes_a_read":{:.0f},"cpu":{}}})"
        "\n",
        doorway_.target(), crowd_.size(), seconds, due_.size(), posted_in_window_, acknowledged_in_window_,
        delivered_in_window_, static_cast<double>(acknowledged_in_window_) / seconds,
        static_cast<double>(delivered_in_window_) / seconds, receive_.json(), acknowledge_.json(),
        lateness_.json(), verdict.missing, verdict.duplicates, verdict.torn, wrong_, others_,
        static_cast<double>(crowd_.bytes_read()) / static_cast<double>(crowd_.reads()), watch_.json());
  }

  enum class Phase { kWarmUp, kMeasured };

  const Doorway doorway_;
  const std::uint64_t conversations_;
  const std::uint64_t members_;
  const std::uint64_t first_person_;
  const std::uint64_t first_conversation_;
  const std::uint64_t rate_;
  const std::uint64_t in_flight_;
  const Nanos window_;
  const Nanos warm_up_;
  ProcessWatch watch_;
  Ledger ledger_;
  Crowd crowd_;

  const unsigned run_ = std::random_device{}();
  std::string body_ = body_of_message();
  std::string payload_;
  std::string frame_;
  std::vector<Nanos> due_;  // by number: when it was to be posted
  bool posting_ = true;
  Phase phase_ = Phase::kWarmUp;
  Nanos begun_ = 0;
  Nanos window_begun_ = 0;
  Nanos window_took_ = 0;
  Nanos last_arrival_ = 0;
  std::uint64_t first_measured_ = ~std::uint64_t{0};
  std::uint64_t last_measured_ = 0;
  std::uint64_t acknowledged_before_ = 0;
  std::uint64_t delivered_before_ = 0;
  std::uint64_t posted_in_window_ = 0;
  std::uint64_t acknowledged_in_window_ = 0;
  std::uint64_t delivered_in_window_ = 0;
  std::uint64_t wrong_ = 0;   // frames that are not what the protocol says
  std::uint64_t others_ = 0;  // other events
  Latencies receive_;
  Latencies acknowledge_;
  Latencies lateness_;  // of the generator itself
};

}  // namespace

void talk(Options options) {
  raise_descriptor_limit();
  Talk(options).run();
}

}  // namespace hearth::bench
