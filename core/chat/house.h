// House: what the verbs work with. Wired once in app/; everything in it lives as long as the process.
#pragma once

#include "chat/directory.h"
#include "chat/group_store.h"
#include "chat/group_turns.h"
#include "chat/history.h"
#include "chat/hooks.h"
#include "chat/job_queue.h"
#include "chat/log.h"
#include "chat/outlet.h"
#include "chat/personal.h"
#include "chat/presence_board.h"
#include "chat/receipt_desk.h"
#include "chat/rules.h"
#include "chat/search_index.h"
#include "chat/thread_desk.h"

namespace hearth::chat {

/// What an organisation decides about groups.
struct GroupRules {
  std::chrono::seconds deletion_grace{60};  // in which a deletion can be taken back
};

struct House {
  Directory& directory;
  Log& log;
  History& history;
  Conversations& conversations;
  Outlet& outlet;
  Hooks& hooks;
  ReceiptDesk& receipts;
  PresenceBoard& presence;
  JobQueue& jobs;
  SearchIndex& search;
  ThreadDesk& threads;
  Rules rules = {};
  GroupStore& groups;
  GroupTurns& group_turns;
  GroupRules group_rules = {};
  Personal& personal;
};

}  // namespace hearth::chat
