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
  std::optional<std::string> next;
};

/// Stored. `repeated` is true when this key had been stored before; then nothing was stored twice.
struct Posted {
  Seq seq = 0;
  Rev rev = 0;
  Time at;
  bool repeated = false;
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

struct Receipts {
  std::vector<Receipt> receipts;
  std::vector<Person> people;
  std::optional<std::string> next;
};

struct Presences {
  std::vector<PresenceState> presence;
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

/// People by the beginning of a word of their name, or of their user name; accents and case do not matter.
/// With no text, everybody by name.
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

/// A message has a newer form: edited, deleted, pinned or unpinned. Its reactions name at most eight people
/// each, and not you besides: keep yourself where you were.
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

/// Others have got or seen more.
struct ReceiptAdvanced {
  ConversationId conversation;
  Rev rev = 0;
  std::vector<Advance> advances;
};

/// I am in a conversation that I was not in before.
struct ConversationJoined {
  ConversationId conversation;
  Line line;
  std::vector<Person> people;
};

/// I am no longer in this conversation: forget it.
struct ConversationLeft {
  ConversationId conversation;
  PersonId by;
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
