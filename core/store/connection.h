// Connection: one session with the database. A Poco::Data session behind the one place that knows its traps;
// the statements go through the session's native handle, prepared once and kept.
//
// What it guards against (Poco 1.11, measured):
//   autocommit stays off after Poco's begin/commit, so a later INSERT is lost at close
//                                      -> transactions are ours (Transaction), and autocommit is set at the
//                                      start
//   TEXT and JSON read into 66 MB buffers or crash, NULL read as ""
//                                      -> columns are read by typed binders that grow, and optionals
//   exception.code() is always 0       -> the number comes from the native handle
//   no read timeout, and setting the option after connecting does nothing
//                                      -> set on the connected socket's own timeouts
//   character set utf8mb3, no socket option
//                                      -> character-set=utf8mb4, and the socket passed as a connection string
//   57 µs for each statement           -> prepared once per session: 20 µs
//
// Owned by one thread at a time; not thread-safe. Every session has: time zone +00:00; strict sql_mode; READ
// COMMITTED, because every read of ours is one statement and wants the newest committed state, and because it
// takes no gap locks, over which several writers would deadlock.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "store/failure.h"
#include "store/options.h"
#include "store/rows.h"
#include "store/value.h"

struct st_mysql;

namespace hearth::store {

enum class Flavour : std::uint8_t { kMariaDb, kMySql };

class Connection {
 public:
  /// Connects. Throws DatabaseError (lost) when there is nobody, with the reason in words.
  explicit Connection(const DatabaseOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a statement without rows; gives the number of rows it affected. Throws DatabaseError. `sql` is a
  /// text of the program's, with a `?` for every value; it is prepared at its first use.
  std::uint64_t execute(std::string_view sql, std::initializer_list<Value> values = {});
  std::uint64_t execute(std::string_view sql, const Value* values, std::size_t count);

  /// Runs a SELECT. Its rows must be gone before the next statement.
  Rows select(std::string_view sql, std::initializer_list<Value> values = {});
  Rows select(std::string_view sql, const Value* values, std::size_t count);

  /// Runs a statement that cannot be prepared (DDL, SET, START TRANSACTION), without values.
  void run(std::string_view sql);

  /// The id that AUTO_INCREMENT gave in the last INSERT of this session.
  std::uint64_t last_insert_id() const;
  /// The session's number at the server (for KILL).
  std::uint64_t number() const;

  Flavour flavour() const;
  /// True after any failure but a duplicate key: the pool ends such a session.
  bool broken() const { return broken_; }
  void mark_broken() { broken_ = true; }
  /// False when the server has closed its end. Without a round trip.
  bool alive() const;

  /// For prepared batches only.
  st_mysql* native() const;

  /// Throws DatabaseError with the native handle's number and text. `doing` says what was tried.
  [[noreturn]] void fail(unsigned code, const char* text, std::string_view doing);

 private:
  friend class Rows;
  struct Inside;

  Prepared& prepare(std::string_view sql);
  void start(Prepared& prepared, const Value* values, std::size_t count);

  std::unique_ptr<Inside> inside_;
  bool broken_ = false;
};

/// A transaction: rolled back unless committed. Nothing of a session is left half done.
class Transaction {
 public:
  explicit Transaction(Connection& connection);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace hearth::store
