// HttpClient: a strict HTTP/1.1 client on one connection that it keeps. What is not well-formed in an answer
// is a failure of the test.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "byte_stream.h"

namespace hearth::story {

using Json = nlohmann::json;

struct HttpAnswer {
  int status = 0;
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  /// The first of this name; empty when there is none.
  std::string header(const std::string& name) const;
  Json json() const;
  /// "not_found" of a problem.
  std::string code() const { return json().value("code", ""); }
};

using Headers = std::vector<std::pair<std::string, std::string>>;

class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port) : port_(port) {}
  HttpClient(std::uint16_t port, Headers always) : port_(port), always_(std::move(always)) {}

  /// One request. A `body` of null sends none. Connects when there is no connection, and once more when the
  /// kept one has ended meanwhile. Throws std::runtime_error for an answer that is none.
  HttpAnswer ask(const std::string& method, const std::string& target, const Json& body = nullptr,
                 const Headers& headers = {});
  HttpAnswer get(const std::string& target) { return ask("GET", target); }
  HttpAnswer post(const std::string& target, const Json& body) { return ask("POST", target, body); }

  /// Bytes as they are, and the one answer to them.
  HttpAnswer ask_raw(std::string_view bytes, bool to_head = false);
  /// The next answer on this connection.
  HttpAnswer read_answer(bool to_head = false);
  ByteStream& stream();
  const std::string& host() const { return host_; }
  void set_host(std::string host) { host_ = std::move(host); }
  void set_always(Headers headers) { always_ = std::move(headers); }
  const Headers& always() const { return always_; }
  void close() { stream_.close(); }
  std::uint16_t port() const { return port_; }

 private:
  HttpAnswer ask_text(const std::string& text, bool to_head);
  std::string request_text(const std::string& method, const std::string& target, const Json& body,
                           const Headers& headers) const;
  std::string take_line();
  std::string take(std::size_t bytes);
  void more();

  std::uint16_t port_;
  Headers always_;
  std::string host_ = "127.0.0.1:" + std::to_string(port_);
  ByteStream stream_;
  std::string buffer_;
};

}  // namespace hearth::story
