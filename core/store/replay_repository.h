// ReplayRepository: the table `replay`. Owned by the app; any thread that may block.
#pragma once

#include "chat/replays.h"
#include "store/database.h"

namespace hearth::store {

class ReplayRepository final : public chat::Replays {
 public:
  explicit ReplayRepository(Database& database) : database_(database) {}

  Found begin(chat::PersonId person, std::string_view key, std::string_view request, Time at) override;
  void keep(chat::PersonId person, std::string_view key, const chat::GivenAnswer& answer) override;
  void drop(chat::PersonId person, std::string_view key) override;
  std::size_t forget(Time before, std::uint32_t limit) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
