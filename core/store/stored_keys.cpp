#include "store/stored_keys.h"

#include <algorithm>
#include <map>

#include "store/many_values.h"

namespace hearth::store {
namespace {

using namespace chat;

constexpr std::size_t kAtOnce = 128;

using SenderKey = std::pair<PersonId, std::string>;

}  // namespace

std::vector<std::pair<BatchPlace*, StoredKey>> find_stored_keys(Connection& connection,
                                                                std::span<BatchPlace* const> places) {
  std::vector<BatchPlace*> asked;
  for (BatchPlace* place : places)
    if (place->message() != nullptr) asked.push_back(place);
  std::map<SenderKey, StoredKey> stored;
  std::vector<Value> values;
  for (std::size_t from = 0; from < asked.size(); from += kAtOnce) {
    const std::size_t some = std::min(kAtOnce, asked.size() - from);
    const std::size_t n = size_class(some);
    values.clear();
    for (std::size_t i = 0; i < n; ++i) {
      const BatchPlace& place = *asked[from + std::min(i, some - 1)];
      values.insert(values.end(), {place.key_text(), place.message()->sender});
    }
    Rows rows = connection.select(
        "SELECT sender_id, client_key, conversation_id, seq, rev, created_at FROM message WHERE " +
            repeated("(client_key = ? AND sender_id = ?)", " OR ", n),
        values.data(), values.size());
    while (rows.next()) {
      SenderKey key;
      StoredKey found;
      rows.read(key.first, key.second, found.conversation, found.seq, found.rev, found.at);
      stored.emplace(std::move(key), found);
    }
  }
  std::vector<std::pair<BatchPlace*, StoredKey>> out;
  for (BatchPlace* place : asked)
    if (const auto it = stored.find({place->message()->sender, std::string(place->key_text())});
        it != stored.end())
      out.emplace_back(place, it->second);
  return out;
}

std::vector<std::pair<BatchPlace*, BatchPlace*>> find_twins(std::span<BatchPlace* const> places) {
  std::map<SenderKey, BatchPlace*> first;
  std::vector<std::pair<BatchPlace*, BatchPlace*>> out;
  for (BatchPlace* place : places) {
    if (place->message() == nullptr) continue;
    const auto [it, is_first] =
        first.try_emplace({place->message()->sender, std::string(place->key_text())}, place);
    if (!is_first) out.emplace_back(place, it->second);
  }
  return out;
}

}  // namespace hearth::store
