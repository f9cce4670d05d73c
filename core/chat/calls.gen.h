// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.
//
// What is asked of the product, what it answers and what it tells: the structs behind commands, answers and
// events, and the verbs, each of which is one file, core/chat/<verb>.cpp. A verb that the protocol marks
// `loop` never waits; one marked `pool` may query the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chat/caller.h"
#include "chat/reply.h"
#include "chat/values.h"

namespace hearth::chat {

struct House;

// Answers.

/// One page of everything a client needs to draw the sidebar. Lines come by latest message, newest first.
struct Hello {
  Person me;
  std::vector<Line> lines;
  std::vector<Person> people;
  std::vector<PresenceState> presence;
  Rev personal_rev = 0;  // The latest change of my own log, see `personal.sync`.
  std::optional<std::string> next;
  std::optional<std::vector<Line>>
      threads;  // With the first page: the threads I follow that have something unread, newest first, at most
                // 200. Threads are not among `lines`.
  std::uint32_t everybody_up_to = 0;  // In groups of up to so many members anybody may write @all and @here;
                                      // in larger ones those who manage them.
};

/// Stored. `repeated` is true when this key had been stored before; then nothing was stored twice.
struct Posted {
  Seq seq = 0;
  Rev rev = 0;
  Time at;
  bool repeated = false;
  std::optional<Mentions> mentions;  // Whom the message addresses, as the event tells the others.
};

/// Messages in the order of seq, with the people who sent them.
struct Messages {
  std::vector<Message> messages;
  std::vector<Person> people;
  bool more_before = false;
  bool more_after = false;
};

/// Everything whose rev is greater than asked for, in its newest form, by rev. `rev` is how far this page
/// goes; ask again from there while `more`. `reset` means: too far behind, drop what you hold and open the
/// conversation anew.
struct Changes {
  Rev rev = 0;
  std::optional<Line> line;
  std::vector<Message> messages;
  std::vector<Member> members;
  std::vector<Person> people;
  bool more = false;
  bool reset = false;
};

struct Members {
  std::vector<Member> members;
  std::vector<Person> people;
  std::optional<std::string> next;
};

struct People {
  std::vector<Person> people;
  std::vector<PresenceState> presence;
  std::optional<std::string> next;
};

/// The message as it is now. `rev` is that of the change.
struct Changed {
  Rev rev = 0;
  Message message;
};

/// What a message said before it was edited, oldest first; what it says now is not among them.
struct Versions {
  std::vector<Version> versions;
  std::optional<std::string> next;
};

/// Who reacted, in the order in which they did.
struct Reactors {
  std::vector<Reactor> reactors;
  std::vector<Person> people;
  std::optional<std::string> next;
};

/// Pinned messages, the latest message first.
struct Pins {
  std::vector<Message> messages;
  std::vector<Person> people;
  std::optional<std::string> next;
};

/// Messages that mention me, the latest first.
struct MentionPlaces {
  std::vector<MentionPlace> mentions;
  std::vector<Person> people;
  std::optional<std::string> next;
};

/// Threads that I follow and that have a reply, by the latest reply, newest first.
struct FollowedThreads {
  std::vector<FollowedThread> threads;
  std::vector<Person> people;
  std::optional<std::string> next;
};

struct Receipts {
  std::vector<Receipt> receipts;
  std::vector<Person> people;
  std::optional<std::string> next;
};

/// Messages that have what was looked for. With `next` there may be more, even where this page is short or
/// empty.
struct Hits {
  std::vector<Hit> hits;
  std::vector<Person> people;
  std::optional<std::string> next;
};

struct Presences {
  std::vector<PresenceState> presence;
};

/// Who brought whom in or out, and gave which role, the latest first.
struct MemberHistory {
  std::vector<MemberEvent> events;
  std::vector<Person> people;
  std::optional<std::string> next;
};

/// Public groups, by name.
struct Groups {
  std::vector<GroupCard> groups;
  std::optional<std::string> next;
};

/// What a deletion takes away, and how far it is.
struct GroupDeletion {
  std::optional<Deletion> state;   // None: nothing has been asked for, this is only counted.
  std::optional<Time> removal_at;  // When removal begins; until then it can be taken back.
  std::uint64_t messages = 0;
  std::uint64_t versions = 0;  // Former texts of edited messages.
  std::uint64_t reactions = 0;
  std::uint64_t pins = 0;
  std::uint64_t members = 0;  // Present ones.
  std::uint64_t done = 0;     // Rows of the database removed so far, of `total`.
  std::uint64_t total = 0;
};

/// How I keep a conversation. Where nothing is said of one, it stands in the list by its latest message.
struct LinePlace {
  ConversationId conversation;
  Rev rev = 0;
  bool favourite = false;
  bool muted = false;
  std::optional<Time> muted_until;  // Until then only; without it, for ever.
  std::optional<Seq>
      archived_seq;  // Out of the list, as long as no later message than this has come or it is muted.
  std::optional<Seq>
      unread_from;  // Marked unread from this message on, as long as I have not read beyond `unread_until`.
  std::optional<Seq> unread_until;
};

/// Whether I have saved a message for myself.
struct SavedMark {
  ConversationId conversation;
  Seq seq = 0;
  Rev rev = 0;
  Time at;
  bool saved = false;
};

/// What I have written in a conversation and not sent. With an empty body there is none (any more).
struct KeptDraft {
  ConversationId conversation;
  Rev rev = 0;
  Time at;  // When it was written; of two, the later one counts.
  std::string body;
  std::optional<Seq> reply_to;
};

/// A message of mine that is posted later. `sent` and `cancelled`: it has left the list.
struct ScheduledMessage {
  std::uint64_t id = 0;
  Rev rev = 0;
  ConversationId conversation;
  std::string body;
  std::optional<Seq> reply_to;
  Time send_at;
  ScheduledState state{};
  std::optional<std::string> reason;  // Why it could not be posted.
  std::optional<Seq> seq;             // Where it stands, once it was posted.
};

/// Something that a client remembers of me, in the client's own words.
struct Preference {
  std::string name;
  Rev rev = 0;
  std::string value;
};

/// One change of my own log: the one thing that changed, as it is now.
struct PersonalChange {
  Rev rev = 0;
  std::optional<LinePlace> place;
  std::optional<SavedMark> saved;
  std::optional<KeptDraft> draft;
  std::optional<ScheduledMessage> scheduled;
  std::optional<Preference> preference;
};

/// Everything in my own log whose rev is greater than asked for, in its newest form. `rev` is how far this
/// page goes; ask again from there while `more`. `reset`: you hold more than there is; drop it and ask from
/// 0.
struct PersonalNews {
  Rev rev = 0;
  std::vector<LinePlace> places;
  std::vector<SavedMark> saved;
  std::vector<KeptDraft> drafts;
  std::vector<ScheduledMessage> scheduled;
  std::vector<Preference> preferences;
  bool more = false;
  bool reset = false;
};

struct SavedMessage {
  ConversationId conversation;
  Time at;  // When I saved it.
  Message message;
};

/// What I have saved, the latest first; of conversations that I am still in. A page may be empty and have a
/// next one.
struct SavedMessages {
  std::vector<SavedMessage> saved;
  std::vector<Person> people;
  std::optional<std::string> next;
};

struct Done {};

// Requests and the verbs that serve them.

/// The sidebar: my conversations, their heads, my watermarks and unread counts, in pages. A client sends it
/// first on each connection; events flow from the moment the socket is open.
struct SayHello {
  Caller who;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // Lines a page, 100 if not said.
};

void say_hello(House& house, SayHello ask, Reply<Hello> reply);  // pool, person

/// One line of the sidebar.
struct GetConversation {
  Caller who;
  ConversationId conversation;
};

void get_conversation(House& house, GetConversation ask, Reply<Line> reply);  // pool, member

/// What has changed since `rev`. The one question of every device that was away.
struct SyncConversation {
  Caller who;
  ConversationId conversation;
  Rev rev = 0;
  std::optional<std::uint32_t> limit;  // Changed rows a page, 200 if not said.
};

void sync_conversation(House& house, SyncConversation ask, Reply<Changes> reply);  // pool, member

/// The conversation with a person, made when there is none yet. With yourself: notes to self.
struct OpenDirect {
  Caller who;
  PersonId person;
};

void open_direct(House& house, OpenDirect ask, Reply<Line> reply);  // pool, person

/// A new group with me as owner. The same `key` makes it once.
struct CreateGroup {
  Caller who;
  std::string key;  // Chosen by the client; a retry with the same key creates nothing new.
  std::string name;
  std::optional<std::string> description;
  std::optional<Visibility> visibility;  // private if not said.
  std::vector<PersonId> people;
};

void create_group(House& house, CreateGroup ask, Reply<Line> reply);  // pool, person

/// Adds people. Those who are members already are left as they are.
struct AddMembers {
  Caller who;
  ConversationId conversation;
  std::vector<PersonId> people;
};

void add_members(House& house, AddMembers ask, Reply<Members> reply);  // pool, group_manager

/// Removes one person from a group. Managers remove members of a lower role; the owner removes anybody else.
struct RemoveMember {
  Caller who;
  ConversationId conversation;
  PersonId person;
};

void remove_member(House& house, RemoveMember ask, Reply<Done> reply);  // pool, group_manager

/// I leave. The last owner hands the group on first, unless alone in it.
struct LeaveGroup {
  Caller who;
  ConversationId conversation;
};

void leave_group(House& house, LeaveGroup ask, Reply<Done> reply);  // pool, member

/// Who is in the conversation, and how far each has read.
struct ListMembers {
  Caller who;
  ConversationId conversation;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 200 if not said.
};

void list_members(House& house, ListMembers ask, Reply<Members> reply);  // pool, member

/// Changes name, description or visibility of a group, one after the other; each is a change of its own.
/// Moderators may describe, admins rename, the owner and admins make it public or private. What is so already
/// changes nothing.
struct UpdateGroup {
  Caller who;
  ConversationId conversation;
  std::optional<std::string> name;
  std::optional<std::string> description;  // Empty: none.
  std::optional<Visibility> visibility;
  std::optional<Rev>
      rev;  // The `settings_rev` as I know it: refused with `conflict` when they have changed since.
};

void update_group(House& house, UpdateGroup ask, Reply<Line> reply);  // pool, group_manager

/// Gives a member another role, below my own: the owner appoints admins and moderators, admins appoint
/// moderators. Nobody touches who is at or above their own role.
struct SetRole {
  Caller who;
  ConversationId conversation;
  PersonId person;
  GroupRole role{};  // member, moderator or admin; for owner see group.hand_on.
};

void set_role(House& house, SetRole ask, Reply<Done> reply);  // pool, group_manager

/// The owner makes another member the owner, and is an admin from then on.
struct HandOnGroup {
  Caller who;
  ConversationId conversation;
  PersonId person;
};

void hand_on_group(House& house, HandOnGroup ask, Reply<Done> reply);  // pool, group_manager

/// Public groups by the beginning of a word of their name; accents and case do not matter. With no text, all
/// by name. Not for guests.
struct BrowseGroups {
  Caller who;
  std::optional<std::string> text;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void browse_groups(House& house, BrowseGroups ask, Reply<Groups> reply);  // pool, person

/// A public group as it shows before one joins it.
struct GetGroup {
  Caller who;
  ConversationId conversation;
};

void get_group(House& house, GetGroup ask, Reply<GroupCard> reply);  // pool, visitor

/// I join a public group. Who is in it already stays in it.
struct JoinGroup {
  Caller who;
  ConversationId conversation;
};

void join_group(House& house, JoinGroup ask, Reply<Line> reply);  // pool, visitor

/// Deletes a group with everything in it: only the owner. It is closed for writing at once; the removal
/// begins after a moment in which group.keep takes it back, and goes on in the background. With `dry_run`
/// only counts.
struct DeleteGroup {
  Caller who;
  ConversationId conversation;
  std::optional<bool> dry_run;
  std::optional<std::string>
      name;  // The group's name, so that it is surely this one. Needed unless `dry_run`.
};

void delete_group(House& house, DeleteGroup ask, Reply<GroupDeletion> reply);  // pool, group_manager

/// How far the deletion of the group is: for the owner.
struct GetDeletion {
  Caller who;
  ConversationId conversation;
};

void get_deletion(House& house, GetDeletion ask, Reply<GroupDeletion> reply);  // pool, group_manager

/// Takes the deletion back, before the removal has begun; `conflict` after that.
struct KeepGroup {
  Caller who;
  ConversationId conversation;
};

void keep_group(House& house, KeepGroup ask, Reply<Line> reply);  // pool, group_manager

/// Who came, went and got which role, by whom and when; the latest first.
struct ListMemberHistory {
  Caller who;
  ConversationId conversation;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void list_member_history(House& house, ListMemberHistory ask, Reply<MemberHistory> reply);  // pool, member

/// Posts a message. The answer and the event leave after the commit, never before. The same `key` is stored
/// once, however often it is sent.
struct PostMessage {
  Caller who;
  ConversationId conversation;
  std::string key;  // Chosen by the client, unique among the sender's messages. Best a UUID of version 7 (RFC
                    // 9562), which costs the database least.
  std::string body;  // Markdown.
  std::optional<Seq> reply_to;
};

void post_message(House& house, PostMessage ask, Reply<Posted> reply);  // loop, member

/// A page of history: the newest, or `before`, `after` or `around` a message; give at most one of them.
struct ListMessages {
  Caller who;
  ConversationId conversation;
  std::optional<Seq> before;
  std::optional<Seq> after;
  std::optional<Seq> around;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void list_messages(House& house, ListMessages ask, Reply<Messages> reply);  // pool, member

/// One message as it is now.
struct GetMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void get_message(House& house, GetMessage ask, Reply<Message> reply);  // pool, member

/// New words for a message of mine. What it said before is kept, for those who may see it: me, and whoever
/// manages the group.
struct EditMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::string body;        // Markdown.
  std::optional<Rev> rev;  // Of the message as I know it: refused with `conflict` when it has changed since.
};

void edit_message(House& house, EditMessage ask, Reply<Changed> reply);  // pool, member

/// What a message said before it was edited. For its author, and for whoever manages the group.
struct ListVersions {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 20 if not said.
};

void list_versions(House& house, ListVersions ask, Reply<Versions> reply);  // pool, member

/// Pins a message for everybody in the conversation; in a group, whoever manages it may. Pinned already:
/// nothing changes.
struct PinMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void pin_message(House& house, PinMessage ask, Reply<Changed> reply);  // pool, member

/// The opposite.
struct UnpinMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void unpin_message(House& house, UnpinMessage ask, Reply<Changed> reply);  // pool, member

/// The pinned messages.
struct ListPins {
  Caller who;
  ConversationId conversation;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void list_pins(House& house, ListPins ask, Reply<Pins> reply);  // pool, member

/// I react to a message. The same reaction twice is one.
struct AddReaction {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::string emoji;  // One emoji of Unicode, skin tone included.
};

void add_reaction(House& house, AddReaction ask, Reply<Done> reply);  // loop, member

/// I take it back.
struct RemoveReaction {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::string emoji;
};

void remove_reaction(House& house, RemoveReaction ask, Reply<Done> reply);  // loop, member

/// Who reacted to a message, and how.
struct ListReactions {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 200 if not said.
};

void list_reactions(House& house, ListReactions ask, Reply<Reactors> reply);  // pool, member

/// Messages that mention me, by name or with everybody, in the conversations that I am in.
struct ListMentions {
  Caller who;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 30 if not said.
};

void list_mentions(House& house, ListMentions ask, Reply<MentionPlaces> reply);  // pool, person

/// Passes a message on to another conversation that I may write in: its text, and who wrote it first and
/// when; not where. The same `key` is stored once.
struct ForwardMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  ConversationId to;
  std::string key;                     // As of message.post.
  std::optional<std::string> comment;  // Posted before it, as a message of its own.
};

void forward_message(House& house, ForwardMessage ask, Reply<Posted> reply);  // pool, member

/// The thread that hangs from a message, made when there is none yet; nobody sees it before its first reply.
/// Threads are conversations: message.post, message.list and the others work with the line's id. This
/// connection hears of it from now on.
struct OpenThread {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void open_thread(House& house, OpenThread ask, Reply<Line> reply);  // pool, member

/// I follow the thread: what comes in it is unread for me. So does who writes or is mentioned in it, and who
/// wrote the message that it hangs from.
struct FollowThread {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void follow_thread(House& house, FollowThread ask, Reply<Line> reply);  // pool, member

/// The opposite; until I write or am mentioned in it again.
struct UnfollowThread {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void unfollow_thread(House& house, UnfollowThread ask, Reply<Done> reply);  // pool, member

/// The threads that I follow.
struct ListThreads {
  Caller who;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 30 if not said.
};

void list_threads(House& house, ListThreads ask, Reply<FollowedThreads> reply);  // pool, person

/// Deletes a message of mine, or as manager of a group one of somebody with a lower role. A tombstone stays;
/// text, former texts and reactions are gone for good.
struct DeleteMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void delete_message(House& house, DeleteMessage ask, Reply<Changed> reply);  // pool, member

/// A device of mine has everything up to `delivered`; I have seen everything up to `read`. Only ever forward;
/// told to the others gathered, within half a second.
struct AdvanceReceipt {
  Caller who;
  ConversationId conversation;
  std::optional<Seq> delivered;
  std::optional<Seq> read;
};

void advance_receipt(House& house, AdvanceReceipt ask, Reply<Done> reply);  // loop, member

/// Message info: when the message reached each person and when they saw it.
struct ListReceipts {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 200 if not said.
};

void list_receipts(House& house, ListReceipts ask, Reply<Receipts> reply);  // pool, member

/// I am typing. Say it again every few seconds while it lasts; it ends by itself after six.
struct SayTyping {
  Caller who;
  ConversationId conversation;
  bool typing = false;
};

void say_typing(House& house, SayTyping ask, Reply<Done> reply);  // loop, member

/// What has changed in my own log since `rev`: how I keep my conversations, what I have saved, drafts,
/// scheduled messages, preferences. It concerns all of my devices and nobody else. From 0: all there is.
struct SyncPersonal {
  Caller who;
  Rev rev = 0;
  std::optional<std::uint32_t> limit;  // Of each kind a page, 200 if not said.
};

void sync_personal(House& house, SyncPersonal ask, Reply<PersonalNews> reply);  // pool, person

/// How I keep a conversation. What is not said stays as it is.
struct SetPlace {
  Caller who;
  ConversationId conversation;
  std::optional<bool> favourite;
  std::optional<bool> muted;
  std::optional<Time> muted_until;  // Only with `muted` true.
  std::optional<bool> archived;     // It comes back with the next message, unless it is muted.
  std::optional<Seq> unread_from;   // Unread again from this message on, for me alone: what others see of my
                                    // reading stays. 0: not any more.
};

void set_place(House& house, SetPlace ask, Reply<PersonalChange> reply);  // pool, member

/// Saves a message for myself. Saved already: nothing changes.
struct SaveMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void save_message(House& house, SaveMessage ask, Reply<PersonalChange> reply);  // pool, member

/// The opposite.
struct UnsaveMessage {
  Caller who;
  ConversationId conversation;
  Seq seq = 0;
};

void unsave_message(House& house, UnsaveMessage ask, Reply<PersonalChange> reply);  // pool, member

/// The messages that I have saved and may still read.
struct ListSaved {
  Caller who;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void list_saved(House& house, ListSaved ask, Reply<SavedMessages> reply);  // pool, person

/// What I have written and not sent. One that was written before the one that is kept changes nothing: the
/// answer tells what is kept.
struct SetDraft {
  Caller who;
  ConversationId conversation;
  std::string body;  // Empty: there is none any more.
  std::optional<Seq> reply_to;
  Time at;  // When it was written. A time to come is taken as now.
};

void set_draft(House& house, SetDraft ask, Reply<PersonalChange> reply);  // pool, member

/// Posts a message later, as if I did it then: what I may do and the rules of that time count. The same `key`
/// is scheduled, and posted, once.
struct ScheduleMessage {
  Caller who;
  ConversationId conversation;
  std::string key;   // As of message.post.
  std::string body;  // Markdown.
  std::optional<Seq> reply_to;
  Time send_at;  // At most a year ahead; one that has passed means at once.
};

void schedule_message(House& house, ScheduleMessage ask, Reply<PersonalChange> reply);  // pool, member

/// Other words or another time for a message that waits or has failed. What is not said stays.
struct ChangeScheduled {
  Caller who;
  std::uint64_t scheduled = 0;
  std::optional<std::string> body;
  std::optional<Time> send_at;
};

void change_scheduled(House& house, ChangeScheduled ask, Reply<PersonalChange> reply);  // pool, person

/// Posts it now.
struct SendScheduled {
  Caller who;
  std::uint64_t scheduled = 0;
};

void send_scheduled(House& house, SendScheduled ask, Reply<PersonalChange> reply);  // pool, person

/// It will not be posted.
struct CancelScheduled {
  Caller who;
  std::uint64_t scheduled = 0;
};

void cancel_scheduled(House& house, CancelScheduled ask, Reply<PersonalChange> reply);  // pool, person

/// Remembers something for all of my devices. An empty value forgets it.
struct SetPreference {
  Caller who;
  std::string name;  // Lower-case letters, digits and dots.
  std::string value;
};

void set_preference(House& house, SetPreference ask, Reply<PersonalChange> reply);  // pool, person

/// People by the beginnings of words of their name or user name, in any order; accents and case do not
/// matter. Where few are called so, those who nearly are come after them. With no text, everybody by name.
struct FindPeople {
  Caller who;
  std::optional<std::string> text;
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 50 if not said.
};

void find_people(House& house, FindPeople ask, Reply<People> reply);  // pool, person

/// One person.
struct GetPerson {
  Caller who;
  PersonId person;
};

void get_person(House& house, GetPerson ask, Reply<Person> reply);  // loop, person

/// Messages of all my conversations that have the words. `"side by side"`, `-without`, `from:` and `in:` a
/// name, `has:` link, code, reaction, pin or reply, `before:`, `after:` and `on:` a day; the last word may be
/// only begun. What was posted a moment ago may be missing for about a second.
struct SearchMessages {
  Caller who;
  std::string text;
  std::optional<ConversationId> conversation;  // Only in this one.
  std::optional<SearchOrder> order;  // newest if not said; best: the best of the latest 200 that have it.
  std::optional<std::string>
      zone;  // Where the days of before:, after: and on: begin, as +05:30; UTC if not said.
  std::optional<std::string> after;
  std::optional<std::uint32_t> limit;  // 20 if not said.
};

void search_messages(House& house, SearchMessages ask, Reply<Hits> reply);  // pool, person

/// How this device wants me to be seen. The most present of my devices counts; do_not_disturb wins over all.
struct SetPresence {
  Caller who;
  Presence state{};
};

void set_presence(House& house, SetPresence ask, Reply<Done> reply);  // loop, person

/// Tells this connection of the presence of these people from now on, instead of those named before; answers
/// how they are now. Over REST it only answers.
struct WatchPresence {
  Caller who;
  std::vector<PersonId> people;
};

void watch_presence(House& house, WatchPresence ask, Reply<Presences> reply);  // loop, person

/// Answers at once. For clients that cannot send WebSocket pings, such as browsers.
struct Ping {
  Caller who;
};

void ping(House& house, Ping ask, Reply<Done> reply);  // loop, person

// Events.

/// The first frame on each connection.
struct Welcome {
  PersonId me;
  SessionId session;
  std::string server;
  std::uint32_t version = 0;
  std::uint32_t heartbeat_ms = 0;  // The server pings when it hears nothing for so long, and closes after
                                   // twice that. Send `ping` when you hear nothing.
  Time at;
};

/// A new message. Not sent to the connection that posted it: its reply has the same rev.
struct MessagePosted {
  ConversationId conversation;
  Rev rev = 0;
  Message message;
};

/// A message has a newer form: edited, deleted, pinned or unpinned, or there is news of its thread. Its
/// reactions name at most eight people each, and not you besides: keep yourself where you were.
struct MessageChanged {
  ConversationId conversation;
  Rev rev = 0;
  Message message;
};

/// Somebody reacted to a message, or took it back; all reactions with this emoji as they are now. With
/// `count` 0 there are none any more.
struct ReactionChanged {
  ConversationId conversation;
  Rev rev = 0;
  Seq seq = 0;
  PersonId person;
  bool added = false;
  Reaction reaction;
};

/// People joined, left, were removed or got another role; `message` is the notice that tells of it in the
/// conversation.
struct MemberChanged {
  ConversationId conversation;
  Rev rev = 0;
  std::vector<Member> members;
  std::vector<Person> people;
  std::optional<Message> message;
};

/// Name, description, visibility or deletion of a group are now as they stand here, without those that are
/// absent; `message` is the notice that tells of it, where there is one.
struct ConversationChanged {
  ConversationId conversation;
  Rev rev = 0;
  std::string name;
  std::optional<std::string> description;
  Visibility visibility{};
  Rev settings_rev = 0;
  std::optional<Deletion> deletion;
  std::vector<Person> people;
  std::optional<Message> message;
};

/// Others have got or seen more.
struct ReceiptAdvanced {
  ConversationId conversation;
  Rev rev = 0;
  std::vector<Advance> advances;
};

/// I am in a conversation that I was not in before, or follow a thread.
struct ConversationJoined {
  ConversationId conversation;
  Line line;
  std::vector<Person> people;
};

/// I am no longer in this conversation: forget it, and its threads. (Who no longer follows a thread may still
/// read it, and hears of it by member.changed.)
struct ConversationLeft {
  ConversationId conversation;
  PersonId by;
};

/// This group, in which I was, is gone with everything in it: forget it.
struct ConversationDeleted {
  ConversationId conversation;
  std::string name;
  Person by;
};

/// The deletion that I asked for has come further.
struct DeletionProgressed {
  ConversationId conversation;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

/// My own log has changed, by whichever device of mine: told to all of them, the one that did it too. Its
/// `rev` is one more than that of the change before.
struct PersonalChanged {
  Rev rev = 0;
  std::optional<LinePlace> place;
  std::optional<SavedMark> saved;
  std::optional<KeptDraft> draft;
  std::optional<ScheduledMessage> scheduled;
  std::optional<Preference> preference;
};

/// Somebody types, or has stopped.
struct Typing {
  ConversationId conversation;
  PersonId person;
  bool typing = false;
};

/// Somebody whom this connection watches.
struct PresenceChanged {
  PresenceState presence;
};

}  // namespace hearth::chat
