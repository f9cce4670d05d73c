// Pinned messages, the latest message first, from the top down to where they have been loaded.
import type { Message } from '../../protocol/wire'
import type { Pins } from '../world'

/** A page of them, as the server answered. */
export interface PinPage {
  messages: readonly Message[]
  next: string | undefined
  /** Where it was asked to begin; undefined: at the top. */
  after: string | undefined
}

/** A page from the top begins anew; another one goes on where the held ones end, if they still end there. */
export function applyPinPage(held: Pins | null, page: PinPage): Pins | null {
  const messages = page.messages.map(bare)
  const { next } = page
  const from = next === undefined ? 0 : (messages.at(-1)?.seq ?? 0)
  if (page.after === undefined) return { messages, next, from }
  if (held === null || held.next !== page.after) return held
  return { messages: [...held.messages, ...messages], next, from }
}

/** A newer form of some message. */
export function applyToPins(held: Pins, message: Message): Pins {
  const before = held.messages.find(({ seq }) => seq === message.seq)
  if (before !== undefined && before.rev >= message.rev) return held
  const isPinned = message.pinned_at !== undefined
  if (before === undefined && !isPinned) return held
  const others = held.messages.filter((one) => one !== before)
  if (!isPinned) return { ...held, messages: others }
  if (message.seq < held.from) return held
  const place = others.findIndex(({ seq }) => seq < message.seq)
  const at = place === -1 ? others.length : place
  return { ...held, messages: [...others.slice(0, at), bare(message), ...others.slice(at)] }
}

function bare(message: Message): Message {
  const next = { ...message }
  delete next.reactions
  return next
}
