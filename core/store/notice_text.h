// A notice as it stands in the column message.notice: {"what":2,"people":[7,9],"name":"…","role":2}.
#pragma once

#include <string>
#include <string_view>

#include "chat/values.h"

namespace hearth::store {

std::string to_text(const chat::Notice& notice);

/// Throws std::runtime_error when it is none: the row was not written by us.
chat::Notice notice_of(std::string_view text);

}  // namespace hearth::store
