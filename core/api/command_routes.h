// The protocol's commands as REST routes: same decoder, same verb, same answer as over the WebSocket.
#pragma once

#include "api/router.h"

namespace hearth::chat {
struct House;
}

namespace hearth::api {

void add_command_routes(Router& router, chat::House& house);

}  // namespace hearth::api
