// PersonalTurn: one change of a person's own log: a transaction that holds the person's head, so that their
// changes come one after another and each takes the next rev. For repositories, on the thread that has the
// connection. Without commit() nothing has happened.
#pragma once

#include "chat/values.h"
#include "store/connection.h"

namespace hearth::store {

class PersonalTurn {
 public:
  /// Waits for whoever changes something of the same person's.
  PersonalTurn(Connection& connection, chat::PersonId person);

  /// The rev that this change takes.
  chat::Rev rev() const { return rev_; }
  Connection& connection() { return connection_; }
  void commit();

 private:
  Connection& connection_;
  const chat::PersonId person_;
  Transaction transaction_;
  chat::Rev rev_ = 0;
};

}  // namespace hearth::store
