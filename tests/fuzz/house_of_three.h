// A house without a database, made anew for each input: three people, a group of two of them, and ports that
// keep in memory what the store would keep. Fast enough for a fuzzer; what is true on the real store, the
// contract tests say.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "chat/house.h"
#include "jobs_in_memory.h"
#include "personal_in_memory.h"

namespace hearth::fuzz {

using namespace chat;

class HouseOfThree final : Log,
                           History,
                           Conversations,
                           GroupStore,
                           Outlet,
                           Aside,
                           DirectorySource,
                           SearchIndex {
 public:
  static constexpr std::uint64_t kPeople = 3;
  static constexpr ConversationId kGroup{1};  // of the persons 1 and 2

  HouseOfThree() {
    keep({true, kGroup, ConversationKind::kGroup, Visibility::kPrivate, "Group", {}, 1, 1, Time{}, {}},
         {PersonId{1}, PersonId{2}});
    directory_.load(*this);
  }

  House& house() { return house_; }
  /// What was told to anybody.
  std::vector<Event>& told() { return told_; }

 private:
  struct Kept {
    Founded founded;
    std::vector<Message> messages;
    std::map<PersonId, Member> members;
    std::map<std::pair<PersonId, std::string>, Seq> keys;
    Rev rev = 1;
  };

  Kept& keep(Founded founded, const std::vector<PersonId>& people) {
    Kept& kept = kept_[founded.id];
    for (const PersonId person : people) {
      Member member;
      member.person = person;
      member.role = person == people.front() ? GroupRole::kOwner : GroupRole::kMember;
      member.rev = 1;
      kept.members[person] = member;
      founded.members.push_back(member);
    }
    for (Seq seq = 1; seq <= founded.seq; ++seq) {
      Message message;
      message.seq = message.rev = seq;
      message.sender = people.front();
      message.kind = MessageKind::kNotice;
      message.notice = Notice{NoticeKind::kCreated, people, founded.name.value_or("")};
      kept.messages.push_back(message);
    }
    kept.founded = std::move(founded);
    return kept;
  }

  // Log: everything is stored at once.
  void append(Change change) override {
    const auto at = kept_.find(change.conversation);
    if (at == kept_.end()) return change.done(not_found("conversation"));
    Kept& kept = at->second;
    Committed committed{0, ++kept.rev, Time{}, false, nullptr, {}};
    if (const auto* posted = std::get_if<NewMessage>(&change.body)) {
      const auto [key, is_new] =
          kept.keys.try_emplace({posted->sender, posted->key}, kept.messages.size() + 1);
      committed.seq = key->second;
      committed.repeated = !is_new;
      if (is_new) {
        Message& message = add_message(kept, committed.rev, posted->sender);
        message.body = posted->body;
        message.reply_to = posted->reply_to;
        if (posted->mentions) message.mentions = *posted->mentions;
        message.forwarded = posted->forwarded;
      }
    } else if (const auto* change_of = std::get_if<MembersChange>(&change.body)) {
      for (Member member : change_of->members) {
        member.rev = committed.rev;
        kept.members[member.person] = member;
      }
      if (change_of->notice) {
        Message& message = add_message(kept, committed.rev, change_of->by);
        message.kind = MessageKind::kNotice;
        message.notice = change_of->notice;
        committed.seq = message.seq;
      }
    }
    if (const auto* settings = std::get_if<SettingsChange>(&change.body)) {
      kept.founded.name = settings->name;
      kept.founded.description = settings->description;
      kept.founded.visibility = settings->visibility;
      kept.founded.deletion = settings->deletion;
      if (settings->notice) {
        Message& message = add_message(kept, committed.rev, settings->by);
        message.kind = MessageKind::kNotice;
        message.notice = settings->notice;
        committed.seq = message.seq;
      }
    }
    if (const auto* update = std::get_if<MessageUpdate>(&change.body)) {
      if (update->seq == 0 || update->seq > kept.messages.size()) return change.done(not_found("message"));
      Message& message = kept.messages[update->seq - 1];
      if (const auto outcome = apply(message, *update, has_reacted(message, *update), Time{}); !outcome)
        committed.refused = outcome.reason();
      message.rev = committed.rev;
      committed.message = std::make_shared<const Message>(message);
    }
    change.done(committed);
  }
  /// There are fewer people than a reaction names.
  static bool has_reacted(const Message& message, const MessageUpdate& update) {
    const auto* change = std::get_if<ReactionChange>(&update.what);
    if (change == nullptr || !message.reactions) return false;
    const auto found = std::ranges::find(*message.reactions, change->emoji, &Reaction::emoji);
    return found != message.reactions->end() &&
           std::ranges::find(found->people, update.by) != found->people.end();
  }
  static Message& add_message(Kept& kept, Rev rev, PersonId sender) {
    Message& message = kept.messages.emplace_back();
    message.seq = kept.messages.size();
    message.rev = rev;
    message.sender = sender;
    return message;
  }

  // History.
  std::vector<Message> messages(ConversationId id, Seq first, Seq last) override {
    std::vector<Message> out;
    for (const Message& message : kept_[id].messages)
      if (message.seq >= first && message.seq <= last) out.push_back(message);
    return out;
  }
  std::vector<std::pair<ConversationId, Message>> messages_at(
      std::span<const std::pair<ConversationId, Seq>> places) override {
    std::vector<std::pair<ConversationId, Message>> out;
    for (const auto& [id, seq] : places)
      for (Message& message : messages(id, seq, seq)) out.emplace_back(id, std::move(message));
    return out;
  }
  std::vector<Message> changed_messages(ConversationId id, Rev since, Seq, std::uint32_t limit) override {
    std::vector<Message> out;
    for (const Message& message : kept_[id].messages)
      if (message.rev > since && out.size() < limit) out.push_back(message);
    return out;
  }
  std::vector<Member> changed_members(ConversationId id, Rev since, std::uint32_t limit) override {
    std::vector<Member> out;
    for (const auto& [person, member] : kept_[id].members)
      if (member.rev > since) out.push_back(member);
    std::ranges::stable_sort(out, {}, &Member::rev);
    if (out.size() > limit) out.resize(limit);
    return out;
  }
  std::vector<Member> members(ConversationId id, PersonId after, std::uint32_t limit) override {
    std::vector<Member> out;
    for (const auto& [person, member] : kept_[id].members)
      if (person > after && !member.left_at && out.size() < limit) out.push_back(member);
    return out;
  }
  std::vector<MemberEvent> member_events(ConversationId id, std::pair<Rev, PersonId> before,
                                         std::uint32_t limit) override {
    std::vector<MemberEvent> out;
    for (const auto& [person, member] : kept_[id].members)
      if (member.rev < before.first && out.size() < limit)
        out.push_back({member.rev, Time{}, NoticeKind::kAdded, person, person, member.role});
    return out;
  }
  std::vector<Receipt> receipts(ConversationId id, Seq, PersonId after, std::uint32_t limit) override {
    std::vector<Receipt> out;
    for (const Member& member : members(id, after, limit)) out.emplace_back().person = member.person;
    return out;
  }

  std::vector<std::pair<Seq, std::string>> own_reactions(ConversationId, PersonId,
                                                         std::span<const Seq>) override {
    return {};
  }
  std::vector<std::pair<Rev, Reactor>> reactors(ConversationId id, Seq seq, Rev,
                                                std::uint32_t limit) override {
    std::vector<std::pair<Rev, Reactor>> out;
    for (const Message& message : messages(id, seq, seq))
      for (const Reaction& reaction : message.reactions.value_or(std::vector<Reaction>{}))
        for (const PersonId person : reaction.people)
          if (out.size() < limit) out.push_back({message.rev, {person, reaction.emoji, Time{}}});
    return out;
  }
  std::vector<Version> versions(ConversationId, Seq, Rev, std::uint32_t) override { return {}; }
  std::vector<Message> pins(ConversationId id, Seq before, std::uint32_t limit) override {
    std::vector<Message> out;
    for (const Message& message : kept_[id].messages)
      if (message.pinned_at && message.seq < before && out.size() < limit) out.push_back(message);
    return out;
  }

  std::vector<MentionMark> mentions_of(PersonId person, const std::optional<MentionMark>& after,
                                       std::uint32_t limit) override {
    std::vector<MentionMark> out;
    for (const auto& [id, kept] : kept_)
      for (const Message& message : kept.messages)
        if (message.mentions && out.size() < limit && !after &&
            (message.mentions->all || std::ranges::count(message.mentions->people, person) != 0))
          out.push_back({message.at, id, message.seq});
    return out;
  }

  // Conversations.
  Founded open_thread(ConversationId parent, Seq root, PersonId author, PersonId) override {
    for (const auto& [id, kept] : kept_)
      if (kept.founded.parent == parent && kept.founded.root == root) return kept.founded;
    Founded thread;
    thread.made = true;
    thread.id = ConversationId(kept_.size() + 1);
    thread.kind = ConversationKind::kThread;
    thread.rev = 1;
    thread.parent = parent;
    thread.root = root;
    return keep(std::move(thread), {author}).founded;
  }
  Founded open_direct(PersonId a, PersonId b) override {
    const auto pair = std::minmax(a, b);
    for (const auto& [id, two] : direct_)
      if (two == std::pair<PersonId, PersonId>(pair)) return kept_[id].founded;
    const ConversationId id(kept_.size() + 1);
    direct_[id] = pair;
    std::vector<PersonId> people{a};
    if (a != b) people.push_back(b);
    const auto kind = a == b ? ConversationKind::kSelf : ConversationKind::kDirect;
    Founded founded = keep({true, id, kind, Visibility::kPrivate, {}, {}, 0, 1, Time{}, {}}, people).founded;
    kept_[id].founded.made = false;
    return founded;
  }
  Founded create_group(const GroupDraft& draft) override {
    std::vector<PersonId> people{draft.owner};
    people.insert(people.end(), draft.people.begin(), draft.people.end());
    return keep({true,
                 ConversationId(kept_.size() + 1),
                 ConversationKind::kGroup,
                 draft.visibility,
                 draft.name,
                 draft.description,
                 1,
                 1,
                 Time{},
                 {}},
                people)
        .founded;
  }

  // SearchIndex: everything has everything; the text itself decides.
  std::vector<SearchPlace> find(const SearchLookup& lookup) override {
    std::vector<SearchPlace> out;
    for (const ConversationId id : lookup.among)
      for (const Message& message : kept_[id].messages)
        if (const std::uint64_t number = id.value << 32 | message.seq; number < lookup.older_than)
          out.push_back({number, id, message.seq});
    std::ranges::sort(out, std::greater{}, &SearchPlace::number);
    if (out.size() > lookup.limit) out.resize(lookup.limit);
    return out;
  }
  Rev indexed(ConversationId) override { return 0; }
  bool advance(const IndexStep&) override { return true; }
  std::vector<ConversationId> behind(ConversationId, std::uint32_t) override { return {}; }

  // GroupStore.
  GroupContents contents(ConversationId id) override { return {kept_[id].messages.size(), 0, 0, 0, 0, 0}; }
  std::optional<StoredDeletion> deletion(ConversationId id) override {
    if (!kept_[id].founded.deletion) return {};
    return StoredDeletion{
        kept_[id].founded.name.value_or(""), kept_[id].founded.deletion, PersonId{1}, {}, false};
  }
  std::vector<ConversationId> deletions() override { return {}; }
  std::vector<ConversationId> threads_of(ConversationId) override { return {}; }
  struct NothingToRemove final : Removal {
    std::uint64_t some(std::uint32_t) override { return 0; }
  };
  std::unique_ptr<Removal> remove_contents(ConversationId) override {
    return std::make_unique<NothingToRemove>();
  }
  void mark_gone(ConversationId, Time) override {}
  std::unique_ptr<Removal> remove_rest(ConversationId) override {
    return std::make_unique<NothingToRemove>();
  }

  // Outlet and Aside.
  void tell(const Audience&, const Event& event) override { told_.push_back(event); }
  void join(PersonId, ConversationId) override {}
  void part(PersonId, ConversationId) override {}
  void part(PersonId, std::span<const ConversationId>) override {}
  void listen(std::uint64_t, ConversationId) override {}
  void watch(std::uint64_t, std::span<const PersonId>) override {}
  void run(std::function<void()> task) override { task(); }

  // DirectorySource.
  void load(const std::function<void(KnownPerson&&)>& person,
            const std::function<void(KnownConversation&&)>& conversation,
            const std::function<void(const KnownMember&)>& member) override {
    for (std::uint64_t i = 1; i <= kPeople; ++i) {
      KnownPerson known;
      known.person.id = PersonId(i);
      known.person.user_name = "p" + std::to_string(i);
      known.person.name = "Person " + std::to_string(i);
      person(std::move(known));
    }
    for (const auto& [id, kept] : kept_)
      conversation({id, kept.founded.kind, kept.founded.visibility, kept.founded.name, {}, 1, 1, Time{}});
    for (const auto& [id, kept] : kept_)
      for (const auto& [who, row] : kept.members) member({id, who, row.role, 0, 0});
  }
  void load_mentions(const std::function<void(const KnownMention&)>&) override {}

  std::map<ConversationId, Kept> kept_;
  std::map<ConversationId, std::pair<PersonId, PersonId>> direct_;
  std::vector<Event> told_;
  Directory directory_;
  Hooks hooks_{*this};
  ReceiptDesk receipts_{directory_, *this, *this, hooks_};
  PresenceBoard presence_{directory_, *this, hooks_};
  JobsInMemory jobs_;
  ThreadDesk threads_;
  GroupTurns turns_;
  PersonalInMemory personal_;
  House house_{.directory = directory_,
               .log = *this,
               .history = *this,
               .conversations = *this,
               .outlet = *this,
               .hooks = hooks_,
               .receipts = receipts_,
               .presence = presence_,
               .jobs = jobs_,
               .search = *this,
               .threads = threads_,
               .groups = *this,
               .group_turns = turns_,
               .personal = personal_};
};

}  // namespace hearth::fuzz
