// The chat API of the trade: what many programs and tutorials expect of a chat server, served by the same
// verbs, rules and log as everything else.
//
//   POST  /api/auth/login               {email | username, password}  -> tokens                      public
//   POST  /api/chat/send                {receiver_id, message}        -> 201, the message            person
//   GET   /api/chat/messages/{user_id}  ?page=1&per_page=20           -> {data, meta}                person
//   PATCH /api/chat/read/{message_id}                                 -> the message, now read       person
//
// A message is {id, sender_id, receiver_id, message, status, created_at}; `status` is sent, delivered or
// read, from the receiver's watermarks. Page 1 has the newest messages, the newest first. Who asks for
// messages has got them: that is their delivery. What was deleted keeps its place with an empty text.
#pragma once

#include "api/router.h"
#include "auth/desk.h"

namespace hearth::chat {
struct House;
}

namespace hearth::api {

/// Both outlive the router.
void add_chat_routes(Router& router, chat::House& house, auth::Desk& desk);

}  // namespace hearth::api
