#include "net/response.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

#include "base/log.h"
#include "net/exchange.h"
#include "net/http_answer.h"
#include "net/server_core.h"

namespace hearth::net {
namespace {

/// Size in hexadecimal CRLF, data CRLF (RFC 9112 section 7.1).
void append_chunk(std::string& out, std::string_view data) {
  if (data.empty()) return;  // an empty chunk would end the body
  std::array<char, 16> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16).ptr;
  out.append(size.data(), end);
  out += "\r\n";
  out += data;
  out += "\r\n";
}

/// Fields that this layer writes itself.
bool is_ours(std::string_view name) {
  for (const std::string_view ours :
       {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date"})
    if (same_text(name, ours)) return true;
  return false;
}

struct OpenFile {
  explicit OpenFile(const std::string& path) : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (fd >= 0) ::close(fd);
  }
  const int fd;
};

}  // namespace

Response::Response(Exchange& exchange) : exchange_(&exchange), body_(*this), stream_(&body_) {
  setVersion(HTTP_1_1);
}

bool Response::has_no_body() const {
  const int status = getStatus();
  return status == 204 || status == 304 || status < 200 || exchange_->head().method() == "HEAD";
}

void Response::begin_answer() {
  if (begun_) throw Poco::IllegalStateException("an answer was begun already");
  // Checked before anything is promised, so that a handler learns of its mistake where it made it.
  std::string checked;
  append_status_line(checked, getStatus());
  for (const auto& [name, value] : *this) append_field(checked, name, value);
  begun_ = true;
  has_declared_ = hasContentLength();
  if (has_declared_) {
    const Poco::Int64 length = getContentLength64();
    if (length < 0) throw Poco::InvalidArgumentException("negative Content-Length");
    declared_ = static_cast<std::uint64_t>(length);
  }
}

std::string Response::make_head(std::uint64_t length, Framing framing) {
  close_ = close_ || framing == Framing::kUntilClose || !getKeepAlive() || !exchange_->keep_alive();
  std::string out;
  out.reserve(512);
  // A status that was set without its reason would keep the reason of the one before: "404 OK".
  const bool stale = getReason() == HTTP_REASON_OK && getStatus() != HTTP_OK;
  append_status_line(out, getStatus(), stale ? std::string_view{} : std::string_view(getReason()));
  for (const auto& [name, value] : *this)
    if (!is_ours(name)) append_field(out, name, value);
  const int status = getStatus();
  if (framing == Framing::kChunked)
    out += "Transfer-Encoding: chunked\r\n";
  else if (framing == Framing::kLength && status >= 200 && status != 204 && (status != 304 || has_declared_))
    append_field(out, CONTENT_LENGTH, std::to_string(length));
  if (close_)
    out += "Connection: close\r\n";
  else if (exchange_->head().minor_version() == 0)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
  return out;
}

std::ostream& Response::send() {
  begin_answer();
  return stream_;
}

void Response::sendBuffer(const void* data, std::size_t size) {
  setContentLength64(static_cast<Poco::Int64>(size));
  begin_answer();
  std::string out = make_head(size, Framing::kLength);
  if (!has_no_body()) out.append(static_cast<const char*>(data), size);
  head_sent_ = done_ = true;
  exchange_->send_last(make_bytes(std::move(out)), close_);
}

void Response::send_bytes(Bytes body) {
  setContentLength64(static_cast<Poco::Int64>(body->size()));
  begin_answer();
  std::string head = make_head(body->size(), Framing::kLength);
  head_sent_ = done_ = true;
  if (has_no_body() || body->empty()) {
    exchange_->send_last(make_bytes(std::move(head)), close_);
    return;
  }
  exchange_->send(make_bytes(std::move(head)));
  exchange_->send_last(std::move(body), close_);
}

void Response::sendFile(const std::string& path, const std::string& media_type) {
  const OpenFile file(path);
  struct stat about {};
  if (file.fd < 0 && errno == ENOENT) throw Poco::FileNotFoundException(path);
  if (file.fd < 0 || ::fstat(file.fd, &about) != 0 || !S_ISREG(about.st_mode))
    throw Poco::OpenFileException(path);
  setContentType(media_type);
  setContentLength64(about.st_size);
  begin_answer();
  if (has_no_body()) return;
  std::array<char, kBuffered> part;
  for (std::uint64_t left = declared_; left > 0;) {
    const ssize_t n = ::read(file.fd, part.data(), std::min<std::uint64_t>(part.size(), left));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw Poco::ReadFileException(path);  // shorter than it was: the connection must end
    append(part.data(), static_cast<std::size_t>(n));
    left -= static_cast<std::uint64_t>(n);
  }
}

void Response::redirect(const std::string& uri, HTTPStatus status) {
  setStatusAndReason(status);
  set("Location", uri);
  setContentLength64(0);
  begin_answer();
}

void Response::requireAuthentication(const std::string& realm) {
  std::string quoted;
  for (const char c : realm) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  setStatusAndReason(HTTP_UNAUTHORIZED);
  set("WWW-Authenticate", "Basic realm=\"" + quoted + "\"");
}

void Response::append(const char* data, std::size_t size) {
  if (done_) return;
  written_ += size;
  if (has_declared_ && written_ > declared_)
    throw Poco::IllegalStateException("more was written than Content-Length says");
  if (has_no_body()) return;
  buffer_.append(data, size);
  if (buffer_.size() >= kBuffered) flush_part();
}

void Response::flush_part() {
  std::string out;
  if (!head_sent_) {
    framing_ = has_declared_                            ? Framing::kLength
               : exchange_->head().minor_version() == 0 ? Framing::kUntilClose
                                                        : Framing::kChunked;
    out = make_head(declared_, framing_);
    head_sent_ = true;
  }
  if (framing_ == Framing::kChunked)
    append_chunk(out, buffer_);
  else
    out += buffer_;
  buffer_.clear();
  exchange_->send(make_bytes(std::move(out)));
}

void Response::push() {
  if (!begun_) begin_answer();
  if (!done_ && !has_no_body()) flush_part();
}

void Response::finish(bool failed) {
  if (done_) return;
  done_ = true;
  try {
    const bool short_body = has_declared_ && !has_no_body() && written_ != declared_;
    if (begun_ && short_body && !failed) {
      log::error("an HTTP handler wrote less or more than its Content-Length",
                 {{"url.path", exchange_->head().path()}});
      failed = true;
    }
    if (head_sent_ && (failed || stream_.bad())) {
      exchange_->send_last(make_bytes({}), true);  // no end: the client sees that it is cut
      return;
    }
    if (!failed) {
      if (!begun_) begin_answer();
      finish_body();
      return;
    }
  } catch (const Poco::Exception& problem) {
    log::error("an answer could not be sent", {{"error.message", problem.displayText()}});
  }
  const bool head_only = exchange_->head().method() == "HEAD";
  const bool keep = exchange_->keep_alive();
  exchange_->send_last(make_bytes(encode(exchange_->lane().core.refusal(500), keep, head_only)), !keep);
}

void Response::finish_body() {
  std::string out;
  if (!head_sent_) {
    out = make_head(has_declared_ ? declared_ : written_, Framing::kLength);
    out += buffer_;
  } else if (framing_ == Framing::kChunked) {
    append_chunk(out, buffer_);
    out += "0\r\n\r\n";
  } else {
    out = std::move(buffer_);
  }
  exchange_->send_last(make_bytes(std::move(out)), close_);
}

Response::Body::int_type Response::Body::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  owner_->append(&one, 1);
  return c;
}

std::streamsize Response::Body::xsputn(const char* data, std::streamsize size) {
  owner_->append(data, static_cast<std::size_t>(size));
  return size;
}

}  // namespace hearth::net
