// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.

export const protocolVersion = 1;

export type OrganisationRole = 'guest' | 'member' | 'moderator' | 'admin' | 'owner' | 'bot';
export type GroupRole = 'member' | 'moderator' | 'admin' | 'owner';
export type ConversationKind = 'direct' | 'self' | 'group' | 'thread';
export type Visibility = 'private' | 'public';
export type MessageKind = 'text' | 'notice';
export type NoticeKind = 'created' | 'added' | 'removed' | 'left' | 'joined' | 'renamed' | 'described' | 'made_public' | 'made_private' | 'role_given' | 'handed_on' | 'deleting' | 'kept';
export type Deletion = 'waiting' | 'removing';
export type Presence = 'offline' | 'online' | 'away' | 'do_not_disturb';
export type SearchOrder = 'newest' | 'best';
export type ScheduledState = 'waiting' | 'failed' | 'sent' | 'cancelled';

export interface Person {
  id: number;
  user_name: string;
  name: string;
  role: OrganisationRole;
  blocked: boolean;
}

export interface PresenceState {
  person: number;
  state: Presence;
  last_seen?: string;
}

export interface Notice {
  what: NoticeKind;
  people: number[];
  name?: string;
  role?: GroupRole;
}

/** All reactions to a message with one emoji. `people` names at most eight of those who reacted, in the order in which they did, and besides them whoever asks, if they did. */
export interface Reaction {
  emoji: string;
  count: number;
  people: number[];
}

/** Whom a message addresses: `people` by name; with `here`, those who were present then are among them (or it is `all`, where they were many); with `all`, everybody in the conversation. */
export interface Mentions {
  people: number[];
  all: boolean;
  here: boolean;
}

/** The thread that hangs from a message: how many replies, when the latest came, and at most five of those who replied, the latest first. */
export interface ThreadSummary {
  conversation: number;
  replies: number;
  last_at: string;
  people: number[];
}

/** Who wrote first what somebody passed on, and when. */
export interface Forwarded {
  person: number;
  at: string;
}

export interface Message {
  seq: number;
  rev: number;
  sender: number;
  at: string;
  kind: MessageKind;
  body: string;
  reply_to?: number;
  edited_at?: string;
  deleted_at?: string;
  notice?: Notice;
  /** In the order of their first ones; absent when there are none. */
  reactions?: Reaction[];
  pinned_at?: string;
  pinned_by?: number;
  /** Absent when it addresses nobody. */
  mentions?: Mentions;
  /** Absent when nobody has replied in a thread. */
  thread?: ThreadSummary;
  forwarded?: Forwarded;
}

export interface MentionPlace {
  conversation: number;
  message: Message;
}

export interface Member {
  person: number;
  role: GroupRole;
  joined_at: string;
  left_at?: string;
  added_by?: number;
  removed_by?: number;
  delivered_seq: number;
  read_seq: number;
  rev: number;
}

/** A conversation as one of its members sees it in the sidebar. */
export interface Line {
  id: number;
  kind: ConversationKind;
  visibility: Visibility;
  name?: string;
  description?: string;
  /** Of the latest change of name, description or visibility. */
  settings_rev: number;
  /** The group is being deleted, and closed for writing: it waits for that, or its messages are being removed. */
  deletion?: Deletion;
  peer?: number;
  seq: number;
  rev: number;
  last_at: string;
  members: number;
  role: GroupRole;
  delivered_seq: number;
  read_seq: number;
  unread: number;
  /** The messages beyond `read_seq` that mention me, the latest 100 at most; absent when there are none. */
  mentions?: number[];
  last_message?: Message;
  /** Threads only: the conversation it is in. Who cannot read that one cannot read this. `role` is always `member`: what one may do in a thread follows from the parent. */
  parent?: number;
  /** Threads only: the message of the parent that it hangs from. */
  root?: number;
  /** Threads only. Who does not follow has nothing unread in it. */
  following?: boolean;
}

export interface FollowedThread {
  line: Line;
  root: Message;
}

export interface Advance {
  person: number;
  delivered_seq: number;
  read_seq: number;
}

export interface Receipt {
  person: number;
  delivered_at?: string;
  read_at?: string;
}

export interface Version {
  /** Of the edit that put an end to it. */
  rev: number;
  /** When it was written. */
  at: string;
  body: string;
}

export interface Reactor {
  person: number;
  emoji: string;
  at: string;
}

/** A piece of a text: what was looked for, or what stands around it. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** A message that has what was looked for. */
export interface Hit {
  conversation: number;
  /** Where `conversation` is a thread: what it hangs from. */
  parent?: number;
  seq: number;
  sender: number;
  at: string;
  /** A line of the message around what was looked for; the pieces together are that line. */
  excerpt: Piece[];
}

/** A public group as it shows to those who are not in it. */
export interface GroupCard {
  id: number;
  name: string;
  description?: string;
  members: number;
  /** I am in it. */
  joined: boolean;
}

/** Somebody came, went or got a role. `what` is created, added, joined, removed, left, role_given or handed_on; `by` did it, to `person`, who has been a `role` since. */
export interface MemberEvent {
  rev: number;
  at: string;
  what: NoticeKind;
  person: number;
  by: number;
  role: GroupRole;
}

/** One page of everything a client needs to draw the sidebar. Lines come by latest message, newest first. */
export interface Hello {
  me: Person;
  lines: Line[];
  people: Person[];
  presence: PresenceState[];
  /** The latest change of my own log, see `personal.sync`. */
  personal_rev: number;
  next?: string;
  /** With the first page: the threads I follow that have something unread, newest first, at most 200. Threads are not among `lines`. */
  threads?: Line[];
  /** In groups of up to so many members anybody may write @all and @here; in larger ones those who manage them. */
  everybody_up_to: number;
}

/** Stored. `repeated` is true when this key had been stored before; then nothing was stored twice. */
export interface Posted {
  seq: number;
  rev: number;
  at: string;
  repeated: boolean;
  /** Whom the message addresses, as the event tells the others. */
  mentions?: Mentions;
}

/** Messages in the order of seq, with the people who sent them. */
export interface Messages {
  messages: Message[];
  people: Person[];
  more_before: boolean;
  more_after: boolean;
}

/** Everything whose rev is greater than asked for, in its newest form, by rev. `rev` is how far this page goes; ask again from there while `more`. `reset` means: too far behind, drop what you hold and open the conversation anew. */
export interface Changes {
  rev: number;
  line?: Line;
  messages: Message[];
  members: Member[];
  people: Person[];
  more: boolean;
  reset: boolean;
}

export interface Members {
  members: Member[];
  people: Person[];
  next?: string;
}

export interface People {
  people: Person[];
  presence: PresenceState[];
  next?: string;
}

/** The message as it is now. `rev` is that of the change. */
export interface Changed {
  rev: number;
  message: Message;
}

/** What a message said before it was edited, oldest first; what it says now is not among them. */
export interface Versions {
  versions: Version[];
  next?: string;
}

/** Who reacted, in the order in which they did. */
export interface Reactors {
  reactors: Reactor[];
  people: Person[];
  next?: string;
}

/** Pinned messages, the latest message first. */
export interface Pins {
  messages: Message[];
  people: Person[];
  next?: string;
}

/** Messages that mention me, the latest first. */
export interface MentionPlaces {
  mentions: MentionPlace[];
  people: Person[];
  next?: string;
}

/** Threads that I follow and that have a reply, by the latest reply, newest first. */
export interface FollowedThreads {
  threads: FollowedThread[];
  people: Person[];
  next?: string;
}

export interface Receipts {
  receipts: Receipt[];
  people: Person[];
  next?: string;
}

/** Messages that have what was looked for. With `next` there may be more, even where this page is short or empty. */
export interface Hits {
  hits: Hit[];
  people: Person[];
  next?: string;
}

export interface Presences {
  presence: PresenceState[];
}

/** Who brought whom in or out, and gave which role, the latest first. */
export interface MemberHistory {
  events: MemberEvent[];
  people: Person[];
  next?: string;
}

/** Public groups, by name. */
export interface Groups {
  groups: GroupCard[];
  next?: string;
}

/** What a deletion takes away, and how far it is. */
export interface GroupDeletion {
  /** None: nothing has been asked for, this is only counted. */
  state?: Deletion;
  /** When removal begins; until then it can be taken back. */
  removal_at?: string;
  messages: number;
  /** Former texts of edited messages. */
  versions: number;
  reactions: number;
  pins: number;
  /** Present ones. */
  members: number;
  /** Rows of the database removed so far, of `total`. */
  done: number;
  total: number;
}

/** How I keep a conversation. Where nothing is said of one, it stands in the list by its latest message. */
export interface LinePlace {
  conversation: number;
  rev: number;
  favourite: boolean;
  muted: boolean;
  /** Until then only; without it, for ever. */
  muted_until?: string;
  /** Out of the list, as long as no later message than this has come or it is muted. */
  archived_seq?: number;
  /** Marked unread from this message on, as long as I have not read beyond `unread_until`. */
  unread_from?: number;
  unread_until?: number;
}

/** Whether I have saved a message for myself. */
export interface SavedMark {
  conversation: number;
  seq: number;
  rev: number;
  at: string;
  saved: boolean;
}

/** What I have written in a conversation and not sent. With an empty body there is none (any more). */
export interface KeptDraft {
  conversation: number;
  rev: number;
  /** When it was written; of two, the later one counts. */
  at: string;
  body: string;
  reply_to?: number;
}

/** A message of mine that is posted later. `sent` and `cancelled`: it has left the list. */
export interface ScheduledMessage {
  id: number;
  rev: number;
  conversation: number;
  body: string;
  reply_to?: number;
  send_at: string;
  state: ScheduledState;
  /** Why it could not be posted. */
  reason?: string;
  /** Where it stands, once it was posted. */
  seq?: number;
}

/** Something that a client remembers of me, in the client's own words. */
export interface Preference {
  name: string;
  rev: number;
  value: string;
}

/** One change of my own log: the one thing that changed, as it is now. */
export interface PersonalChange {
  rev: number;
  place?: LinePlace;
  saved?: SavedMark;
  draft?: KeptDraft;
  scheduled?: ScheduledMessage;
  preference?: Preference;
}

/** Everything in my own log whose rev is greater than asked for, in its newest form. `rev` is how far this page goes; ask again from there while `more`. `reset`: you hold more than there is; drop it and ask from 0. */
export interface PersonalNews {
  rev: number;
  places: LinePlace[];
  saved: SavedMark[];
  drafts: KeptDraft[];
  scheduled: ScheduledMessage[];
  preferences: Preference[];
  more: boolean;
  reset: boolean;
}

export interface SavedMessage {
  conversation: number;
  /** When I saved it. */
  at: string;
  message: Message;
}

/** What I have saved, the latest first; of conversations that I am still in. A page may be empty and have a next one. */
export interface SavedMessages {
  saved: SavedMessage[];
  people: Person[];
  next?: string;
}

export type Done = Record<string, never>;

export interface Commands {
  /** The sidebar: my conversations, their heads, my watermarks and unread counts, in pages. A client sends it first on each connection; events flow from the moment the socket is open. */
  'hello': {
    args: {
      after?: string;
      /** Lines a page, 100 if not said. */
      limit?: number;
    };
    out: Hello;
  };
  /** One line of the sidebar. */
  'conversation.get': {
    args: {
      conversation: number;
    };
    out: Line;
  };
  /** What has changed since `rev`. The one question of every device that was away. */
  'conversation.sync': {
    args: {
      conversation: number;
      rev: number;
      /** Changed rows a page, 200 if not said. */
      limit?: number;
    };
    out: Changes;
  };
  /** The conversation with a person, made when there is none yet. With yourself: notes to self. */
  'direct.open': {
    args: {
      person: number;
    };
    out: Line;
  };
  /** A new group with me as owner. The same `key` makes it once. */
  'group.create': {
    args: {
      /** Chosen by the client; a retry with the same key creates nothing new. */
      key: string;
      name: string;
      description?: string;
      /** private if not said. */
      visibility?: Visibility;
      people: number[];
    };
    out: Line;
  };
  /** Adds people. Those who are members already are left as they are. */
  'group.add': {
    args: {
      conversation: number;
      people: number[];
    };
    out: Members;
  };
  /** Removes one person from a group. Managers remove members of a lower role; the owner removes anybody else. */
  'group.remove': {
    args: {
      conversation: number;
      person: number;
    };
    out: Done;
  };
  /** I leave. The last owner hands the group on first, unless alone in it. */
  'group.leave': {
    args: {
      conversation: number;
    };
    out: Done;
  };
  /** Who is in the conversation, and how far each has read. */
  'member.list': {
    args: {
      conversation: number;
      after?: string;
      /** 200 if not said. */
      limit?: number;
    };
    out: Members;
  };
  /** Changes name, description or visibility of a group, one after the other; each is a change of its own. Moderators may describe, admins rename, the owner and admins make it public or private. What is so already changes nothing. */
  'group.update': {
    args: {
      conversation: number;
      name?: string;
      /** Empty: none. */
      description?: string;
      visibility?: Visibility;
      /** The `settings_rev` as I know it: refused with `conflict` when they have changed since. */
      rev?: number;
    };
    out: Line;
  };
  /** Gives a member another role, below my own: the owner appoints admins and moderators, admins appoint moderators. Nobody touches who is at or above their own role. */
  'group.set_role': {
    args: {
      conversation: number;
      person: number;
      /** member, moderator or admin; for owner see group.hand_on. */
      role: GroupRole;
    };
    out: Done;
  };
  /** The owner makes another member the owner, and is an admin from then on. */
  'group.hand_on': {
    args: {
      conversation: number;
      person: number;
    };
    out: Done;
  };
  /** Public groups by the beginning of a word of their name; accents and case do not matter. With no text, all by name. Not for guests. */
  'group.browse': {
    args: {
      text?: string;
      after?: string;
      /** 50 if not said. */
      limit?: number;
    };
    out: Groups;
  };
  /** A public group as it shows before one joins it. */
  'group.get': {
    args: {
      conversation: number;
    };
    out: GroupCard;
  };
  /** I join a public group. Who is in it already stays in it. */
  'group.join': {
    args: {
      conversation: number;
    };
    out: Line;
  };
  /** Deletes a group with everything in it: only the owner. It is closed for writing at once; the removal begins after a moment in which group.keep takes it back, and goes on in the background. With `dry_run` only counts. */
  'group.delete': {
    args: {
      conversation: number;
      dry_run?: boolean;
      /** The group's name, so that it is surely this one. Needed unless `dry_run`. */
      name?: string;
    };
    out: GroupDeletion;
  };
  /** How far the deletion of the group is: for the owner. */
  'group.deletion': {
    args: {
      conversation: number;
    };
    out: GroupDeletion;
  };
  /** Takes the deletion back, before the removal has begun; `conflict` after that. */
  'group.keep': {
    args: {
      conversation: number;
    };
    out: Line;
  };
  /** Who came, went and got which role, by whom and when; the latest first. */
  'member.history': {
    args: {
      conversation: number;
      after?: string;
      /** 50 if not said. */
      limit?: number;
    };
    out: MemberHistory;
  };
  /** Posts a message. The answer and the event leave after the commit, never before. The same `key` is stored once, however often it is sent. */
  'message.post': {
    args: {
      conversation: number;
      /** Chosen by the client, unique among the sender's messages. Best a UUID of version 7 (RFC 9562), which costs the database least. */
      key: string;
      /** Markdown. */
      body: string;
      reply_to?: number;
    };
    out: Posted;
  };
  /** A page of history: the newest, or `before`, `after` or `around` a message; give at most one of them. */
  'message.list': {
    args: {
      conversation: number;
      before?: number;
      after?: number;
      around?: number;
      /** 50 if not said. */
      limit?: number;
    };
    out: Messages;
  };
  /** One message as it is now. */
  'message.get': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Message;
  };
  /** New words for a message of mine. What it said before is kept, for those who may see it: me, and whoever manages the group. */
  'message.edit': {
    args: {
      conversation: number;
      seq: number;
      /** Markdown. */
      body: string;
      /** Of the message as I know it: refused with `conflict` when it has changed since. */
      rev?: number;
    };
    out: Changed;
  };
  /** What a message said before it was edited. For its author, and for whoever manages the group. */
  'message.versions': {
    args: {
      conversation: number;
      seq: number;
      after?: string;
      /** 20 if not said. */
      limit?: number;
    };
    out: Versions;
  };
  /** Pins a message for everybody in the conversation; in a group, whoever manages it may. Pinned already: nothing changes. */
  'message.pin': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Changed;
  };
  /** The opposite. */
  'message.unpin': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Changed;
  };
  /** The pinned messages. */
  'message.pins': {
    args: {
      conversation: number;
      after?: string;
      /** 50 if not said. */
      limit?: number;
    };
    out: Pins;
  };
  /** I react to a message. The same reaction twice is one. */
  'reaction.add': {
    args: {
      conversation: number;
      seq: number;
      /** One emoji of Unicode, skin tone included. */
      emoji: string;
    };
    out: Done;
  };
  /** I take it back. */
  'reaction.remove': {
    args: {
      conversation: number;
      seq: number;
      emoji: string;
    };
    out: Done;
  };
  /** Who reacted to a message, and how. */
  'reaction.list': {
    args: {
      conversation: number;
      seq: number;
      after?: string;
      /** 200 if not said. */
      limit?: number;
    };
    out: Reactors;
  };
  /** Messages that mention me, by name or with everybody, in the conversations that I am in. */
  'mention.list': {
    args: {
      after?: string;
      /** 30 if not said. */
      limit?: number;
    };
    out: MentionPlaces;
  };
  /** Passes a message on to another conversation that I may write in: its text, and who wrote it first and when; not where. The same `key` is stored once. */
  'message.forward': {
    args: {
      conversation: number;
      seq: number;
      to: number;
      /** As of message.post. */
      key: string;
      /** Posted before it, as a message of its own. */
      comment?: string;
    };
    out: Posted;
  };
  /** The thread that hangs from a message, made when there is none yet; nobody sees it before its first reply. Threads are conversations: message.post, message.list and the others work with the line's id. This connection hears of it from now on. */
  'thread.open': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Line;
  };
  /** I follow the thread: what comes in it is unread for me. So does who writes or is mentioned in it, and who wrote the message that it hangs from. */
  'thread.follow': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Line;
  };
  /** The opposite; until I write or am mentioned in it again. */
  'thread.unfollow': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Done;
  };
  /** The threads that I follow. */
  'thread.list': {
    args: {
      after?: string;
      /** 30 if not said. */
      limit?: number;
    };
    out: FollowedThreads;
  };
  /** Deletes a message of mine, or as manager of a group one of somebody with a lower role. A tombstone stays; text, former texts and reactions are gone for good. */
  'message.delete': {
    args: {
      conversation: number;
      seq: number;
    };
    out: Changed;
  };
  /** A device of mine has everything up to `delivered`; I have seen everything up to `read`. Only ever forward; told to the others gathered, within half a second. */
  'receipt.advance': {
    args: {
      conversation: number;
      delivered?: number;
      read?: number;
    };
    out: Done;
  };
  /** Message info: when the message reached each person and when they saw it. */
  'receipt.list': {
    args: {
      conversation: number;
      seq: number;
      after?: string;
      /** 200 if not said. */
      limit?: number;
    };
    out: Receipts;
  };
  /** I am typing. Say it again every few seconds while it lasts; it ends by itself after six. */
  'typing': {
    args: {
      conversation: number;
      typing: boolean;
    };
    out: Done;
  };
  /** What has changed in my own log since `rev`: how I keep my conversations, what I have saved, drafts, scheduled messages, preferences. It concerns all of my devices and nobody else. From 0: all there is. */
  'personal.sync': {
    args: {
      rev: number;
      /** Of each kind a page, 200 if not said. */
      limit?: number;
    };
    out: PersonalNews;
  };
  /** How I keep a conversation. What is not said stays as it is. */
  'place.set': {
    args: {
      conversation: number;
      favourite?: boolean;
      muted?: boolean;
      /** Only with `muted` true. */
      muted_until?: string;
      /** It comes back with the next message, unless it is muted. */
      archived?: boolean;
      /** Unread again from this message on, for me alone: what others see of my reading stays. 0: not any more. */
      unread_from?: number;
    };
    out: PersonalChange;
  };
  /** Saves a message for myself. Saved already: nothing changes. */
  'message.save': {
    args: {
      conversation: number;
      seq: number;
    };
    out: PersonalChange;
  };
  /** The opposite. */
  'message.unsave': {
    args: {
      conversation: number;
      seq: number;
    };
    out: PersonalChange;
  };
  /** The messages that I have saved and may still read. */
  'saved.list': {
    args: {
      after?: string;
      /** 50 if not said. */
      limit?: number;
    };
    out: SavedMessages;
  };
  /** What I have written and not sent. One that was written before the one that is kept changes nothing: the answer tells what is kept. */
  'draft.set': {
    args: {
      conversation: number;
      /** Empty: there is none any more. */
      body: string;
      reply_to?: number;
      /** When it was written. A time to come is taken as now. */
      at: string;
    };
    out: PersonalChange;
  };
  /** Posts a message later, as if I did it then: what I may do and the rules of that time count. The same `key` is scheduled, and posted, once. */
  'message.schedule': {
    args: {
      conversation: number;
      /** As of message.post. */
      key: string;
      /** Markdown. */
      body: string;
      reply_to?: number;
      /** At most a year ahead; one that has passed means at once. */
      send_at: string;
    };
    out: PersonalChange;
  };
  /** Other words or another time for a message that waits or has failed. What is not said stays. */
  'scheduled.change': {
    args: {
      scheduled: number;
      body?: string;
      send_at?: string;
    };
    out: PersonalChange;
  };
  /** Posts it now. */
  'scheduled.send': {
    args: {
      scheduled: number;
    };
    out: PersonalChange;
  };
  /** It will not be posted. */
  'scheduled.cancel': {
    args: {
      scheduled: number;
    };
    out: PersonalChange;
  };
  /** Remembers something for all of my devices. An empty value forgets it. */
  'preference.set': {
    args: {
      /** Lower-case letters, digits and dots. */
      name: string;
      value: string;
    };
    out: PersonalChange;
  };
  /** People by the beginnings of words of their name or user name, in any order; accents and case do not matter. Where few are called so, those who nearly are come after them. With no text, everybody by name. */
  'person.find': {
    args: {
      text?: string;
      after?: string;
      /** 50 if not said. */
      limit?: number;
    };
    out: People;
  };
  /** One person. */
  'person.get': {
    args: {
      person: number;
    };
    out: Person;
  };
  /** Messages of all my conversations that have the words. `"side by side"`, `-without`, `from:` and `in:` a name, `has:` link, code, reaction, pin or reply, `before:`, `after:` and `on:` a day; the last word may be only begun. What was posted a moment ago may be missing for about a second. */
  'message.search': {
    args: {
      text: string;
      /** Only in this one. */
      conversation?: number;
      /** newest if not said; best: the best of the latest 200 that have it. */
      order?: SearchOrder;
      /** Where the days of before:, after: and on: begin, as +05:30; UTC if not said. */
      zone?: string;
      after?: string;
      /** 20 if not said. */
      limit?: number;
    };
    out: Hits;
  };
  /** How this device wants me to be seen. The most present of my devices counts; do_not_disturb wins over all. */
  'presence.set': {
    args: {
      state: Presence;
    };
    out: Done;
  };
  /** Tells this connection of the presence of these people from now on, instead of those named before; answers how they are now. Over REST it only answers. */
  'presence.watch': {
    args: {
      people: number[];
    };
    out: Presences;
  };
  /** Answers at once. For clients that cannot send WebSocket pings, such as browsers. */
  'ping': {
    args: Record<string, never>;
    out: Done;
  };
}

export type CommandName = keyof Commands;

export interface Events {
  /** The first frame on each connection. */
  'welcome': {
    on: 'welcome';
    me: number;
    session: number;
    server: string;
    version: number;
    /** The server pings when it hears nothing for so long, and closes after twice that. Send `ping` when you hear nothing. */
    heartbeat_ms: number;
    at: string;
  };
  /** A new message. Not sent to the connection that posted it: its reply has the same rev. */
  'message.posted': {
    on: 'message.posted';
    conversation: number;
    rev: number;
    message: Message;
  };
  /** A message has a newer form: edited, deleted, pinned or unpinned, or there is news of its thread. Its reactions name at most eight people each, and not you besides: keep yourself where you were. */
  'message.changed': {
    on: 'message.changed';
    conversation: number;
    rev: number;
    message: Message;
  };
  /** Somebody reacted to a message, or took it back; all reactions with this emoji as they are now. With `count` 0 there are none any more. */
  'reaction.changed': {
    on: 'reaction.changed';
    conversation: number;
    rev: number;
    seq: number;
    person: number;
    added: boolean;
    reaction: Reaction;
  };
  /** People joined, left, were removed or got another role; `message` is the notice that tells of it in the conversation. */
  'member.changed': {
    on: 'member.changed';
    conversation: number;
    rev: number;
    members: Member[];
    people: Person[];
    message?: Message;
  };
  /** Name, description, visibility or deletion of a group are now as they stand here, without those that are absent; `message` is the notice that tells of it, where there is one. */
  'conversation.changed': {
    on: 'conversation.changed';
    conversation: number;
    rev: number;
    name: string;
    description?: string;
    visibility: Visibility;
    settings_rev: number;
    deletion?: Deletion;
    people: Person[];
    message?: Message;
  };
  /** Others have got or seen more. */
  'receipt.advanced': {
    on: 'receipt.advanced';
    conversation: number;
    rev: number;
    advances: Advance[];
  };
  /** I am in a conversation that I was not in before, or follow a thread. */
  'conversation.joined': {
    on: 'conversation.joined';
    conversation: number;
    line: Line;
    people: Person[];
  };
  /** I am no longer in this conversation: forget it, and its threads. (Who no longer follows a thread may still read it, and hears of it by member.changed.) */
  'conversation.left': {
    on: 'conversation.left';
    conversation: number;
    by: number;
  };
  /** This group, in which I was, is gone with everything in it: forget it. */
  'conversation.deleted': {
    on: 'conversation.deleted';
    conversation: number;
    name: string;
    by: Person;
  };
  /** The deletion that I asked for has come further. */
  'deletion.progressed': {
    on: 'deletion.progressed';
    conversation: number;
    done: number;
    total: number;
  };
  /** My own log has changed, by whichever device of mine: told to all of them, the one that did it too. Its `rev` is one more than that of the change before. */
  'personal.changed': {
    on: 'personal.changed';
    rev: number;
    place?: LinePlace;
    saved?: SavedMark;
    draft?: KeptDraft;
    scheduled?: ScheduledMessage;
    preference?: Preference;
  };
  /** Somebody types, or has stopped. */
  'typing': {
    on: 'typing';
    conversation: number;
    person: number;
    typing: boolean;
  };
  /** Somebody whom this connection watches. */
  'presence.changed': {
    on: 'presence.changed';
    presence: PresenceState;
  };
}

export type Event = Events[keyof Events];

export type ErrorCode =
  | 'bad_request'
  | 'invalid'
  | 'not_signed_in'
  | 'wrong_credentials'
  | 'password_change_required'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'refused_by_plugin'
  | 'closed'
  | 'unavailable'
  | 'internal';

export interface Close {
  name: string;
  retry: 'no' | 'now' | 'later' | 'sign_in';
  /** A random time in this range, in milliseconds, before the next try. */
  after_ms?: [number, number];
}

export const closes: Record<number, Close> = {
  1001: { name: 'going_away', retry: 'later', after_ms: [200, 4000] },
  4400: { name: 'protocol', retry: 'no' },
  4401: { name: 'signed_out', retry: 'sign_in' },
  4408: { name: 'lost', retry: 'now' },
  4429: { name: 'slow', retry: 'later', after_ms: [500, 3000] },
  4503: { name: 'unavailable', retry: 'later', after_ms: [1000, 8000] },
};
