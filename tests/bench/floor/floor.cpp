// floor: the least work that Hearth's hot path can be. No product: no accounts, no permissions, no hooks, no
// history. A message comes in a WebSocket frame, is stored durably, acknowledged, and sent to the others of
// its group.
//
//   loop thread    epoll; unmasks and scans frames; encodes each event once, appends it to the outbox of
//   every
//                  other member, and sends each outbox once per turn
//   writer thread  takes all that waits; one transaction: all counters in one statement, all messages in one
//
//   floor --port 8090 --db-socket /path/to.sock --schema floor      clients: ws://…/?person=7&groups=1,2
#include <mysql.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

using Number = unsigned long long;

[[noreturn]] static void die(const char* what, const char* why) {
  std::fprintf(stderr, "floor: %s: %s\n", what, why);
  std::_Exit(1);
}

struct Message {
  int connection;
  Number generation, id, sender, conversation, seq = 0;
  std::string body;  // as it came: still escaped for JSON
};

// ---- the writer ----

class Writer {
 public:
  Writer(const char* socket, const std::string& schema)
      : db_(mysql_init(nullptr)), done_(eventfd(0, EFD_NONBLOCK)) {
    if (!mysql_real_connect(db_, "localhost", "root", "", nullptr, 0, socket, 0))
      die("connect", mysql_error(db_));
    run("SET NAMES utf8mb4");
    run("CREATE DATABASE IF NOT EXISTS " + schema);
    run("USE " + schema);
    run("CREATE TABLE IF NOT EXISTS head (conversation BIGINT UNSIGNED PRIMARY KEY, seq BIGINT UNSIGNED NOT "
        "NULL)"
        " ENGINE=InnoDB");
    run("CREATE TABLE IF NOT EXISTS message (conversation BIGINT UNSIGNED NOT NULL, seq BIGINT UNSIGNED NOT "
        "NULL,"
        " sender BIGINT UNSIGNED NOT NULL, at DATETIME(3) NOT NULL, body TEXT NOT NULL,"
        " PRIMARY KEY (conversation, seq)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
    run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    run("SET autocommit = 0");
    insert_ = prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?)");
    thread_ = std::thread([this] { work(); });
  }

  int done() const { return done_; }

  void append(std::vector<Message>& messages) {
    {
      std::lock_guard lock(mutex_);
      for (Message& m : messages) waiting_.push_back(std::move(m));
    }
    messages.clear();
    awake_.notify_one();
  }

  std::vector<Message> take_stored() {
    std::lock_guard lock(mutex_);
    return std::exchange(stored_, {});
  }

 private:
  void run(const std::string& sql) {
    if (mysql_query(db_, sql.c_str()) != 0) die(sql.c_str(), mysql_error(db_));
  }
  MYSQL_STMT* prepare(const std::string& sql) {
    MYSQL_STMT* statement = mysql_stmt_init(db_);
    if (mysql_stmt_prepare(statement, sql.data(), sql.size()) != 0)
      die(sql.c_str(), mysql_stmt_error(statement));
    return statement;
  }
  static void execute(MYSQL_STMT* statement, MYSQL_BIND* binds) {
    if (mysql_stmt_bind_param(statement, binds) != 0 || mysql_stmt_execute(statement) != 0)
      die("execute", mysql_stmt_error(statement));
  }
  static MYSQL_BIND numbers(Number* at) {
    MYSQL_BIND bind{};
    bind.buffer_type = MYSQL_TYPE_LONGLONG;
    bind.is_unsigned = 1;
    bind.buffer = at;
    return bind;
  }

  void work() {
    std::vector<Message> batch;
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        awake_.wait(lock, [&] { return !waiting_.empty(); });
        batch.swap(waiting_);
      }
      advance_counters(batch);
      insert(batch);
      if (mysql_commit(db_) != 0) die("COMMIT", mysql_error(db_));
      {
        std::lock_guard lock(mutex_);
        for (Message& m : batch) stored_.push_back(std::move(m));
      }
      batch.clear();
      eventfd_write(done_, 1);
    }
  }

  void advance_counters(std::vector<Message>& batch) {
    std::map<Number, Number> heads;
    for (const Message& m : batch) ++heads[m.conversation];
    MYSQL_STMT*& statement = heads_[heads.size()];
    if (statement == nullptr) {
      std::string sql = "INSERT INTO head VALUES (?, ?)";
      for (std::size_t i = 1; i < heads.size(); ++i) sql += ", (?, ?)";
      statement =
          prepare(sql + " ON DUPLICATE KEY UPDATE seq = seq + VALUES(seq) RETURNING conversation, seq");
    }
    std::vector<Number> values;
    values.reserve(heads.size() * 2);
    std::vector<MYSQL_BIND> binds;
    for (const auto& [conversation, count] : heads)
      for (const Number value : {conversation, count}) binds.push_back(numbers(&values.emplace_back(value)));
    execute(statement, binds.data());
    Number conversation = 0, seq = 0;
    MYSQL_BIND row[] = {numbers(&conversation), numbers(&seq)};
    mysql_stmt_bind_result(statement, row);
    while (mysql_stmt_fetch(statement) == 0) heads[conversation] = seq - heads[conversation];
    mysql_stmt_free_result(statement);
    for (Message& m : batch) m.seq = ++heads[m.conversation];
  }

  void insert(std::vector<Message>& batch) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm utc{};
    gmtime_r(&now.tv_sec, &utc);
    MYSQL_TIME at{};
    at.year = static_cast<unsigned>(utc.tm_year + 1900), at.month = static_cast<unsigned>(utc.tm_mon + 1);
    at.day = static_cast<unsigned>(utc.tm_mday), at.hour = static_cast<unsigned>(utc.tm_hour);
    at.minute = static_cast<unsigned>(utc.tm_min), at.second = static_cast<unsigned>(utc.tm_sec);
    at.second_part = static_cast<unsigned long>(now.tv_nsec / 1'000'000 * 1000);
    at.time_type = MYSQL_TIMESTAMP_DATETIME;
    std::vector<Number> conversation, seq, sender;
    std::vector<char*> body;
    std::vector<unsigned long> length;
    for (Message& m : batch) {
      conversation.push_back(m.conversation), seq.push_back(m.seq), sender.push_back(m.sender);
      body.push_back(m.body.data()), length.push_back(m.body.size());
    }
    std::vector<MYSQL_TIME*> times(batch.size(), &at);
    MYSQL_BIND binds[5] = {numbers(conversation.data()), numbers(seq.data()), numbers(sender.data())};
    binds[3].buffer_type = MYSQL_TYPE_DATETIME;
    binds[3].buffer = times.data();
    binds[4].buffer_type = MYSQL_TYPE_STRING;
    binds[4].buffer = body.data();
    binds[4].length = length.data();
    unsigned rows = static_cast<unsigned>(batch.size());
    mysql_stmt_attr_set(insert_, STMT_ATTR_ARRAY_SIZE, &rows);
    execute(insert_, binds);
  }

  MYSQL* db_;
  MYSQL_STMT* insert_ = nullptr;
  std::unordered_map<std::size_t, MYSQL_STMT*> heads_;  // by the number of conversations
  int done_;
  std::mutex mutex_;
  std::condition_variable awake_;
  std::vector<Message> waiting_, stored_;
  std::thread thread_;
};

// ---- the loop ----

struct Connection {
  Number generation = 0, person = 0;
  bool open = false, upgraded = false, dirty = false, blocked = false;
  std::vector<Number> groups;
  std::string in;   // what is no whole frame yet
  std::string out;  // leaves at the end of the turn
};

static std::unordered_map<Number, std::vector<int>> members;
static std::vector<Connection> connections(1024);
static std::vector<int> dirty;
static int poll_fd = -1;

static void write_later(int fd, std::string_view bytes) {
  Connection& c = connections[static_cast<std::size_t>(fd)];
  c.out += bytes;
  if (!std::exchange(c.dirty, true)) dirty.push_back(fd);
}

static std::string frame(std::string_view payload, unsigned char opcode = 1) {
  std::string out(1, static_cast<char>(0x80 | opcode));
  if (payload.size() < 126) {
    out += static_cast<char>(payload.size());
  } else {
    out += static_cast<char>(126);
    out += static_cast<char>(payload.size() >> 8);
    out += static_cast<char>(payload.size() & 255);
  }
  return out.append(payload);
}

static void close_connection(int fd) {
  Connection& c = connections[static_cast<std::size_t>(fd)];
  if (!c.open) return;
  for (const Number group : c.groups) std::erase(members[group], fd);
  const Number generation = c.generation + 1;
  c = {};
  c.generation = generation;
  close(fd);
}

static Number number_after(std::string_view text, std::string_view name) {
  Number value = 0;
  if (const auto at = text.find(name); at != std::string_view::npos)
    std::from_chars(text.data() + at + name.size(), text.data() + text.size(), value);
  return value;
}

static std::string_view string_after(std::string_view text, std::string_view name) {
  const auto at = text.find(name);
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size();
  auto end = begin;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return text.substr(begin, end - begin);
}

static bool upgrade(int fd, Connection& c) {
  const auto end = c.in.find("\r\n\r\n");
  if (end == std::string::npos) return c.in.size() < 8192;
  const std::string_view head(c.in.data(), end);
  auto at = head.find("Sec-WebSocket-Key: ");
  if (at == std::string_view::npos) at = head.find("sec-websocket-key: ");
  if (at == std::string_view::npos) return false;
  const std::string key = std::string(head.substr(at + 19, 24)) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[20], text[29];
  EVP_Digest(key.data(), key.size(), digest, nullptr, EVP_sha1(), nullptr);
  EVP_EncodeBlock(text, digest, 20);
  c.person = number_after(head, "person=");
  if (auto groups = head.find("groups="); groups != std::string_view::npos)
    for (groups += 6; groups < head.size() && (head[groups] == '=' || head[groups] == ',');) {
      Number group = 0;
      groups = static_cast<std::size_t>(
          std::from_chars(head.data() + groups + 1, head.data() + head.size(), group).ptr - head.data());
      c.groups.push_back(group);
      members[group].push_back(fd);
    }
  c.upgraded = true;
  c.in.erase(0, end + 4);
  write_later(fd,
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: " +
                  std::string(reinterpret_cast<char*>(text)) + "\r\n\r\n");
  return true;
}

static bool take_frames(int fd, Connection& c, std::vector<Message>& posted) {
  std::size_t from = 0;
  for (;;) {
    auto* at = reinterpret_cast<unsigned char*>(c.in.data()) + from;
    const std::size_t have = c.in.size() - from;
    if (have < 6) break;
    std::size_t length = at[1] & 127, head = 6;
    if (length == 126 && have < 8) break;
    if (length == 126) length = static_cast<std::size_t>(at[2] << 8 | at[3]), head = 8;
    if (length == 127 || !(at[1] & 128)) return false;
    if (have < head + length) break;
    for (std::size_t i = 0; i < length; ++i) at[head + i] ^= at[head - 4 + (i & 3)];
    const std::string_view text(reinterpret_cast<char*>(at) + head, length);
    const unsigned opcode = at[0] & 15;
    if (opcode == 8) return false;
    if (opcode == 9) write_later(fd, frame(text, 10));
    if (opcode == 1 && text.find("\"message.post\"") != std::string_view::npos)
      posted.push_back({fd, c.generation, number_after(text, "\"id\":"), c.person,
                        number_after(text, "\"conversation\":"), 0,
                        std::string(string_after(text, "\"body\":\""))});
    from += head + length;
  }
  c.in.erase(0, from);
  if (c.in.empty() && c.in.capacity() > 64) std::string().swap(c.in);
  return true;
}

static void deliver(const std::vector<Message>& stored) {
  std::string text;
  for (const Message& m : stored) {
    const std::string place =
        "\"conversation\":" + std::to_string(m.conversation) + ",\"seq\":" + std::to_string(m.seq);
    const Connection& sender = connections[static_cast<std::size_t>(m.connection)];
    if (sender.generation == m.generation)
      write_later(m.connection, frame("{\"re\":" + std::to_string(m.id) + ",\"ok\":{" + place + "}}"));
    text = "{\"on\":\"message.posted\"," + place + ",\"sender\":" + std::to_string(m.sender) +
           ",\"body\":\"" + m.body + "\"}";
    const std::string encoded = frame(text);
    for (const int fd : members[m.conversation])
      if (fd != m.connection) write_later(fd, encoded);
  }
}

static void send_out(int fd) {
  Connection& c = connections[static_cast<std::size_t>(fd)];
  c.dirty = false;
  if (!c.open) return;
  const ssize_t sent = send(fd, c.out.data(), c.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno != EAGAIN) return close_connection(fd);
  c.out.erase(0, sent > 0 ? static_cast<std::size_t>(sent) : 0);
  const bool blocked = !c.out.empty();
  if (!blocked) std::string().swap(c.out);
  if (blocked != c.blocked) {
    epoll_event event{EPOLLIN | (blocked ? EPOLLOUT : 0U), {.fd = fd}};
    epoll_ctl(poll_fd, EPOLL_CTL_MOD, fd, &event);
    c.blocked = blocked;
  }
}

int main(int argc, char** argv) {
  std::map<std::string, std::string> options{{"--port", "8090"}, {"--db-socket", ""}, {"--schema", "floor"}};
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  signal(SIGPIPE, SIG_IGN);
  Writer writer(options["--db-socket"].c_str(), options["--schema"]);

  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(options["--port"])));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener, 4096) != 0)
    die("listen", std::strerror(errno));
  poll_fd = epoll_create1(0);
  for (const int fd : {listener, writer.done()}) {
    epoll_event event{EPOLLIN, {.fd = fd}};
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &event);
  }
  std::puts("ready");
  std::fflush(stdout);

  std::vector<Message> posted;
  std::vector<epoll_event> events(1024);
  static char buffer[1 << 16];
  for (;;) {
    const int n = epoll_wait(poll_fd, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < n; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd == listener) {
        for (int client; (client = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
          setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
          if (static_cast<std::size_t>(client) >= connections.size())
            connections.resize(static_cast<std::size_t>(client) * 2);
          connections[static_cast<std::size_t>(client)].open = true;
          epoll_event event{EPOLLIN, {.fd = client}};
          epoll_ctl(poll_fd, EPOLL_CTL_ADD, client, &event);
        }
      } else if (fd == writer.done()) {
        eventfd_t count = 0;
        eventfd_read(fd, &count);
        deliver(writer.take_stored());
      } else {
        Connection& c = connections[static_cast<std::size_t>(fd)];
        if (events[static_cast<std::size_t>(i)].events & EPOLLOUT) write_later(fd, {});
        if (!(events[static_cast<std::size_t>(i)].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) continue;
        const ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got < 0 && errno == EAGAIN) continue;
        if (got > 0) c.in.append(buffer, static_cast<std::size_t>(got));
        if (got <= 0 || (!c.upgraded && !upgrade(fd, c)) || (c.upgraded && !take_frames(fd, c, posted)))
          close_connection(fd);
      }
    }
    if (!posted.empty()) writer.append(posted);
    for (const int fd : std::exchange(dirty, {})) send_out(fd);
  }
}
