// House: what the verbs work with. Wired once in app/; everything in it lives as long as the process.
#pragma once

#include "chat/directory.h"
#include "chat/history.h"
#include "chat/hooks.h"
#include "chat/job_queue.h"
#include "chat/log.h"
#include "chat/outlet.h"
#include "chat/personal.h"
#include "chat/presence_board.h"
#include "chat/receipt_desk.h"

namespace hearth::chat {

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
  Personal& personal;
};

}  // namespace hearth::chat
