// A request that is repeated with its Idempotency-Key is carried out once and answered each time
// (draft-ietf-httpapi-idempotency-key-header-07).
#pragma once

#include <functional>

#include "api/exchange.h"
#include "chat/replays.h"

namespace hearth::api {

/// The key of an Idempotency-Key: the field is a string of RFC 9651, in quotes; without them it is taken as
/// it stands. Empty for what is no key of 1 to 255 characters of ASCII.
std::string idempotency_key_of(std::string_view field);

/// Runs `handler` unless this person sent the same request with the same key before: then its answer comes
/// again, with `Idempotency-Replayed: true`. Refuses key_reused for another request with the key, in_flight
/// while the first is being carried out. What failed through a fault of ours, or came too often, is not kept:
/// it may be sent again. Blocks; throws what the database and the handler throw.
Response answer_once(chat::Replays& replays, const Request& request,
                     const std::function<Response(const Request&)>& handler);

}  // namespace hearth::api
