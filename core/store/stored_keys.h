// Which messages of a batch were stored before. Asked only after the database has told of a duplicate.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "store/batch_place.h"
#include "store/connection.h"

namespace hearth::store {

struct StoredKey {
  chat::ConversationId conversation;
  chat::Seq seq = 0;
  chat::Rev rev = 0;
  Time at;
};

/// Those of `places` whose (sender, key) is in the database.
std::vector<std::pair<BatchPlace*, StoredKey>> find_stored_keys(Connection& connection,
                                                                std::span<BatchPlace* const> places);

/// Those of `places` that have the (sender, key) of an earlier one, with that one.
std::vector<std::pair<BatchPlace*, BatchPlace*>> find_twins(std::span<BatchPlace* const> places);

}  // namespace hearth::store
