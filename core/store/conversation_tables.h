// Every table with rows that belong to a conversation, in the order in which a deletion empties them. A test
// compares this list with the schema and fails while a table with a column conversation_id is missing.
#pragma once

#include <string_view>

namespace hearth::store {

struct ConversationTable {
  std::string_view name;
  /// A number by which the rows of one conversation are gone through, with an index on (conversation_id, it);
  /// empty where one conversation has few.
  std::string_view along;
  /// The rows by which one knows the conversation and who is in it go last.
  bool last = false;
  /// `along` numbers them without gaps, so that they are counted without being read.
  bool gapless = false;
};

inline constexpr ConversationTable kConversationTables[] = {
    {"reaction", "seq"},
    {"message_version", "seq"},
    {"pin", "seq"},
    {"message_change", "rev"},
    {"receipt_advance", "person_id"},
    {"member_event", "rev"},
    {"message", "seq", false, true},
    {"conversation_head", "", true},
    {"member", "person_id", true},
};

}  // namespace hearth::store
