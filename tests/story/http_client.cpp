#include "http_client.h"

#include <algorithm>
#include <charconv>

#include "answer_record.h"

namespace hearth::story {
namespace {

class Ended : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::size_t number(std::string_view text, int base) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (error != std::errc{} || end != text.data() + text.size())
    throw std::runtime_error("no number: " + std::string(text));
  return out;
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Json HttpAnswer::json() const {
  const Json parsed = Json::parse(body, nullptr, false);
  if (parsed.is_discarded())
    throw std::runtime_error("status " + std::to_string(status) + " with a body that is no JSON: " + body);
  return parsed;
}

ByteStream& HttpClient::stream() {
  if (!stream_.is_open()) {
    buffer_.clear();
    stream_ = ByteStream::connect(port_);
  }
  return stream_;
}

std::string HttpClient::request_text(const std::string& method, const std::string& target, const Json& body,
                                     const Headers& headers) const {
  std::string text = method + " " + target + " HTTP/1.1\r\n";
  const auto add = [&](const std::string& name, const std::string& value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  const bool own_host =
      std::any_of(headers.begin(), headers.end(), [](const auto& h) { return lower(h.first) == "host"; });
  if (!own_host) add("Host", host_);
  for (const auto& [name, value] : always_) add(name, value);
  for (const auto& [name, value] : headers) add(name, value);
  const std::string content = body.is_null() ? "" : body.dump();
  if (!body.is_null()) add("Content-Type", "application/json");
  if (!body.is_null() || method == "POST" || method == "PUT" || method == "PATCH")
    add("Content-Length", std::to_string(content.size()));
  return text + "\r\n" + content;
}

HttpAnswer HttpClient::ask(const std::string& method, const std::string& target, const Json& body,
                           const Headers& headers) {
  HttpAnswer answer = ask_text(request_text(method, target, body, headers), method == "HEAD");
  record_answer(method, target, answer);
  return answer;
}

HttpAnswer HttpClient::ask_text(const std::string& text, bool to_head) {
  const bool kept = stream_.is_open();
  try {
    if (!stream().write(text)) throw Ended("the connection has ended");
    return read_answer(to_head);
  } catch (const Ended&) {
    stream_.close();
    if (!kept) throw;
  }
  stream().write(text);
  return read_answer(to_head);
}

HttpAnswer HttpClient::ask_raw(std::string_view bytes, bool to_head) {
  stream().write(bytes);
  return read_answer(to_head);
}

void HttpClient::more() {
  const std::string part = stream_.read();
  if (part.empty()) throw Ended("the connection has ended instead of an answer, after: " + buffer_);
  buffer_ += part;
}

std::string HttpClient::take_line() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) more();
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  if (line.find_first_of(std::string("\r\n\0", 3)) != std::string::npos)
    throw std::runtime_error("a stray byte in the head of an answer");
  return line;
}

std::string HttpClient::take(std::size_t bytes) {
  while (buffer_.size() < bytes) more();
  std::string out = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return out;
}

HttpAnswer HttpClient::read_answer(bool to_head) {
  HttpAnswer answer;
  do {
    answer = {};
    const std::string line = take_line();
    if (!line.starts_with("HTTP/1.1 ") || line.size() < 13 || line[12] != ' ')
      throw std::runtime_error("no status line: " + line);
    answer.status = static_cast<int>(number(line.substr(9, 3), 10));
    for (std::string field; !(field = take_line()).empty();) {
      const auto colon = field.find(": ");
      if (colon == std::string::npos) throw std::runtime_error("no header field: " + field);
      answer.headers.emplace(lower(field.substr(0, colon)), field.substr(colon + 2));
    }
  } while (answer.status == 100);
  const bool has_body = !to_head && answer.status != 204 && answer.status != 304 && answer.status != 101;
  if (has_body && answer.header("transfer-encoding") == "chunked") {
    for (;;) {
      const std::size_t size = number(take_line(), 16);
      answer.body += take(size);
      if (!take_line().empty()) throw std::runtime_error("no end of a chunk");
      if (size == 0) break;
    }
  } else if (has_body && answer.headers.contains("content-length")) {
    if (answer.headers.count("content-length") != 1) throw std::runtime_error("two lengths");
    answer.body = take(number(answer.header("content-length"), 10));
  } else if (has_body) {
    answer.body = std::exchange(buffer_, {}) + stream_.read_all();
    stream_.close();
  }
  if (lower(answer.header("connection")) == "close") stream_.close();
  return answer;
}

}  // namespace hearth::story
