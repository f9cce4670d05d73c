// Problems: what is told over HTTP instead of an answer (RFC 9457), wherever it comes from. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "protocol/command.h"

namespace hearth::protocol {

inline constexpr const char* kProblemType = "application/problem+json";

/// {type, title, status, code, detail, field?, errors?, retry_after_ms?, request_id}, where `errors` lists
/// {field, detail} of every argument at fault and `field` is the first of them. Of `refusal` all counts but
/// its code.
std::string problem_text(const ErrorRow& row, const chat::Refusal& refusal, std::string_view request_id);

}  // namespace hearth::protocol
