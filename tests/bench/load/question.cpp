#include "question.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "frames.h"

namespace hearth::bench {
namespace {

class Stream {
 public:
  explicit Stream(std::uint16_t port) : fd_(connect_to(port, true)) {
    const timeval longest{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { ::close(fd_); }

  void write(std::string_view bytes) {
    if (::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
      throw std::system_error(errno, std::generic_category(), "send");
  }
  /// What has come and was not used up.
  const std::string& bytes() const { return bytes_; }
  void read_more() {
    const std::size_t had = bytes_.size();
    bytes_.resize(had + 256 * 1024);
    const ssize_t n = ::recv(fd_, bytes_.data() + had, bytes_.size() - had, 0);
    bytes_.resize(had + static_cast<std::size_t>(n > 0 ? n : 0));
    if (n <= 0) throw std::runtime_error("the server does not answer");
  }
  void use_up(std::size_t n) { bytes_.erase(0, n); }

  /// A head as far as its empty line.
  std::string read_head() {
    std::size_t end;
    while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) read_more();
    std::string head = bytes_.substr(0, end + 2);
    use_up(end + 4);
    return head;
  }

 private:
  int fd_;
  std::string bytes_;
};

std::string path_of(const Question& question) {
  switch (question.what) {
    case Question::What::kSidebar:
      return fmt::format("/api/v1/conversations?limit={}", question.limit);
    case Question::What::kHistory:
      return fmt::format("/api/v1/conversations/{}/messages?limit={}", question.conversation, question.limit);
    case Question::What::kSearch:
      break;
  }
  std::string path = fmt::format("/api/v1/search?limit={}&text=", question.limit);
  for (const char c : question.text) path += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return path;
}

std::string command_of(std::uint64_t id, const Question& question) {
  switch (question.what) {
    case Question::What::kSidebar:
      return fmt::format(R"({{"id":{},"do":"hello","limit":{})", id, question.limit);
    case Question::What::kHistory:
      return fmt::format(R"({{"id":{},"do":"message.list","conversation":{},"limit":{})", id,
                         question.conversation, question.limit);
    case Question::What::kSearch:
      break;
  }
  std::string text;
  for (const char c : question.text) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return fmt::format(R"({{"id":{},"do":"message.search","text":"{}","limit":{})", id, text, question.limit);
}

class Rest final : public QuestionLine {
 public:
  Rest(const Doorway& doorway, std::uint64_t person)
      : stream_(doorway.port()),
        fields_(fmt::format(
            " HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: application/json\r\nAuthorization: Bearer {}\r\n\r\n",
            doorway.port(), doorway.token(person))) {}

  const std::string& ask(const Question& question) override {
    std::string path = path_of(question);
    if (!question.after.empty()) path += "&after=" + question.after;
    if (question.before != 0) path += fmt::format("&before={}", question.before);
    if (question.around != 0) path += fmt::format("&around={}", question.around);
    stream_.write("GET " + path + fields_);
    const std::string head = stream_.read_head();
    if (!head.starts_with("HTTP/1.1 200 ")) throw std::runtime_error(path + ": " + head + stream_.bytes());
    const std::size_t length = length_of(head);
    while (stream_.bytes().size() < length) stream_.read_more();
    answer_.assign(stream_.bytes(), 0, length);
    stream_.use_up(length);
    return answer_;
  }

 private:
  static std::size_t length_of(const std::string& head) {
    for (const auto* name : {"\r\nContent-Length: ", "\r\ncontent-length: "})
      if (const auto at = head.find(name); at != std::string::npos) return std::stoul(head.substr(at + 18));
    throw std::runtime_error("an answer without Content-Length: " + head);
  }

  Stream stream_;
  const std::string fields_;
  std::string answer_;
};

class OverSocket final : public QuestionLine {
 public:
  OverSocket(const Doorway& doorway, std::uint64_t person) : stream_(doorway.port()) {
    stream_.write(doorway.upgrade({person, 0}));
    const std::string head = stream_.read_head();
    if (!head.starts_with("HTTP/1.1 101")) throw std::runtime_error("the socket was refused: " + head);
  }

  const std::string& ask(const Question& question) override {
    const std::uint64_t id = ++asked_;
    std::string command = command_of(id, question);
    if (!question.after.empty()) command += R"(,"after":")" + question.after + '"';
    if (question.before != 0) command += fmt::format(R"(,"before":{})", question.before);
    if (question.around != 0) command += fmt::format(R"(,"around":{})", question.around);
    std::string frame;
    append_frame(frame, Opcode::kText, command + "}");
    stream_.write(frame);
    const std::string wanted = fmt::format(R"({{"re":{},)", id);
    do next_text();
    while (!answer_.starts_with(wanted));
    if (!answer_.substr(wanted.size()).starts_with(R"("ok":)")) throw std::runtime_error(answer_);
    return answer_;
  }

 private:
  void next_text() {
    for (;;) {
      const ServerFrame frame = first_frame(stream_.bytes());
      if (frame.size == 0) {
        stream_.read_more();
        continue;
      }
      const Opcode opcode = frame.opcode;
      answer_.assign(frame.payload);
      stream_.use_up(frame.size);
      if (opcode == Opcode::kText) return;
      if (opcode == Opcode::kClose) throw std::runtime_error("the server closed the socket");
    }
  }

  Stream stream_;
  std::string answer_;
  std::uint64_t asked_ = 0;
};

}  // namespace

std::unique_ptr<QuestionLine> open_rest(const Doorway& doorway, std::uint64_t person) {
  return std::make_unique<Rest>(doorway, person);
}

std::unique_ptr<QuestionLine> open_socket(const Doorway& doorway, std::uint64_t person) {
  return std::make_unique<OverSocket>(doorway, person);
}

}  // namespace hearth::bench
