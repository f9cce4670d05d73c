// The bytes of HTTP answers: status line, fields that cannot break the head, whole small answers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hearth::net {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

/// "HTTP/1.1 404 Not Found" CRLF "Date: …" CRLF. An empty reason is replaced by the registered one. Throws
/// Poco::InvalidArgumentException for a reason with control characters or a status outside 100 … 999.
void append_status_line(std::string& out, int status, std::string_view reason = {});

/// "name: value" CRLF. Throws Poco::InvalidArgumentException when the name is no token or the value has a
/// control character: a line break there would be a second answer.
void append_field(std::string& out, std::string_view name, std::string_view value);

/// A whole answer. `body` is left out of the bytes, not out of Content-Length, for a HEAD request.
struct SmallAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body{};
  HttpFields fields{};
};
std::string encode(const SmallAnswer& answer, bool keep_alive, bool head_only);

/// What a client is told that could not be understood: the status and its name, nothing else.
SmallAnswer plain_answer(int status);

}  // namespace hearth::net
