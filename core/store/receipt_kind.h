// ReceiptKind: which of a member's two watermarks moved, as it stands in receipt_advance.kind.
#pragma once

#include <cstdint>

namespace hearth::store {

enum class ReceiptKind : std::uint8_t { kDelivered = 1, kRead = 2 };

}  // namespace hearth::store
