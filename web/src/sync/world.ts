// The world as this client knows it: one immutable value. Reducers in reduce/ make the next one; nobody else does.
import type {
  ConversationId,
  Events,
  KeptDraft,
  Line,
  LinePlace,
  Member,
  Message,
  Person,
  PersonId,
  Preference,
  PresenceState,
  Rev,
  ScheduledMessage,
  Seq,
} from '../protocol/wire'
import type { Unsent, UngrantedWish } from './ports'

/** Events that advance a conversation's rev by one. */
export type ChangeEvent = Extract<Events, { rev: Rev; conversation: ConversationId }>

/** What advances the rev of my own log by one. */
export type PersonalEvent = Extract<Events, { on: 'personal.changed' }>

/** A contiguous stretch of a conversation, in the order of seq. */
export interface History {
  messages: readonly Message[]
  moreBefore: boolean
  /** False when the stretch reaches the newest message; then new ones are appended as they come. */
  moreAfter: boolean
}

/** What changes messages, as it was told. */
export type News =
  | {
      is: 'message'
      message: Message
      /** Whether its reactions tell of me as well; those of an event for everybody do not. */
      toMe: boolean
    }
  | { is: 'reaction'; event: Extract<ChangeEvent, { on: 'reaction.changed' }> }

/** Pinned messages from the latest on down to the place `from`, without their reactions. */
export interface Pins {
  messages: readonly Message[]
  from: Seq
  /** Where the next page of them begins, if there is one. */
  next: string | undefined
}

export interface Watermarks {
  delivered_seq: Seq
  read_seq: Seq
}

/** Watermarks that came while the members were on their way; `rev` is 0 where nothing told of them. */
export interface Mark extends Watermarks {
  rev: Rev
}

export interface Conversation {
  line: Line
  /** What is held of messages and members contains every change up to here. `line.rev` may be ahead until sync has caught up. */
  rev: Rev
  /** null: not opened yet. */
  history: History | null
  /** null: not asked for yet. Whoever has left stays in it, with `left_at`. */
  members: ReadonlyMap<PersonId, Member> | null
  /** null: not asked for yet. */
  pins: Pins | null
  /** Changes that came before the ones before them; they wait here, by rev. */
  ahead: readonly ChangeEvent[]
  /** How many pages are on their way. Meanwhile `recent` and `marks` keep what a page may be too old to know. */
  loads: number
  /** A page that was asked for before everything was forgotten is of an earlier era, and too old. */
  era: number
  recent: readonly News[]
  recentMembers: readonly Member[]
  marks: ReadonlyMap<PersonId, Mark>
  /** Who types, and until when (ms) we believe it. */
  typing: ReadonlyMap<PersonId, number>
  /** How far its deletion is, for the one who asked for it and has heard of it. */
  removal: { done: number; total: number } | null
  /** What I have seen here, perhaps not yet told to the server. */
  seen: Seq
  /** seq -> key of what this client sent itself, so that a row keeps its identity when it is acknowledged. */
  keys: ReadonlyMap<Seq, string>
}

/** A message on its way. `stored` is set from the acknowledgement until the history contains it. */
export interface Outgoing extends Unsent {
  stored?: { seq: Seq; rev: Rev }
}

/**
 * A change of a message that this person wants and the server has not granted yet. The screens show it as if it had
 * been. `granted`: it has been, with this rev if one is told; it goes once what is held shows it.
 */
export interface Wish extends UngrantedWish {
  granted?: { rev: Rev | undefined }
}

/** What one may want of one's own log, shown at once. `key` is in the order of the wishing. */
export type PersonalWish = { key: string } & PersonalWanted

export type PersonalWanted =
  | {
      is: 'place'
      conversation: ConversationId
      patch: PlacePatch
      /** The latest message when it was wished. */
      seq: Seq
    }
  | { is: 'saved'; conversation: ConversationId; seq: Seq; saved: boolean }

/** As place.set says. */
export interface PlacePatch {
  favourite?: boolean
  muted?: boolean
  muted_until?: string
  archived?: boolean
  unread_from?: Seq
}

type Places = ReadonlyMap<ConversationId, LinePlace>

/** My own log, which all of my devices share and nobody else sees. */
export interface Mine {
  /** What is held contains every change up to here; `known` is the latest that was told of. */
  rev: Rev
  known: Rev
  /** Changes that came before the ones before them. */
  ahead: readonly PersonalEvent[]
  /** As the server has it. */
  held: { places: Places; saved: ReadonlySet<string> }
  /** As it will be once all wishes have been granted: what the screens show. */
  places: Places
  /** See savedKey. */
  saved: ReadonlySet<string>
  wishes: readonly PersonalWish[]
  drafts: ReadonlyMap<ConversationId, KeptDraft>
  scheduled: ReadonlyMap<number, ScheduledMessage>
  preferences: ReadonlyMap<string, Preference>
}

export const nothingMine: Mine = {
  rev: 0,
  known: 0,
  ahead: [],
  held: { places: new Map(), saved: new Set() },
  places: new Map(),
  saved: new Set(),
  wishes: [],
  drafts: new Map(),
  scheduled: new Map(),
  preferences: new Map(),
}

export interface World {
  me: Person | null
  people: ReadonlyMap<PersonId, Person>
  presence: ReadonlyMap<PersonId, PresenceState>
  conversations: ReadonlyMap<ConversationId, Conversation>
  /** Changes of conversations that are not known yet. */
  strangers: ReadonlyMap<ConversationId, readonly ChangeEvent[]>
  outgoing: readonly Outgoing[]
  wishes: readonly Wish[]
  /** In groups of up to so many members anybody may address everybody. */
  everybodyUpTo: number
  mine: Mine
  /** True once all of the sidebar has come at least once. */
  ready: boolean
}

export const emptyWorld: World = {
  me: null,
  people: new Map(),
  presence: new Map(),
  conversations: new Map(),
  strangers: new Map(),
  outgoing: [],
  wishes: [],
  everybodyUpTo: 0,
  mine: nothingMine,
  ready: false,
}

export function newConversation(line: Line): Conversation {
  return {
    line,
    rev: line.rev,
    history: null,
    members: null,
    pins: null,
    ahead: [],
    loads: 0,
    era: 0,
    recent: [],
    recentMembers: [],
    marks: new Map(),
    typing: new Map(),
    removal: null,
    seen: 0,
    keys: new Map(),
  }
}

export function withConversation(world: World, next: Conversation): World {
  const before = world.conversations.get(next.line.id)
  if (before === next) return world
  return { ...world, conversations: new Map(world.conversations).set(next.line.id, next) }
}
