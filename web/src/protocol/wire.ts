// What travels between this client and the server. Everybody imports from here; the rest is generated.
import type { Events as EventTable } from './wire.gen'

export * from './wire.gen'

export type PersonId = number
export type ConversationId = number
/** The place of a message in its conversation. */
export type Seq = number
/** The number of a change of a conversation. */
export type Rev = number

/** Any event; `on` tells which. */
export type Events = EventTable[keyof EventTable]
