// RequestHead: the request line and the fields of one HTTP request, as they were sent (nothing is decoded),
// and who sent it. A value: made by HttpParser, passed on to whoever answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth::net {

class RequestHead {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  /// "GET": upper case, one of those that the parser knows.
  std::string_view method() const { return view(method_); }
  /// Path and query as sent, still percent-encoded: "/a%20b?c=d", or "*".
  std::string_view target() const { return view(target_); }
  std::string_view path() const { return target().substr(0, target().find('?')); }
  /// Without the question mark; empty when there is none.
  std::string_view query() const;
  /// 0 or 1 of HTTP/1.x.
  int minor_version() const { return minor_version_; }

  std::size_t field_count() const { return fields_.size(); }
  Field field(std::size_t i) const { return {view(fields_[i].name), view(fields_[i].value)}; }
  /// The first field of that name, in whatever case.
  std::optional<std::string_view> header(std::string_view name) const;
  /// True when a comma-separated list in fields of that name holds `token`, in whatever case.
  bool has_token(std::string_view name, std::string_view token) const;
  /// The host that is asked for, from the target or the Host field; empty only in HTTP/1.0.
  std::string_view host() const { return view(host_); }

  /// The client's address as text, or "unix"; what a trusted proxy says in front of what the socket says.
  const std::string& client_ip() const { return client_ip_; }
  /// True when the client speaks TLS to a trusted proxy.
  bool secure() const { return secure_; }

 private:
  friend class HttpParser;
  friend class ClientOrigin;
  struct Span {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  struct FieldSpans {
    Span name;
    Span value;
  };
  std::string_view view(Span span) const { return std::string_view(text_).substr(span.at, span.size); }

  std::string text_;  // the bytes of the head; all spans point into it
  Span method_;
  Span target_;
  Span host_;
  std::vector<FieldSpans> fields_;
  int minor_version_ = 1;
  bool secure_ = false;
  std::string client_ip_;
};

/// ASCII only, as field names and tokens are.
bool same_text(std::string_view a, std::string_view b);

}  // namespace hearth::net
