#include "store/personal_turn.h"

#include <stdexcept>

namespace hearth::store {

PersonalTurn::PersonalTurn(Connection& connection, chat::PersonId person)
    : connection_(connection), person_(person), transaction_(connection) {
  // Makes the row where it is missing, and locks it either way.
  connection.execute(
      "INSERT INTO personal_head (person_id, rev) VALUES (?, 0) ON DUPLICATE KEY UPDATE rev = rev", {person});
  Rows rows = connection.select("SELECT rev FROM personal_head WHERE person_id = ?", {person});
  if (!rows.next()) throw std::logic_error("a head that was locked just now is not there");
  rows.read(rev_);
  ++rev_;
}

void PersonalTurn::commit() {
  connection_.execute("UPDATE personal_head SET rev = ? WHERE person_id = ?", {rev_, person_});
  transaction_.commit();
}

}  // namespace hearth::store
