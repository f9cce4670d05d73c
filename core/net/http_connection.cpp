#include "net/http_connection.h"

#include <sys/epoll.h>

#include <algorithm>

#include "net/client_origin.h"
#include "net/exchange.h"
#include "net/handshake.h"
#include "net/server_core.h"
#include "net/web_socket_connection.h"

namespace hearth::net {
namespace {

constexpr std::size_t kMostPending = 64 * 1024;

}  // namespace

void HttpConnection::open(Lane& lane, Wire wire) {
  const int fd = wire.fd();
  auto made = std::make_unique<HttpConnection>(lane, std::move(wire));
  HttpConnection& connection = *made;
  connection.key_ = lane.loop.add(fd, EPOLLIN, std::move(made));
  connection.rearm();
}

HttpConnection::HttpConnection(Lane& lane, Wire wire) : Connection(lane, std::move(wire)), since_(now()) {}

HttpConnection::~HttpConnection() {
  if (exchange_) exchange_->abandon();
}

void HttpConnection::enter(State state) {
  state_ = state;
  since_ = now();
}

void HttpConnection::on_bytes(std::string_view bytes) {
  switch (state_) {
    case State::kReading:
      read(bytes);
      break;
    case State::kAnswering:
    case State::kUpgrading:
    case State::kDraining:
      pending_ += bytes;
      if (pending_.size() >= kMostPending) read_more(false);
      break;
    case State::kClosing:
    case State::kLingering:
      return;  // thrown away, so that closing does not reset what the other side still has to read
  }
  rearm();
}

void HttpConnection::read(std::string_view bytes) {
  while (state_ == State::kReading && (parser_ || !bytes.empty())) {
    if (!parser_) {
      parser_ = std::make_unique<HttpParser>(lane().core.options.http);
      fresh_ = false;
      head_only_ = false;
      since_ = now();
    }
    std::size_t used = 0;
    const HttpParser::Step step = parser_->feed(bytes, used);
    bytes.remove_prefix(used);
    if (step == HttpParser::Step::kMore) return;
    if (step == HttpParser::Step::kHead)
      judge_head();
    else if (step == HttpParser::Step::kComplete)
      submit();
    else
      refuse(parser_->refused());
  }
  if (state_ == State::kAnswering || state_ == State::kUpgrading || state_ == State::kDraining)
    pending_ += bytes;
}

void HttpConnection::judge_head() {
  const ServerOptions& options = lane().core.options;
  RequestHead& head = parser_->head();
  ClientOrigin::note(head, wire_.peer(), lane().core.proxies);
  head_only_ = head.method() == "HEAD";
  body_since_ = now();
  const std::size_t cap = options.body_cap ? options.body_cap(head) : options.http.body_bytes;
  if (parser_->set_body_cap(cap) == HttpParser::Step::kRefused) return refuse(parser_->refused());
  if (const auto expected = head.header("Expect"); expected && head.minor_version() > 0) {
    if (!same_text(*expected, "100-continue")) return refuse(417);
    static const Bytes kContinue = make_bytes("HTTP/1.1 100 Continue\r\n\r\n");
    if (parser_->expects_body()) push(kContinue);
  }
  if (lane().core.upgrades && asks_for_web_socket(head)) judge_upgrade();
}

void HttpConnection::judge_upgrade() {
  const RequestHead& head = parser_->head();
  const Handshake handshake = judge_handshake(head);
  if (parser_->expects_body()) return refuse(400);
  if (handshake.refused != 0) {
    SmallAnswer answer = lane().core.refusal(handshake.refused);
    if (handshake.refused == 426) {
      answer.fields.emplace_back("Sec-WebSocket-Version", "13");
      answer.fields.emplace_back("Upgrade", "websocket");
    }
    return answer_here(answer, true);
  }
  close_after_ = !parser_->keep_alive();
  upgrade_ = std::make_unique<Upgrade>(Upgrade{
      handshake.accept, std::string(head.header("Sec-WebSocket-Protocol").value_or("")), head.client_ip()});
  enter(State::kUpgrading);
  const std::unique_ptr<HttpParser> keeps_head = std::move(parser_);
  lane().core.upgrades->on_upgrade(head, UpgradeTicket(loop(), key_));
}

void HttpConnection::submit() {
  enter(State::kAnswering);
  close_after_ = !parser_->keep_alive();
  exchange_ = std::make_shared<Exchange>(lane(), key_, std::move(parser_->head()), std::move(parser_->body()),
                                         parser_->keep_alive());
  parser_.reset();
  credit_ = 0;
  if (lane().core.pool.submit([exchange = exchange_] { exchange->answer(); })) return;
  exchange_.reset();
  lane().core.busy.fetch_add(1, std::memory_order_relaxed);
  SmallAnswer busy = lane().core.refusal(503);
  busy.fields.emplace_back("Retry-After", "1");
  answer_here(busy, close_after_);
}

void HttpConnection::take_answer(const Exchange& exchange, const Bytes& part, bool last, bool close) {
  if (exchange_.get() != &exchange) return;
  push(part);
  credit_ += part->size();
  if (!last) return;
  exchange_.reset();
  close_after_ = close_after_ || close;
  next_request();
  rearm();
}

/// The answer to this request is in the outbox: what now?
void HttpConnection::next_request() {
  if (close_after_ || lane().stopping) return start_closing();
  // Who sends requests but reads no answers has to wait: else the answers would pile up here.
  if (outbox_.size() > lane().core.options.outbox_bytes) return enter(State::kDraining);
  enter(State::kReading);
  if (!pending_.empty()) {
    const std::string bytes = std::exchange(pending_, {});
    read(bytes);
  }
  if (input_ended_) {
    if (state_ == State::kReading) start_closing();
  } else {
    read_more(true);
  }
}

void HttpConnection::answer_here(const SmallAnswer& answer, bool close) {
  parser_.reset();
  const bool keep = !close && !lane().stopping;
  push(make_bytes(encode(answer, keep, head_only_)));
  if (keep)
    enter(State::kReading);
  else
    start_closing();
}

void HttpConnection::refuse(int status) {
  answer_here(lane().core.refusal(status), true);
}

void HttpConnection::refuse_upgrade(SmallAnswer answer) {
  if (state_ != State::kUpgrading) return;
  upgrade_.reset();
  const bool keep = !close_after_ && !lane().stopping;
  Bytes bytes;
  try {
    bytes = make_bytes(encode(answer, keep, false));
  } catch (const std::exception&) {
    bytes = make_bytes(encode(lane().core.refusal(500), keep, false));
  }
  push(bytes);
  next_request();
  rearm();
}

void HttpConnection::accept_upgrade(std::unique_ptr<WebSocketHandler> handler,
                                    const std::optional<std::string>& subprotocol) {
  if (state_ != State::kUpgrading) return;
  if (lane().stopping) return refuse_upgrade(lane().core.refusal(503));
  std::string answer;
  try {
    answer = handshake_answer(upgrade_->accept, upgrade_->protocols, subprotocol);
  } catch (const std::exception&) {
    return refuse_upgrade(lane().core.refusal(500));
  }
  loop().timers().cancel(*this);
  WebSocketConnection::take_over(lane(), std::move(wire_), key_, std::move(outbox_),
                                 make_bytes(std::move(answer)), std::move(upgrade_->client_ip),
                                 std::move(handler), std::exchange(pending_, {}));
}

void HttpConnection::start_closing() {
  parser_.reset();
  pending_ = {};
  enter(State::kClosing);
  loop().touch(*this);
}

void HttpConnection::on_turn_end() {
  if (wire_.fd() < 0 || loop().find(key_) != this) return;
  if (!flush()) return;
  if (exchange_ && credit_ > 0) {
    const std::size_t gone = credit_ - std::min(credit_, outbox_.size());
    credit_ -= gone;
    if (gone > 0) exchange_->release(gone);
  }
  if (state_ == State::kDraining && outbox_.size() <= lane().core.options.outbox_bytes / 2) next_request();
  if (state_ == State::kClosing && outbox_.empty()) {
    if (input_ended_) return leave();
    end_output();
    read_more(true);
    enter(State::kLingering);
  }
  rearm();
}

void HttpConnection::on_end() {
  input_ended_ = true;
  switch (state_) {
    case State::kReading:
      // Half a request is none, whatever was announced.
      if (parser_) return refuse(400);
      start_closing();
      break;
    case State::kLingering:
      leave();
      break;
    default:
      read_more(false);  // the answer is still wanted: only its direction is open
  }
}

void HttpConnection::broken() {
  if (exchange_) std::exchange(exchange_, nullptr)->abandon();
  leave();
}

void HttpConnection::stop() {
  if (state_ == State::kReading && !parser_) start_closing();
  if (state_ == State::kUpgrading) give_up_upgrade();
  rearm();
}

void HttpConnection::give_up_upgrade() {
  close_after_ = true;  // the ticket is still out: it must never meet a later request of this connection
  refuse_upgrade(lane().core.refusal(503));
}

std::int64_t HttpConnection::due() const {
  const ServerOptions& options = lane().core.options;
  std::int64_t at = kNever;
  switch (state_) {
    case State::kReading:
      if (!parser_)
        at = since_ + (fresh_ ? options.head_timeout : options.keep_alive_timeout).count();
      else if (!parser_->head_complete())
        at = since_ + options.head_timeout.count();
      else
        at = body_since_ + options.body_grace.count() +
             static_cast<std::int64_t>(parser_->body().size() * 1000 /
                                       std::max<std::size_t>(options.body_rate, 1));
      break;
    case State::kUpgrading:
      at = since_ + options.upgrade_timeout.count();
      break;
    case State::kLingering:
      at = since_ + options.linger_timeout.count();
      break;
    case State::kAnswering:
    case State::kDraining:
    case State::kClosing:
      break;
  }
  if (stalled()) at = std::min(at, progress_at() + options.write_timeout.count());
  return at;
}

void HttpConnection::on_timer() {
  if (now() < due()) return rearm();
  if (stalled() && now() >= progress_at() + lane().core.options.write_timeout.count()) return broken();
  if (state_ == State::kReading && parser_)
    refuse(408);
  else if (state_ == State::kUpgrading)
    give_up_upgrade();
  else if (state_ == State::kReading)
    start_closing();
  else
    return leave();
  rearm();
}

}  // namespace hearth::net
