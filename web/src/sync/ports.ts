// What the sync layer needs from the outside world. A browser hands in its own; Node hands in `ws`, memory and
// timers. Nothing in sync/ touches the DOM.
import type { ConversationId, Seq } from '../protocol/wire'

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

/** Keeps unsent messages over a reload. Calls may overlap; the last one for a key wins. */
export interface UnsentStore {
  load(): Promise<Unsent[]>
  put(unsent: Unsent): Promise<void>
  remove(key: string): Promise<void>
}

export interface Ports {
  clock: Clock
  /** In [0, 1). */
  random(): number
  openSocket: OpenSocket
  unsent: UnsentStore
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
