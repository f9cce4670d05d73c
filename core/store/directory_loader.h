// DirectoryLoader: everything the directory holds, streamed from one snapshot. Used once at start; blocks.
#pragma once

#include "chat/directory_source.h"
#include "store/database.h"

namespace hearth::store {

class DirectoryLoader final : public chat::DirectorySource {
 public:
  explicit DirectoryLoader(Database& database) : database_(database) {}

  void load(const std::function<void(KnownPerson&&)>& person,
            const std::function<void(KnownConversation&&)>& conversation,
            const std::function<void(const KnownMember&)>& member) override;
  void load_mentions(const std::function<void(const KnownMention&)>& mention) override;

 private:
  Database& database_;
};

}  // namespace hearth::store
