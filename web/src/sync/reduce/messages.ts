// Upserts of messages into a stretch of history. Doing one twice does no harm; the newer rev wins.
import type { Message, PersonId, Seq } from '../../protocol/wire'
import type { History, News } from '../world'
import { withOwnReactions, withReaction } from './reactions'

/** The index of `seq`, or of where it would be. */
export function placeOf(messages: readonly Message[], seq: Seq): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (messages[middle]!.seq < seq) low = middle + 1
    else high = middle
  }
  return low
}

export function findMessage(messages: readonly Message[], seq: Seq): Message | undefined {
  const found = messages[placeOf(messages, seq)]
  return found?.seq === seq ? found : undefined
}

/** Merges two lists that are in the order of seq, each place at most once. */
export function mergeMessages(
  held: readonly Message[],
  incoming: readonly Message[],
): readonly Message[] {
  if (incoming.length === 0) return held
  if (held.length === 0) return incoming
  const last = held[held.length - 1]!
  if (incoming[0]!.seq > last.seq) return [...held, ...incoming]
  const merged: Message[] = []
  let changed = false
  let i = 0
  for (const message of incoming) {
    while (i < held.length && held[i]!.seq < message.seq) merged.push(held[i++]!)
    if (i < held.length && held[i]!.seq === message.seq) {
      const mine = held[i++]!
      merged.push(message.rev > mine.rev ? message : mine)
      changed ||= message.rev > mine.rev
    } else {
      merged.push(message)
      changed = true
    }
  }
  if (!changed) return held
  while (i < held.length) merged.push(held[i++]!)
  return merged
}

/** Changes that belong to the stretch that is held; messages outside of it are none of its business. */
export function applyToHistory(history: History, incoming: readonly Message[]): History {
  const { messages, moreBefore, moreAfter } = history
  const first = messages[0]?.seq ?? Infinity
  const last = messages[messages.length - 1]?.seq ?? -Infinity
  const wanted = incoming
    .filter((message) => {
      if (messages.length === 0) return !moreAfter && !moreBefore
      return (message.seq >= first || !moreBefore) && (message.seq <= last || !moreAfter)
    })
    .sort((a, b) => a.seq - b.seq || b.rev - a.rev)
    // Of several forms of one message the newest.
    .filter((message, index, all) => message.seq !== all[index - 1]?.seq)
  const merged = mergeMessages(messages, wanted)
  return merged === messages ? history : { ...history, messages: merged }
}

/** Whatever was told of messages, in the order of rev. */
export function applyNews(
  history: History,
  news: readonly News[],
  me: PersonId | undefined,
): History {
  let next = history
  let whole: Message[] = []
  const applyWhole = () => {
    if (whole.length > 0) next = applyToHistory(next, whole)
    whole = []
  }
  for (const one of news) {
    if (one.is === 'message' && one.toMe) {
      whole.push(one.message)
      continue
    }
    applyWhole()
    const held = findMessage(next.messages, one.is === 'message' ? one.message.seq : one.event.seq)
    if (one.is === 'message') next = applyToHistory(next, [withOwnReactions(one.message, held, me)])
    else if (held !== undefined) next = applyToHistory(next, [withReaction(held, one.event, me)])
  }
  applyWhole()
  return next
}

/** Where a page of history belongs. */
export interface Page {
  messages: readonly Message[]
  more_before: boolean
  more_after: boolean
}

/** A page that touches the held stretch makes it longer; any other one takes its place. */
export function applyPage(history: History | null, page: Page): History {
  const fresh: History = {
    messages: page.messages,
    moreBefore: page.more_before,
    moreAfter: page.more_after,
  }
  if (history === null || history.messages.length === 0) return fresh
  if (page.messages.length === 0) return history
  const held = history.messages
  const heldFirst = held[0]!.seq
  const heldLast = held[held.length - 1]!.seq
  const pageFirst = page.messages[0]!.seq
  const pageLast = page.messages[page.messages.length - 1]!.seq
  if (pageFirst > heldLast + 1 || pageLast < heldFirst - 1) return fresh
  return {
    messages: mergeMessages(held, page.messages),
    moreBefore: pageFirst <= heldFirst ? page.more_before : history.moreBefore,
    moreAfter: pageLast >= heldLast ? page.more_after : history.moreAfter,
  }
}
