// Response: the answer to one HTTP request as Poco handlers write it. Lives on a pool thread for the time of
// one handler; its bytes go to the connection's loop.
//
// A body that fits in kBuffered bytes leaves whole, with its Content-Length; a longer one leaves in chunks as
// it is written, and the writer is held while the client does not keep up. What a handler throws in between
// ends the connection, so that half a body is never taken for a whole one.
#pragma once

#include <Poco/Net/HTTPServerResponse.h>

#include <ostream>
#include <streambuf>
#include <string>

#include "base/bytes.h"

namespace hearth::net {

class Exchange;

class Response final : public Poco::Net::HTTPServerResponse {
 public:
  static constexpr std::size_t kBuffered = 32 * 1024;

  explicit Response(Exchange& exchange);

  /// The response as ours. Only for responses that a hearth::net::Server made.
  static Response& of(Poco::Net::HTTPServerResponse& response) { return dynamic_cast<Response&>(response); }

  // Each of these answers, so only one of them may be called, once (Poco::IllegalStateException). They throw
  // Poco::InvalidArgumentException for a field name or value that would break the head (RFC 9110
  // section 5.5), and Poco::Net::ConnectionAbortedException when the client has gone.

  /// A stream for the body; it goes bad when the client has gone or more than Content-Length is written.
  std::ostream& send() override;
  void sendBuffer(const void* data, std::size_t size) override;
  /// A file from the disk, as it is at this moment. Poco::FileNotFoundException, Poco::OpenFileException.
  void sendFile(const std::string& path, const std::string& media_type) override;
  void redirect(const std::string& uri, HTTPStatus status = HTTP_FOUND) override;
  void requireAuthentication(const std::string& realm) override;
  /// A ready body, shared and not copied: static files, cached answers.
  void send_bytes(Bytes body);

  /// The stream that send() gave.
  std::ostream& stream() { return stream_; }
  /// Sends what the stream of send() holds so far, for answers that trickle (the stream's own flush does
  /// not).
  void push();

  /// Does nothing: who asked for 100 Continue got it before the body was read.
  void sendContinue() override {}
  bool sent() const override { return begun_; }

  /// After the handler has returned: sends what is left. `failed`: the handler threw; answers 500 if nothing
  /// has left yet, else ends the connection.
  void finish(bool failed);

 private:
  class Body : public std::streambuf {
   public:
    explicit Body(Response& owner) : owner_(&owner) {}

   protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* data, std::streamsize size) override;

   private:
    Response* owner_;
  };

  enum class Framing { kLength, kChunked, kUntilClose };

  void begin_answer();
  void append(const char* data, std::size_t size);
  void flush_part();
  std::string make_head(std::uint64_t length, Framing framing);
  void finish_body();
  bool has_no_body() const;

  Exchange* exchange_;
  Body body_;
  std::ostream stream_;
  std::string buffer_;
  std::uint64_t declared_ = 0;  // Content-Length that the handler set
  std::uint64_t written_ = 0;
  Framing framing_ = Framing::kLength;
  bool has_declared_ = false;
  bool begun_ = false;  // one of the answering calls was made
  bool head_sent_ = false;
  bool done_ = false;  // the last byte has been handed over
  bool close_ = false;
};

}  // namespace hearth::net
