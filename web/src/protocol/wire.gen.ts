// Made from core/protocol/protocol.yaml by `npm --prefix web run protocol`. Do not edit.

export const protocolVersion = 1;

export type OrganisationRole = 'guest' | 'member' | 'moderator' | 'admin' | 'owner' | 'bot';
export type GroupRole = 'member' | 'moderator' | 'admin' | 'owner';
export type ConversationKind = 'direct' | 'self' | 'group';
export type Visibility = 'private' | 'public';
export type MessageKind = 'text' | 'notice';
export type NoticeKind = 'created' | 'added' | 'removed' | 'left' | 'joined' | 'renamed';
export type Presence = 'offline' | 'online' | 'away' | 'do_not_disturb';

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
}

/** All reactions to a message with one emoji. `people` names at most eight of those who reacted, in the order in which they did, and besides them whoever asks, if they did. */
export interface Reaction {
  emoji: string;
  count: number;
  people: number[];
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
  peer?: number;
  seq: number;
  rev: number;
  last_at: string;
  members: number;
  role: GroupRole;
  delivered_seq: number;
  read_seq: number;
  unread: number;
  last_message?: Message;
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

/** One page of everything a client needs to draw the sidebar. Lines come by latest message, newest first. */
export interface Hello {
  me: Person;
  lines: Line[];
  people: Person[];
  presence: PresenceState[];
  next?: string;
}

/** Stored. `repeated` is true when this key had been stored before; then nothing was stored twice. */
export interface Posted {
  seq: number;
  rev: number;
  at: string;
  repeated: boolean;
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

export interface Receipts {
  receipts: Receipt[];
  people: Person[];
  next?: string;
}

export interface Presences {
  presence: PresenceState[];
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
  /** People by the beginning of a word of their name, or of their user name; accents and case do not matter. With no text, everybody by name. */
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
  /** A message has a newer form: edited, deleted, pinned or unpinned. Its reactions name at most eight people each, and not you besides: keep yourself where you were. */
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
  /** Others have got or seen more. */
  'receipt.advanced': {
    on: 'receipt.advanced';
    conversation: number;
    rev: number;
    advances: Advance[];
  };
  /** I am in a conversation that I was not in before. */
  'conversation.joined': {
    on: 'conversation.joined';
    conversation: number;
    line: Line;
    people: Person[];
  };
  /** I am no longer in this conversation: forget it. */
  'conversation.left': {
    on: 'conversation.left';
    conversation: number;
    by: number;
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
