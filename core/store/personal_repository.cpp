#include "store/personal_repository.h"

#include <algorithm>
#include <tuple>

#include "chat/page_size.h"
#include "store/personal_rows.h"
#include "store/personal_turn.h"

namespace hearth::store {
namespace {

using namespace chat;

/// Drafts and scheduled messages carry texts: fewer of them make a page.
constexpr std::uint32_t kTextsAtOnce = 50;

template <class T, class Read>
std::vector<T> read_all(Rows rows, const Read& read) {
  std::vector<T> out;
  while (rows.next()) out.push_back(read(rows));
  return out;
}

/// One kind of things with rev > since, by rev. From 0, those that are gone are left out.
template <class T, class Read>
std::vector<T> newer(Connection& connection, std::string_view columns, std::string_view table,
                     std::string_view is_there, PersonId person, Rev since, std::uint32_t limit,
                     const Read& read) {
  std::string sql = "SELECT " + std::string(columns) + " FROM " + std::string(table) +
                    " WHERE person_id = ? AND rev > ? AND (? > 0 OR " + std::string(is_there) +
                    ") ORDER BY rev LIMIT ?";
  return read_all<T>(connection.select(sql, {person, since, since, limit}), read);
}

/// Where a page that has `all` of a list ends: before what has no room any more.
template <class List>
Rev end_of(const List& all, std::size_t limit, Rev head) {
  return all.size() < limit ? head : std::min(head, all.back().rev);
}

/// The same for a list of texts.
template <class List>
Rev end_of_texts(const List& all, std::size_t limit, Rev head) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    bytes += all[i].body.size();
    if (i > 0 && bytes > kPageBytes / 2) return std::min(head, all[i - 1].rev);
  }
  return end_of(all, limit, head);
}

template <class List>
void cut(List& list, Rev until) {
  std::erase_if(list, [&](const auto& one) { return one.rev > until; });
}

auto parts(const LinePlace& p) {
  return std::tie(p.favourite, p.muted, p.muted_until, p.archived_seq, p.unread_from, p.unread_until);
}

bool is_full(Connection& connection, std::string_view sql, PersonId person, std::size_t most) {
  Rows rows = connection.select(sql, {person});
  std::uint64_t count = 0;
  if (rows.next()) rows.read(count);
  return count >= most;
}

Failure<Refusal> too_much(std::string what) {
  return refuse(RefusalCode::kTooLarge, "You cannot keep more " + std::move(what) + ".");
}

}  // namespace

Rev PersonalRepository::rev(PersonId person) {
  const auto connection = database_.lease();
  Rows rows = connection->select("SELECT rev FROM personal_head WHERE person_id = ?", {person});
  Rev rev = 0;
  if (rows.next()) rows.read(rev);
  return rev;
}

PersonalNews PersonalRepository::changes(PersonId person, Rev since, std::uint32_t limit) {
  PersonalNews news;
  // Read before the rows: what comes after it may be among them, but nothing up to it is missing.
  const Rev head = news.rev = rev(person);
  news.reset = since > head;
  if (since >= head) return news;
  const auto connection = database_.lease();
  const std::uint32_t texts = std::min(limit, kTextsAtOnce);
  news.places = newer<LinePlace>(*connection, kPlaceColumns, "personal_place", "TRUE", person, since, limit,
                                 read_place);
  news.saved = newer<SavedMark>(*connection, kSavedColumns, "saved_message", "saved", person, since, limit,
                                read_saved);
  news.drafts =
      newer<KeptDraft>(*connection, kDraftColumns, "draft", "body <> ''", person, since, texts, read_draft);
  news.scheduled = newer<ScheduledMessage>(*connection, kScheduledColumns, "scheduled_message", "state < 3",
                                           person, since, texts, read_scheduled);
  news.preferences = newer<Preference>(*connection, kPreferenceColumns, "preference", "value <> ''", person,
                                       since, limit, read_preference);
  news.rev = std::min({end_of(news.places, limit, head), end_of(news.saved, limit, head),
                       end_of_texts(news.drafts, texts, head), end_of_texts(news.scheduled, texts, head),
                       end_of(news.preferences, limit, head)});
  if (news.rev == head) return news;
  news.more = true;
  cut(news.places, news.rev);
  cut(news.saved, news.rev);
  cut(news.drafts, news.rev);
  cut(news.scheduled, news.rev);
  cut(news.preferences, news.rev);
  return news;
}

PersonalWrite PersonalRepository::edit_place(PersonId person, ConversationId conversation,
                                             const std::function<void(LinePlace&)>& edit) {
  static const std::string select = "SELECT " + std::string(kPlaceColumns) +
                                    " FROM personal_place WHERE person_id = ? AND conversation_id = ?";
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  LinePlace place;
  place.conversation = conversation;
  {
    Rows rows = connection->select(select, {person, conversation});
    if (rows.next()) place = read_place(rows);
  }
  const LinePlace before = place;
  edit(place);
  PersonalWrite out;
  if (parts(place) != parts(before)) {
    place.rev = turn.rev();
    connection->execute(
        "INSERT INTO personal_place (person_id, conversation_id, rev, favourite, muted, muted_until,"
        " archived_seq, unread_from, unread_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE rev = VALUES(rev), favourite = VALUES(favourite), muted = VALUES(muted),"
        " muted_until = VALUES(muted_until), archived_seq = VALUES(archived_seq),"
        " unread_from = VALUES(unread_from), unread_until = VALUES(unread_until)",
        {person, conversation, place.rev, place.favourite, place.muted, place.muted_until, place.archived_seq,
         place.unread_from, place.unread_until});
    turn.commit();
    out.changed = true;
  }
  out.change.rev = place.rev;
  out.change.place = place;
  return out;
}

Outcome<PersonalWrite> PersonalRepository::mark_saved(PersonId person, ConversationId conversation, Seq seq,
                                                      bool saved, Time at) {
  static const std::string select =
      "SELECT " + std::string(kSavedColumns) +
      " FROM saved_message WHERE person_id = ? AND conversation_id = ? AND seq = ?";
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  SavedMark mark;
  mark.conversation = conversation;
  mark.seq = seq;
  mark.at = at;
  {
    Rows rows = connection->select(select, {person, conversation, seq});
    if (rows.next()) mark = read_saved(rows);
  }
  PersonalWrite out;
  if (mark.saved != saved) {
    if (saved && is_full(*connection, "SELECT COUNT(*) FROM saved_message WHERE person_id = ? AND saved",
                         person, kMostSaved))
      return too_much("saved messages");
    mark.rev = turn.rev();
    mark.saved = saved;
    mark.at = at;
    connection->execute(
        "INSERT INTO saved_message (person_id, conversation_id, seq, rev, saved, at) VALUES (?, ?, ?, ?, ?, "
        "?)"
        " ON DUPLICATE KEY UPDATE rev = VALUES(rev), saved = VALUES(saved), at = VALUES(at)",
        {person, conversation, seq, mark.rev, mark.saved, mark.at});
    turn.commit();
    out.changed = true;
  }
  out.change.rev = mark.rev;
  out.change.saved = mark;
  return out;
}

std::vector<SavedMark> PersonalRepository::saved(PersonId person, Rev before, std::uint32_t limit) {
  static const std::string sql =
      "SELECT " + std::string(kSavedColumns) +
      " FROM saved_message FORCE INDEX (in_order) WHERE person_id = ? AND saved = 1"
      " AND rev < ? ORDER BY rev DESC LIMIT ?";
  const auto connection = database_.lease();
  return read_all<SavedMark>(connection->select(sql, {person, before, limit}), read_saved);
}

Outcome<PersonalWrite> PersonalRepository::keep_draft(PersonId person, const KeptDraft& draft) {
  static const std::string select =
      "SELECT " + std::string(kDraftColumns) + " FROM draft WHERE person_id = ? AND conversation_id = ?";
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  KeptDraft kept;
  kept.conversation = draft.conversation;
  {
    Rows rows = connection->select(select, {person, draft.conversation});
    if (rows.next()) kept = read_draft(rows);
  }
  PersonalWrite out;
  const bool differs = kept.body != draft.body || kept.reply_to != draft.reply_to;
  if (differs && draft.at >= kept.at) {
    if (kept.body.empty() &&
        is_full(*connection, "SELECT COUNT(*) FROM draft WHERE person_id = ? AND body <> ''", person,
                kMostDrafts))
      return too_much("drafts");
    kept = draft;
    kept.rev = turn.rev();
    connection->execute(
        "INSERT INTO draft (person_id, conversation_id, rev, written_at, reply_to, body)"
        " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE rev = VALUES(rev),"
        " written_at = VALUES(written_at), reply_to = VALUES(reply_to), body = VALUES(body)",
        {person, kept.conversation, kept.rev, kept.at, kept.reply_to, kept.body});
    turn.commit();
    out.changed = true;
  }
  out.change.rev = kept.rev;
  out.change.draft = std::move(kept);
  return out;
}

Outcome<PersonalWrite> PersonalRepository::keep_preference(PersonId person, const std::string& name,
                                                           const std::string& value) {
  static const std::string select =
      "SELECT " + std::string(kPreferenceColumns) + " FROM preference WHERE person_id = ? AND name = ?";
  const auto connection = database_.lease();
  PersonalTurn turn(*connection, person);
  Preference kept;
  kept.name = name;
  {
    Rows rows = connection->select(select, {person, name});
    if (rows.next()) kept = read_preference(rows);
  }
  PersonalWrite out;
  if (kept.value != value) {
    if (kept.rev == 0 &&
        is_full(*connection, "SELECT COUNT(*) FROM preference WHERE person_id = ?", person, kMostPreferences))
      return too_much("preferences");
    kept.rev = turn.rev();
    kept.value = value;
    connection->execute(
        "INSERT INTO preference (person_id, name, rev, value) VALUES (?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE rev = VALUES(rev), value = VALUES(value)",
        {person, name, kept.rev, kept.value});
    turn.commit();
    out.changed = true;
  }
  out.change.rev = kept.rev;
  out.change.preference = std::move(kept);
  return out;
}

}  // namespace hearth::store
