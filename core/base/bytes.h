// Bytes: an immutable run of bytes, shared by whoever still has to send it. Encoded once, sent to many.
#pragma once

#include <memory>
#include <string>

namespace hearth {

using Bytes = std::shared_ptr<const std::string>;

inline Bytes make_bytes(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

}  // namespace hearth
