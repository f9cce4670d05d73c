#include "api/chat_routes.h"

#include <algorithm>
#include <memory>

#include "api/awaited.h"
#include "api/message_number.h"
#include "api/repeated.h"
#include "auth/sign_in.h"
#include "base/json_text.h"
#include "base/random.h"
#include "chat/calls.gen.h"
#include "chat/find_direct.h"
#include "chat/house.h"
#include "chat/permission.h"
#include "protocol/arguments.h"

namespace hearth::api {
namespace {

using namespace chat;
using protocol::Access;
using protocol::Arguments;
using protocol::Reader;
using protocol::TextLimits;

constexpr TextLimits kLine{0, 1000, false};
constexpr TextLimits kPassword{0, 1000, true};
constexpr TextLimits kMessage{1, 16'000, true};
constexpr std::uint32_t kMostOnPage = 100;

/// A verb, and the wait for its answer.
template <class Answer, class Ask>
Outcome<Answer> run(House& house, void (*verb)(House&, Ask, Reply<Answer>), Ask ask) {
  const auto awaited = std::make_shared<Awaited<Answer>>();
  verb(house, std::move(ask), [awaited](Outcome<Answer> outcome) { awaited->set(std::move(outcome)); });
  return awaited->wait();
}

Caller caller_of(const Request& request) {
  return {request.identity->person, request.identity->session, 0};
}

/// A refusal of a verb in the words of this API.
Refusal renamed(Refusal refusal, std::string_view from, std::string_view to) {
  if (refusal.field == from) refusal.field = to;
  return refusal;
}

/// What comes with a request, in `read`'s places; the problem if it is not that.
template <class Read>
std::optional<Response> wrong_with(const Request& request, const Read& read) {
  auto arguments = Arguments::from_json(request.body.empty() ? "{}" : request.body);
  if (!arguments) return problem(arguments.reason(), request);
  for (const auto* pairs : {&request.parameters, &request.query})
    for (const auto& [name, value] : *pairs)
      if (!arguments->add_from_url(name, value))
        return problem(refuse_field(name, "\"" + name + "\" is said twice.").reason, request);
  Reader reader(*arguments);
  read(reader);
  if (!reader.complete()) return problem(reader.refusal().reason, request);
  return {};
}

/// A direct conversation as this API sees it.
struct Talk {
  ConversationId id;
  PersonId me, peer;
  Standing mine, theirs;

  PersonId receiver_of(const Message& message) const { return message.sender == me ? peer : me; }
  std::string_view status_of(const Message& message) const {
    const Standing& receiver = message.sender == me ? theirs : mine;
    if (peer == me || receiver.read_seq >= message.seq) return "read";
    return receiver.delivered_seq >= message.seq ? "delivered" : "sent";
  }
};

std::optional<Talk> talk_of(const House& house, ConversationId id, PersonId me) {
  const auto peer = peer_in(house.directory, id, me);
  if (!peer) return {};
  const auto mine = house.directory.standing(id, me);
  const auto theirs = house.directory.standing(id, *peer);
  if (!mine || !theirs) return {};
  return Talk{id, me, *peer, *mine, *theirs};
}

/// "2024-03-22T12:00:00Z": this API tells whole seconds.
std::string seconds_of(Time at) {
  std::string text = to_rfc3339(at);
  const auto dot = text.find('.');
  return dot == std::string::npos ? text : text.substr(0, dot) + "Z";
}

void append_message(std::string& out, const Talk& talk, const Message& message) {
  out += R"({"id":)";
  json::append_number(out, message_number(talk.id, message.seq).value_or(0));
  out += R"(,"sender_id":)";
  json::append_number(out, message.sender.value);
  out += R"(,"receiver_id":)";
  json::append_number(out, talk.receiver_of(message).value);
  out += R"(,"message":)";
  json::append_string(out, message.body);
  out += R"(,"status":")";
  out += talk.status_of(message);
  out += R"(","created_at":)";
  json::append_string(out, seconds_of(message.at));
  out += '}';
}

Response answer_message(const Talk& talk, const Message& message, int status) {
  std::string body;
  append_message(body, talk, message);
  return json_response(std::move(body), status);
}

Response send_message(House& house, const Request& request) {
  PersonId receiver;
  std::string text;
  if (auto wrong = wrong_with(request, [&](Reader& in) {
        in.required("receiver_id", receiver);
        in.required("message", text, kMessage);
      }))
    return std::move(*wrong);
  const auto line = run<Line, OpenDirect>(house, &open_direct, {caller_of(request), receiver});
  if (!line) {
    Refusal refusal = line.reason();
    if (refusal.code == RefusalCode::kNotFound) refusal.field = "receiver_id";
    return problem(refusal, request);
  }
  if (!message_number(line->id, line->seq + 1))
    return problem(refuse(RefusalCode::kClosed, "This conversation has outgrown this API.").reason, request);
  std::string key = idempotency_key_of(request.idempotency_key);
  if (key.size() > 64)
    return problem(
        refuse(RefusalCode::kBadRequest, "Here an Idempotency-Key has at most 64 characters.").reason,
        request);
  if (key.empty()) key = random_token(18);
  Message message;
  message.body = text;
  const auto posted = run<Posted, PostMessage>(
      house, &post_message, {caller_of(request), line->id, std::move(key), std::move(text), {}});
  if (!posted) return problem(renamed(posted.reason(), "body", "message"), request);
  const auto talk = talk_of(house, line->id, request.identity->person);
  if (!talk) return problem(not_found("message").reason, request);
  message.seq = posted->seq;
  message.at = posted->at;
  message.sender = talk->me;
  return answer_message(*talk, message, 201);
}

/// The messages first … last, newest first. An answer of the verb may be cut by bytes: it is asked again.
Outcome<std::vector<Message>> messages_of(House& house, const Request& request, ConversationId id, Seq first,
                                          Seq last) {
  std::vector<Message> out;
  while (last >= first && last > 0) {
    ListMessages ask;
    ask.who = caller_of(request);
    ask.conversation = id;
    ask.before = last + 1;
    ask.limit = static_cast<std::uint32_t>(last - first + 1);
    auto page = run<Messages, ListMessages>(house, &list_messages, std::move(ask));
    if (!page) return Failure{page.reason()};
    if (page->messages.empty()) break;
    last = page->messages.front().seq - 1;
    std::move(page->messages.rbegin(), page->messages.rend(), std::back_inserter(out));
  }
  return out;
}

Response list(House& house, const Request& request) {
  PersonId other;
  std::optional<std::uint32_t> page_number, per_page;
  if (auto wrong = wrong_with(request, [&](Reader& in) {
        in.required("user_id", other);
        in.optional("page", page_number, protocol::NumberLimits{1, UINT32_MAX});
        in.optional("per_page", per_page, protocol::NumberLimits{1, kMostOnPage});
      }))
    return std::move(*wrong);
  const auto me = may_act(house.directory, caller_of(request));
  if (!me) return problem(me.reason(), request);
  if (!house.directory.person(other)) return problem(not_found("person").reason, request);
  const std::uint64_t page = page_number.value_or(1), size = per_page.value_or(20);
  const auto id = find_direct(house.directory, request.identity->person, other);
  auto talk = id ? talk_of(house, *id, request.identity->person) : std::nullopt;
  const Seq head = talk ? talk->mine.seq : 0;
  std::string body = R"({"data":[)";
  const std::uint64_t newer = (page - 1) * size;
  if (talk && newer < head) {
    const Seq last = head - newer;
    const auto messages = messages_of(house, request, talk->id, last > size ? last - size + 1 : 1, last);
    if (!messages) return problem(messages.reason(), request);
    // A program that asks is a device of theirs that has got them.
    AdvanceReceipt got;
    got.who = caller_of(request);
    got.conversation = talk->id;
    got.delivered = last;
    (void)run<Done, AdvanceReceipt>(house, &advance_receipt, std::move(got));
    talk = talk_of(house, talk->id, talk->me);
    if (!talk) return problem(not_found("person").reason, request);
    for (const Message& message : *messages) {
      if (!body.ends_with('[')) body += ',';
      append_message(body, *talk, message);
    }
  }
  body += R"(],"meta":{"current_page":)";
  json::append_number(body, page);
  body += R"(,"total":)";
  json::append_number(body, head);
  return json_response(body + "}}");
}

Response read(House& house, const Request& request) {
  std::uint64_t number = 0;
  if (auto wrong = wrong_with(request, [&](Reader& in) {
        in.required("message_id", number, protocol::NumberLimits{1, kMaxIdValue});
      }))
    return std::move(*wrong);
  const auto me = may_act(house.directory, caller_of(request));
  if (!me) return problem(me.reason(), request);
  const auto [id, seq] = place_of_message(number);
  if (seq == 0 || !talk_of(house, id, request.identity->person))
    return problem(not_found("message").reason, request);
  GetMessage ask;
  ask.who = caller_of(request);
  ask.conversation = id;
  ask.seq = seq;
  const auto message = run<Message, GetMessage>(house, &get_message, std::move(ask));
  if (!message) return problem(message.reason(), request);
  const auto before = talk_of(house, id, request.identity->person);
  if (before && message->sender == before->me && before->peer != before->me)
    return problem(refuse(RefusalCode::kForbidden, "Only who received a message can have read it.").reason,
                   request);
  AdvanceReceipt seen;
  seen.who = caller_of(request);
  seen.conversation = id;
  seen.delivered = seen.read = seq;
  const auto done = run<Done, AdvanceReceipt>(house, &advance_receipt, std::move(seen));
  if (!done) return problem(done.reason(), request);
  const auto talk = talk_of(house, id, request.identity->person);
  if (!talk) return problem(not_found("message").reason, request);
  return answer_message(*talk, *message, 200);
}

Response log_in(auth::Desk& desk, const Request& request) {
  std::optional<std::string> email, username;
  auth::SignIn wanted;
  if (auto wrong = wrong_with(request, [&](Reader& in) {
        in.optional("email", email, kLine);
        in.optional("username", username, kLine);
        in.required("password", wanted.password, kPassword);
      }))
    return std::move(*wrong);
  if (email.has_value() == username.has_value())
    return problem(
        refuse_field(email ? "username" : "email", "Give either \"email\" or \"username\".").reason, request);
  wanted.login = email ? *email : *username;
  wanted.kind = SessionKind::kProgram;
  wanted.visitor = {request.client_ip, request.agent, request.device};
  const auto signed_in = auth::sign_in(desk, wanted);
  if (!signed_in) return problem(signed_in.reason(), request);
  const auth::Credentials& held = signed_in->credentials;
  std::string body = R"({"access_token":)";
  json::append_string(body, held.access_token);
  body += R"(,"token_type":"Bearer","expires_in":)";
  json::append_number(body, static_cast<std::uint64_t>(held.expires_in.count()));
  body += R"(,"refresh_token":)";
  json::append_string(body, held.refresh_token);
  return json_response(body + "}");
}

}  // namespace

void add_chat_routes(Router& router, House& house, auth::Desk& desk) {
  const auto add = [&](std::string method, std::string pattern, Response (*route)(House&, const Request&)) {
    const Cost cost = method == "GET" ? Cost::kRead : Cost::kWrite;
    const bool keeps_answers = method == "POST";
    router.add({std::move(method), std::move(pattern), Access::kPerson, false,
                [&house, route](const Request& request) { return route(house, request); }, cost,
                keeps_answers});
  };
  router.add({"POST", "/api/auth/login", Access::kPublic, true,
              [&desk](const Request& request) { return log_in(desk, request); }, Cost::kSignIn});
  add("POST", "/api/chat/send", &send_message);
  add("GET", "/api/chat/messages/{user_id}", &list);
  add("PATCH", "/api/chat/read/{message_id}", &read);
}

}  // namespace hearth::api
