// ImportRepository: stores talk that happened elsewhere, whole conversations at a time. One transaction each,
// rows in batches of at most 500 (fewer where they are long).
//
// Owned by whoever imports, one thread; has a session of its own. See chat/import.h.
#pragma once

#include <memory>

#include "chat/import.h"
#include "store/database.h"

namespace hearth::store {

class ImportRepository final : public chat::Import {
 public:
  /// Connects. Throws DatabaseError.
  explicit ImportRepository(Database& database) : connection_(database.connect_patiently()) {}

  chat::Census census() override;
  chat::Outcome<std::vector<chat::PersonId>> add_people(std::span<const chat::Account> accounts) override;
  chat::Outcome<Added> add_conversation(const chat::ImportedConversation& conversation) override;

 private:
  std::unique_ptr<Connection> connection_;
};

}  // namespace hearth::store
