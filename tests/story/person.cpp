#include "person.h"

#include <unistd.h>

#include <atomic>

#include "answer_record.h"

namespace hearth::story {
namespace {

std::string lower_ascii(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (std::isalpha(static_cast<unsigned char>(c)) != 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

Json must_be_good(const HttpAnswer& answer, const std::string& what) {
  if (answer.status < 200 || answer.status > 299)
    throw std::runtime_error(what + " was answered " + std::to_string(answer.status) + " " + answer.body);
  return answer.body.empty() ? Json() : answer.json();
}

}  // namespace

Device::Device(House& house, const std::string& bearer)
    : Device(house, bearer, ByteStream::connect(house.port())) {}

Device::Device(House& house, const std::string& bearer, ByteStream stream) : house_(&house) {
  const auto refusal = socket_.open(std::move(stream), "127.0.0.1", {{"Authorization", "Bearer " + bearer}});
  if (refusal) throw std::runtime_error("the socket was refused: " + refusal->body);
  welcome_ = expect("welcome");
}

void Device::read_one() {
  const auto frame = socket_.next();
  if (!frame) throw std::runtime_error("the socket ended; the server's log:\n" + house_->log());
  if (frame->opcode == 8)
    throw std::runtime_error("the socket was closed with " + std::to_string(frame->close_code) + " " +
                             frame->payload);
  if (frame->opcode == 10) return;
  const Json said = Json::parse(frame->payload);
  if (said.contains("re")) {
    const auto asked = asked_.extract(said["re"].get<std::uint64_t>());
    record_frame(asked.empty() ? "" : asked.mapped(), said);
    Reply reply;
    (said.contains("ok") ? reply.ok : reply.error) = said.contains("ok") ? said["ok"] : said.at("error");
    if (!replies_.emplace(said["re"], std::move(reply)).second)
      throw std::runtime_error("two replies to one command: " + frame->payload);
  } else {
    record_frame("", said);
    events_.push_back(said);
    if (!said.contains("on")) throw std::runtime_error("neither reply nor event: " + frame->payload);
  }
}

std::uint64_t Device::send(const std::string& command, Json arguments) {
  arguments["id"] = next_id_;
  arguments["do"] = command;
  asked_.emplace(next_id_, command);
  socket_.send_text(arguments.dump());
  return next_id_++;
}

Reply Device::wait_reply(std::uint64_t number) {
  while (!replies_.contains(number)) read_one();
  auto node = replies_.extract(number);
  return std::move(node.mapped());
}

Reply Device::ask(const std::string& command, Json arguments) {
  return wait_reply(send(command, std::move(arguments)));
}

Json Device::call(const std::string& command, Json arguments) {
  Reply reply = ask(command, std::move(arguments));
  if (!reply.error.is_null()) throw std::runtime_error(command + " was refused: " + reply.error.dump());
  return std::move(reply.ok);
}

Json Device::expect(const std::string& event, const std::function<bool(const Json&)>& fits) {
  try {
    for (std::size_t i = 0;; ++i) {
      while (i >= events_.size()) read_one();
      if (events_[i]["on"] != event || (fits && !fits(events_[i]))) continue;
      Json found = std::move(events_[i]);
      events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(i));
      return found;
    }
  } catch (const TooLate&) {
    std::string came;
    for (const Json& one : events_) came += "\n  " + one.dump();
    throw TooLate("no " + event + " has come, but:" + came);
  }
}

std::size_t Device::count(const std::string& event, const std::function<bool(const Json&)>& fits) {
  call("ping");
  std::size_t n = 0;
  for (const Json& one : events_)
    if (one["on"] == event && (!fits || fits(one))) ++n;
  return n;
}

Json Device::next_event() {
  while (events_.empty()) read_one();
  Json first = std::move(events_.front());
  events_.pop_front();
  return first;
}

std::optional<Json> Device::take_event() {
  if (events_.empty()) return {};
  return next_event();
}

int Device::wait_closed(std::string* reason) {
  return socket_.wait_closed(reason);
}

Person::Person(House& house, const std::string& name) : house_(&house), http_(house.port()), name_(name) {
  static std::atomic<int> count = 0;
  user_name_ = lower_ascii(name) + "." + std::to_string(++count);
  password_ = "kind regards to the " + std::to_string(count) + " magpies";
  const Json made = must_be_good(
      http_.post("/api/v1/auth/register",
                 {{"user_name", user_name_}, {"name", name_}, {"password", password_}, {"as", "program"}}),
      "registering " + name);
  id_ = made.at("me").at("id");
  session_ = made.at("session");
  token_ = made.at("access_token");
  refresh_token_ = made.at("refresh_token");
}

HttpAnswer Person::ask(const std::string& method, const std::string& path, const Json& body) {
  return ask_at(method, "/api/v1" + path, body);
}

HttpAnswer Person::ask_at(const std::string& method, const std::string& target, const Json& body,
                          Headers headers) {
  if (http_.port() != house_->port()) http_ = HttpClient(house_->port());
  headers.emplace_back("Authorization", "Bearer " + token_);
  return http_.ask(method, target, body, headers);
}

Json Person::get(const std::string& path) {
  return must_be_good(ask("GET", path), "GET " + path);
}

Json Person::post(const std::string& path, const Json& body) {
  return must_be_good(ask("POST", path, body), "POST " + path);
}

std::uint64_t Person::direct_with(const Person& other) {
  return post("/direct", {{"person", other.id()}}).at("id");
}

std::uint64_t Person::group(const std::string& name, const std::vector<const Person*>& people) {
  Json ids = Json::array();
  for (const Person* person : people) ids.push_back(person->id());
  return post("/groups", {{"key", new_key()}, {"name", name}, {"people", ids}}).at("id");
}

std::string new_key() {
  static std::atomic<int> count = 0;
  return "key " + std::to_string(::getpid()) + " " + std::to_string(++count);
}

Json message(std::uint64_t conversation, const std::string& body, const std::string& key) {
  return {{"conversation", conversation}, {"key", key}, {"body", body}};
}

}  // namespace hearth::story
