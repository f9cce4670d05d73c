#include "net/http_answer.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace hearth::net {
namespace {

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

/// IMF-fixdate (RFC 9110 section 5.6.7), made once a second and thread.
std::string_view http_date() {
  thread_local std::time_t made_for = -1;
  thread_local std::array<char, 40> text{};
  thread_local std::size_t size = 0;
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != made_for) {
    made_for = now.tv_sec;
    std::tm parts{};
    ::gmtime_r(&made_for, &parts);
    size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  }
  return {text.data(), size};
}

const std::string& reason_for(int status) {
  return Poco::Net::HTTPResponse::getReasonForStatus(
      static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
}

}  // namespace

void append_status_line(std::string& out, int status, std::string_view reason) {
  if (status < 100 || status > 999) throw Poco::InvalidArgumentException("not an HTTP status");
  if (has_control(reason)) throw Poco::InvalidArgumentException("control character in a reason phrase");
  out += "HTTP/1.1 ";
  out += std::to_string(status);
  out += ' ';
  out += reason.empty() ? std::string_view(reason_for(status)) : reason;
  out += "\r\nDate: ";
  out += http_date();
  out += "\r\n";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name)) throw Poco::InvalidArgumentException("not a field name");
  if (has_control(value))
    throw Poco::InvalidArgumentException("control character in field", std::string(name));
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

std::string encode(const SmallAnswer& answer, bool keep_alive, bool head_only) {
  std::string out;
  out.reserve(256 + answer.body.size());
  append_status_line(out, answer.status);
  const bool bodyless = answer.status == 204 || answer.status == 304 || answer.status < 200;
  if (!answer.content_type.empty() && !bodyless) append_field(out, "Content-Type", answer.content_type);
  for (const auto& [name, value] : answer.fields) append_field(out, name, value);
  if (!bodyless) append_field(out, "Content-Length", std::to_string(answer.body.size()));
  if (!keep_alive) append_field(out, "Connection", "close");
  out += "\r\n";
  if (!head_only && !bodyless) out += answer.body;
  return out;
}

SmallAnswer plain_answer(int status) {
  SmallAnswer answer;
  answer.status = status;
  answer.body = std::to_string(status) + " " + reason_for(status) + "\n";
  answer.fields.emplace_back("Cache-Control", "no-store");
  return answer;
}

}  // namespace hearth::net
