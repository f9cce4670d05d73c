#include "gateway/connection.h"

#include "base/json_text.h"
#include "base/log.h"
#include "gateway/topics.h"
#include "net/frame.h"
#include "protocol/arguments.h"
#include "protocol/wire.gen.h"

namespace hearth::gateway {
namespace {

using chat::RefusalCode;

/// So many commands of one connection may wait for the database; then its reading pauses.
constexpr std::uint32_t kWaitingAtMost = 16;

/// `{"re":7,"ok":…}` or `{"re":7,"error":…}`.
Bytes reply_frame(std::uint64_t id, const chat::Outcome<std::string>& outcome) {
  net::FrameText frame(outcome ? outcome->size() + 40 : 200);
  std::string& out = frame.text();
  out += R"({"re":)";
  json::append_number(out, id);
  if (outcome) {
    out += R"(,"ok":)";
    out += *outcome;
  } else {
    out += R"(,"error":)";
    protocol::append_refusal(out, outcome.reason());
  }
  out += '}';
  return frame.take();
}

}  // namespace

Connection::Connection(Gate& gate, chat::PersonId person, chat::SessionId session, std::uint64_t origin)
    : hub::Subscriber(origin), gate_(gate), person_(person), session_(session) {}

void Connection::on_open(net::WebSocket& socket) {
  socket_ = &socket;
  gate_.roster.enter(*this);
  hub::Shard& shard = gate_.hub.shard(loop_of(id()));
  shard.enter(*this);
  // The person's topic first: who is added to a conversation between these lines is linked through it.
  shard.join(topic_of(person_), *this);
  std::vector<hub::Topic> topics;
  for (const auto conversation : gate_.house.directory.conversations_of(person_))
    topics.push_back(topic_of(conversation));
  for (const auto thread : gate_.house.directory.lively_threads_of(person_))
    topics.push_back(topic_of(thread));
  shard.join(topics, *this);
  gate_.house.presence.arrive(person_, id());

  net::FrameText frame(256);
  protocol::append(frame.text(), chat::Welcome{person_, session_, gate_.server_name, protocol::kVersion,
                                               gate_.heartbeat_ms, now()});
  socket.send(frame.take());
}

void Connection::on_closed(int) {
  gate_.house.presence.depart(person_, id());
  gate_.hub.shard(loop_of(id())).leave_all(*this);
  gate_.roster.leave(*this);
}

void Connection::on_text(std::string_view payload) {
  auto frame = protocol::Arguments::from_json(payload);
  if (!frame) return deliver(reply_frame(0, Failure{frame.reason()}));
  const auto number = frame->take("id");
  const auto name = frame->take("do");
  using Kind = protocol::Arguments::Kind;
  const std::uint64_t re = number && number->kind == Kind::kNumber ? number->number : 0;
  const protocol::Command* command =
      name && name->kind == Kind::kText ? protocol::find_command(name->text) : nullptr;
  if (!number || number->kind != Kind::kNumber || command == nullptr)
    return deliver(reply_frame(re, chat::refuse(RefusalCode::kBadRequest,
                                                "A command has a number \"id\" and a known name \"do\".")));

  if (const auto verdict = gate_.limits.take(person_, command->cost); !verdict.allowed)
    return deliver(reply_frame(re, Failure<chat::Refusal>{auth::too_often(verdict)}));

  const protocol::Answer answer = [&outlet = gate_.outlet, origin = id(),
                                   re](const chat::Outcome<std::string>& outcome) {
    outlet.reply(origin, reply_frame(re, outcome));
  };
  const protocol::Binding binding{gate_.house, caller(), answer, [this, &answer](std::function<void()> task) {
                                    run_off_loop(answer, std::move(task));
                                  }};
  command->run(*frame, binding);
}

void Connection::run_off_loop(const protocol::Answer& answer, std::function<void()> task) {
  // The connection may be gone when the task has run: only its name goes along.
  const auto ref = socket_->ref();
  const auto done = [&roster = gate_.roster, origin = id(), ref] {
    ref.post([&roster, origin](net::WebSocket&) { roster.task_done(origin); });
  };
  const bool queued = gate_.pool.run([answer, done, task = std::move(task)] {
    try {
      task();
    } catch (const std::exception& broken) {
      log::error("a command failed", {{"error.message", std::string_view(broken.what())}});
      answer(chat::refuse(RefusalCode::kUnavailable, "This did not work just now. Please try again."));
    }
    done();
  });
  if (!queued)
    return answer(
        chat::refuse(RefusalCode::kUnavailable, "The server is too busy just now. Please try again."));
  if (++waiting_ == kWaitingAtMost) socket_->pause_reading();
}

void Connection::task_done() {
  if (waiting_-- == kWaitingAtMost) socket_->resume_reading();
}

void Connection::watch(const std::vector<chat::PersonId>& people) {
  hub::Shard& shard = gate_.hub.shard(loop_of(id()));
  for (const auto person : watched_) shard.leave(watchers_of(person), *this);
  watched_ = people;
  watched_.shrink_to_fit();
  for (const auto person : watched_) shard.join(watchers_of(person), *this);
}

}  // namespace hearth::gateway
