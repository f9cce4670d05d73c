// AnswerRecord: every answer that a story gets over REST, and every frame over the WebSocket, written down
// for answers.mjs, which holds them all to openapi.json and asyncapi.json when the stories have ended. Does
// nothing unless HEARTH_TEST_ANSWERS names a folder.
#pragma once

#include <string>

#include "http_client.h"

namespace hearth::story {

/// Any thread.
void record_answer(const std::string& method, const std::string& target, const HttpAnswer& answer);
/// An event, or the reply to `command`.
void record_frame(const std::string& command, const Json& frame);

}  // namespace hearth::story
