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
    {"reaction", "seq"},       {"message_version", "seq"},       {"pin", "seq"},
    {"message_change", "rev"}, {"receipt_advance", "person_id"}, {"member_event", "rev"},
    {"mention", "seq"},        {"message", "seq", false, true},  {"search_message", "seq"},
    {"search_head", ""},       {"conversation_head", "", true},  {"member", "person_id", true},
};

/// Rows that name a conversation, but belong to one person's own log, which tells of their end: they stay,
/// and show nothing of what is gone.
inline constexpr std::string_view kTablesOfPersons[] = {"personal_place", "saved_message", "draft",
                                                        "scheduled_message"};

}  // namespace hearth::store
