// What the sync layer needs from the outside world. A browser hands in its own; Node hands in `ws`, memory and
// timers. Nothing in sync/ touches the DOM.
import type { ConversationId, Rev, Seq } from '../protocol/wire'
import type { PersonalWish } from './world'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs `what` once after `ms`; the answer cancels it. */
  after(ms: number, what: () => void): () => void
}

/** The part of the WebSocket interface that is used; browsers and `ws` both have it. */
export interface SocketLike {
  onopen: ((event: never) => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number; reason: string }) => void) | null
  onerror: ((event: never) => void) | null
  send(text: string): void
  close(code?: number, reason?: string): void
}

export type OpenSocket = () => SocketLike

/** A message that the server has not acknowledged yet. */
export interface Unsent {
  /** Chosen once; sending again with the same key stores nothing twice. */
  key: string
  conversation: ConversationId
  body: string
  reply_to?: Seq
  /** Milliseconds since 1970. */
  written_at: number
  /** Set when the server refused it for good; it waits for the person to retry or discard it. */
  refused?: { code: string; message: string } | undefined
}

/** What a person may want of a message. */
export type Wanted =
  | {
      is: 'edit'
      body: string
      /** What it said, and in which form it was, when they began. */
      from: string
      rev: Rev
    }
  | { is: 'delete' }
  | { is: 'reaction'; emoji: string; add: boolean }
  | { is: 'pin'; pin: boolean }

/** A change of a message that the server has not granted yet. */
export interface UngrantedWish {
  /** Names what is wished about: the words of a message, whether it is pinned, one reaction. A later wish takes its place. */
  key: string
  conversation: ConversationId
  seq: Seq
  wanted: Wanted
  /** Milliseconds since 1970. */
  wished_at: number
  /** Set when an edit was refused for good; it waits for the person to try again or discard it. */
  refused?: { code: string; message: string } | undefined
}

/** Keeps something over a reload. Calls may overlap; the last one for a key wins. */
export interface KeyStore<T extends { key: string }> {
  load(): Promise<T[]>
  put(one: T): Promise<void>
  remove(key: string): Promise<void>
}
export type UnsentStore = KeyStore<Unsent>
export type WishStore = KeyStore<UngrantedWish>
export type PersonalStore = KeyStore<PersonalWish>

export interface Ports {
  clock: Clock
  /** In [0, 1). */
  random(): number
  openSocket: OpenSocket
  unsent: UnsentStore
  wishes: WishStore
  personal: PersonalStore
  /** Makes a key that no other message of this person has. */
  newKey(): string
  /** Whether the session is still good; asked when a socket can't be opened at all. Never throws. */
  sessionEnded(): Promise<boolean>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, what) {
    const timer = setTimeout(what, ms)
    return () => clearTimeout(timer)
  },
}
