#include "net/http_parser.h"

#include <algorithm>
#include <array>

namespace hearth::net {
namespace {

// What Hearth's handlers may be asked; CONNECT and TRACE never. The tail is WebDAV's.
constexpr std::array<std::string_view, 16> kMethods{
    "GET",       "HEAD",  "POST", "PUT",  "PATCH", "DELETE", "OPTIONS", "PROPFIND",
    "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK",  "UNLOCK", "REPORT",  "SEARCH"};

constexpr std::size_t kLengthDigits = 15;  // below 2^53, far above any cap

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:[]%!$&'()*+;=").find(c) != std::string_view::npos;
  });
}

/// What llhttp saw, to be compared with what we saw.
struct Witness {
  std::string* body;
  std::string_view url{};
  std::size_t names = 0;
  const RequestHead* expected = nullptr;
  bool agrees = true;
  bool complete = false;
};

Witness& witness(llhttp_t* parser) {
  return *static_cast<Witness*>(parser->data);
}

}  // namespace

const llhttp_settings_t& HttpParser::settings() {
  static const llhttp_settings_t kSettings = [] {
    llhttp_settings_t s;
    llhttp_settings_init(&s);
    s.on_url = [](llhttp_t* p, const char* at, size_t size) {
      witness(p).url = {at, size};
      return 0;
    };
    s.on_header_field = [](llhttp_t* p, const char* at, size_t size) {
      Witness& saw = witness(p);
      if (saw.expected) {
        const bool same = saw.names < saw.expected->field_count() &&
                          saw.expected->field(saw.names).name.data() == at &&
                          saw.expected->field(saw.names).name.size() == size;
        saw.agrees = saw.agrees && same;
        ++saw.names;
      }
      return 0;
    };
    s.on_body = [](llhttp_t* p, const char* at, size_t size) {
      witness(p).body->append(at, size);
      return 0;
    };
    s.on_message_complete = [](llhttp_t* p) -> int {
      witness(p).complete = true;
      return HPE_PAUSED;
    };
    return s;
  }();
  return kSettings;
}

HttpParser::HttpParser(const HttpLimits& limits)
    : scanner_(limits), chunks_(limits), cap_(limits.body_bytes) {
  llhttp_init(&llhttp_, HTTP_REQUEST, &settings());
}

HttpParser::Step HttpParser::refuse(int status) {
  state_ = State::kDone;
  refused_ = status;
  return Step::kRefused;
}

HttpParser::Step HttpParser::feed(std::string_view bytes, std::size_t& used) {
  used = 0;
  const Step step = state_ == State::kHead ? feed_head(bytes, used) : feed_body(bytes, used);
  received_ += used;
  return step;
}

HttpParser::Step HttpParser::feed_head(std::string_view bytes, std::size_t& used) {
  used = scanner_.feed(bytes);
  if (scanner_.refused() != 0) return refuse(scanner_.refused());
  head_.text_.append(bytes.substr(0, used));
  if (!scanner_.complete()) return Step::kMore;
  if (const int status = read_head(); status != 0) return refuse(status);
  state_ = State::kBody;
  return Step::kHead;
}

HttpParser::Step HttpParser::set_body_cap(std::uint64_t bytes) {
  cap_ = bytes;
  chunks_.set_cap(bytes);
  return length_ > cap_ ? refuse(413) : Step::kHead;
}

HttpParser::Step HttpParser::feed_body(std::string_view bytes, std::size_t& used) {
  if (length_ > cap_) return refuse(413);
  if (expects_body()) {
    std::size_t ours = 0;
    if (chunked_) {
      ours = chunks_.feed(bytes);
    } else {
      ours = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), length_ - body_.size()));
    }
    Witness saw{&body_};
    llhttp_.data = &saw;
    const llhttp_errno_t error = llhttp_execute(&llhttp_, bytes.data(), ours);
    llhttp_.data = nullptr;
    if (error != HPE_OK && !(saw.complete && (error == HPE_PAUSED || error == HPE_PAUSED_UPGRADE)))
      return refuse(400);
    // After llhttp, which may have found something wrong in what came before: the first mistake counts, so
    // that the answer does not depend on how the bytes were cut.
    if (chunks_.refused() != 0) return refuse(chunks_.refused());
    used = ours;
    const bool complete = chunked_ ? chunks_.complete() : body_.size() == length_;
    if (complete != saw.complete) return refuse(400);
    if (!complete) return Step::kMore;
  }
  state_ = State::kDone;
  return Step::kComplete;
}

int HttpParser::read_head() {
  if (const int status = read_request_line(); status != 0) return status;
  if (const int status = check_fields(); status != 0) return status;

  Witness saw{&body_};
  saw.expected = &head_;
  llhttp_.data = &saw;
  const std::string_view sent_target =
      std::string_view(head_.text_).substr(head_.method_.at + head_.method_.size + 1);
  const llhttp_errno_t error = llhttp_execute(&llhttp_, head_.text_.data(), head_.text_.size());
  llhttp_.data = nullptr;
  if (error != HPE_OK && error != HPE_PAUSED && error != HPE_PAUSED_UPGRADE) return 400;
  // The complete target, whatever of it is the path.
  if (!saw.agrees || saw.names != head_.field_count() || saw.url.data() != sent_target.data()) return 400;
  if (saw.complete == expects_body()) return 400;
  if (chunked_ != ((llhttp_.flags & F_CHUNKED) != 0)) return 400;
  if (!chunked_ && expects_body() && llhttp_.content_length != length_) return 400;
  return 0;
}

int HttpParser::read_request_line() {
  const std::string& text = head_.text_;
  const std::size_t start = text.starts_with("\r\n") ? 2 : 0;
  const std::string_view line = std::string_view(text).substr(start, text.find("\r\n", start) - start);
  const std::size_t method_end = line.find(' ');
  const std::size_t target_end = line.find(' ', method_end + 1);
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  const std::string_view version = line.substr(target_end + 1);
  if (method.empty() || target.empty()) return 400;

  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (version.size() != 8 || !version.starts_with("HTTP/") || !digit(version[5]) || version[6] != '.' ||
      !digit(version[7]))
    return 400;
  if (version[5] != '1' || version[7] > '1') return 505;
  head_.minor_version_ = version[7] - '0';
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end()) return 501;

  head_.method_ = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(method.size())};
  head_.target_ = {static_cast<std::uint32_t>(start + method_end + 1),
                   static_cast<std::uint32_t>(target.size())};
  if (target.find('#') != std::string_view::npos) return 400;
  if (target == "*") return method == "OPTIONS" ? 0 : 400;
  return target.front() == '/' ? 0 : set_absolute_target();
}

// RFC 9112 section 3.2.2: a request in absolute form counts as one for its path, and its authority as the
// host.
int HttpParser::set_absolute_target() {
  const std::string_view target = head_.target();
  std::size_t skip = 0;
  for (const std::string_view scheme : {"http://", "https://"})
    if (same_text(target.substr(0, scheme.size()), scheme)) skip = scheme.size();
  if (skip == 0) return 400;
  const std::size_t slash = std::min(target.find_first_of("/?", skip), target.size());
  const std::string_view authority = target.substr(skip, slash - skip);
  if (!is_host(authority) || slash == target.size() || target[slash] != '/') return 400;
  head_.host_ = {head_.target_.at + static_cast<std::uint32_t>(skip),
                 static_cast<std::uint32_t>(authority.size())};
  head_.target_.at += static_cast<std::uint32_t>(slash);
  head_.target_.size -= static_cast<std::uint32_t>(slash);
  return 0;
}

int HttpParser::check_fields() {
  const std::string_view text = head_.text_;
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t codings = 0;
  std::string_view length_text;
  std::size_t at = text.find("\r\n", head_.target_.at) + 2;
  for (std::size_t end = text.find("\r\n", at); end != at; at = end + 2, end = text.find("\r\n", at)) {
    const std::size_t colon = text.find(':', at);
    const std::string_view name = text.substr(at, colon - at);
    const std::string_view value = trim_blanks(text.substr(colon + 1, end - colon - 1));
    const auto value_at = static_cast<std::uint32_t>(
        value.empty() ? end : static_cast<std::size_t>(value.data() - text.data()));
    head_.fields_.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(name.size())},
                             {value_at, static_cast<std::uint32_t>(value.size())}});
    if (same_text(name, "Host")) {
      ++hosts;
      if (!is_host(value)) return 400;
      if (head_.host_.size == 0) head_.host_ = head_.fields_.back().value;
    } else if (same_text(name, "Content-Length")) {
      ++lengths;
      length_text = value;
    } else if (same_text(name, "Transfer-Encoding")) {
      ++codings;
      chunked_ = same_text(value, "chunked");
    }
  }
  if (hosts > 1 || (hosts == 0 && head_.minor_version_ > 0)) return 400;
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0)) return 400;
  if (codings > 0 && head_.minor_version_ == 0) return 400;
  if (codings > 0 && !chunked_) return 501;
  if (lengths > 0 && !read_length(length_text)) return 400;
  if (length_text.size() > kLengthDigits) return 413;
  keep_alive_ = head_.minor_version_ == 0 ? head_.has_token("Connection", "keep-alive")
                                          : !head_.has_token("Connection", "close");
  return 0;
}

bool HttpParser::read_length(std::string_view text) {
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  if (text.size() > kLengthDigits) return true;  // refused as too large by the caller
  for (const char c : text) length_ = length_ * 10 + static_cast<std::uint64_t>(c - '0');
  return true;
}

}  // namespace hearth::net
