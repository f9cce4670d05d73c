// DatabaseError: what the database, or the way to it, could not do. Thrown by everything in store/; a session
// that threw one is not used again, except after a duplicate key, which is an answer like another.
#pragma once

#include <stdexcept>
#include <string>

namespace hearth::store {

class DatabaseError : public std::runtime_error {
 public:
  /// `code` is the number of the server (1000 …) or of the client library (2000 …), read from the native
  /// handle: Poco's exceptions always say 0.
  DatabaseError(unsigned code, const std::string& text) : std::runtime_error(text), code_(code) {}

  unsigned code() const { return code_; }
  /// A unique key exists already (ER_DUP_ENTRY).
  bool duplicate() const { return code_ == 1062; }
  /// Not at present: the transaction gave way to others (deadlock, lock wait, time limit), the disk is full,
  /// the server is read-only or no part of its cluster. The same again may succeed later.
  bool transient() const {
    switch (code_) {
      case 1213:
      case 1205:
      case 1969:
      case 3024:
      case 1021:
      case 1114:
      case 1030:
      case 1290:
      case 1836:
      case 1047:
        return true;
      default:
        return false;
    }
  }
  /// There is no session, or no longer: not connected, cut, timed out, shut down, killed. Whether a statement
  /// that was under way took effect is unknown.
  bool lost() const {
    return (code_ >= 2000 && code_ < 3000) || code_ == 1053 || code_ == 1927 || code_ == 1152 ||
           code_ == 1317 || code_ == 1040;
  }
  /// A row that is referred to does not exist (ER_NO_REFERENCED_ROW_2).
  bool missing_reference() const { return code_ == 1452; }

 private:
  unsigned code_;
};

/// Nothing was free within the deadline: the machine is busy, nothing is broken.
class NoSessionFree : public DatabaseError {
 public:
  NoSessionFree() : DatabaseError(2013, "no database session became free in time") {}
};

}  // namespace hearth::store
