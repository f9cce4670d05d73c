// My own log: changes in the order of their revs, and what I want that the server has not granted yet.
import type {
  ConversationId,
  LinePlace,
  PersonalChange,
  PersonalNews,
  Rev,
  SavedMark,
  Seq,
} from '../../protocol/wire'
import type { Mine, PersonalEvent, PersonalWish } from '../world'
import { nothingMine } from '../world'

export function savedKey(conversation: ConversationId, seq: Seq): string {
  return `${conversation} ${seq}`
}

/** The next change in turn is applied, an older one dropped, a later one kept aside. */
export function applyPersonalChange(mine: Mine, change: PersonalChange): Mine {
  if (change.rev <= mine.rev) return mine
  const event: PersonalEvent = { on: 'personal.changed', ...change }
  if (mine.ahead.some((other) => other.rev === change.rev)) return mine
  const ahead = [...mine.ahead, event].sort((a, b) => a.rev - b.rev)
  return drain({ ...mine, ahead })
}

/** What personal.sync answered. */
export function applyPersonalNews(mine: Mine, news: PersonalNews): Mine {
  if (news.reset) return withShown({ ...nothingMine, known: news.rev, wishes: mine.wishes })
  let next = mine
  for (const place of news.places) next = upsert(next, { rev: place.rev, place })
  for (const saved of news.saved) next = upsert(next, { rev: saved.rev, saved })
  for (const draft of news.drafts) next = upsert(next, { rev: draft.rev, draft })
  for (const scheduled of news.scheduled) next = upsert(next, { rev: scheduled.rev, scheduled })
  for (const preference of news.preferences)
    next = upsert(next, { rev: preference.rev, preference })
  return drain({ ...next, rev: Math.max(mine.rev, news.rev) })
}

/** The server says how far the log has come. */
export function hearPersonalRev(mine: Mine, rev: Rev): Mine {
  return rev <= mine.known ? mine : { ...mine, known: rev }
}

export function isPersonalBehind(mine: Mine): boolean {
  return mine.ahead.length > 0 || mine.rev < mine.known
}

export function withPersonalWish(mine: Mine, wish: PersonalWish): Mine {
  return withShown({ ...mine, wishes: [...mine.wishes, wish] })
}

export function withoutPersonalWish(mine: Mine, wish: PersonalWish): Mine {
  return withShown({ ...mine, wishes: mine.wishes.filter(({ key }) => key !== wish.key) })
}

function drain(mine: Mine): Mine {
  let next = mine
  while (next.ahead.length > 0 && next.ahead[0]!.rev <= next.rev + 1) {
    const [change, ...rest] = next.ahead
    next = { ...next, ahead: rest }
    if (change!.rev === next.rev + 1) next = { ...upsert(next, change!), rev: change!.rev }
  }
  return withShown({ ...next, known: Math.max(next.known, next.rev) })
}

/** Things come in their newest form; an older one than what is held is old news. */
function upsert(mine: Mine, change: PersonalChange): Mine {
  const { place, saved, draft, scheduled, preference } = change
  let next = mine
  if (place !== undefined && isNewer(mine.held.places.get(place.conversation), place)) {
    const places = new Map(mine.held.places).set(place.conversation, place)
    next = { ...next, held: { ...next.held, places } }
  }
  if (saved !== undefined) next = { ...next, held: { ...next.held, saved: marked(next, saved) } }
  if (draft !== undefined && isNewer(mine.drafts.get(draft.conversation), draft))
    // Those that are gone stay: that something is gone is news, too.
    next = { ...next, drafts: new Map(next.drafts).set(draft.conversation, draft) }
  if (scheduled !== undefined && isNewer(mine.scheduled.get(scheduled.id), scheduled)) {
    const all = new Map(next.scheduled).set(scheduled.id, scheduled)
    if (scheduled.state === 'sent' || scheduled.state === 'cancelled') all.delete(scheduled.id)
    next = { ...next, scheduled: all }
  }
  if (preference !== undefined && isNewer(mine.preferences.get(preference.name), preference))
    next = { ...next, preferences: new Map(next.preferences).set(preference.name, preference) }
  return next
}

function isNewer(held: { rev: Rev } | undefined, incoming: { rev: Rev }): boolean {
  return held === undefined || held.rev <= incoming.rev
}

function marked(mine: Mine, { conversation, seq, saved }: SavedMark): ReadonlySet<string> {
  const next = new Set(mine.held.saved)
  if (saved) next.add(savedKey(conversation, seq))
  else next.delete(savedKey(conversation, seq))
  return next
}

/** What the screens show: what is held, with my wishes. */
function withShown(mine: Mine): Mine {
  if (mine.wishes.length === 0) return { ...mine, ...mine.held }
  const places = new Map(mine.held.places)
  const saved = new Set(mine.held.saved)
  for (const wish of mine.wishes) {
    const key = wish.is === 'saved' ? savedKey(wish.conversation, wish.seq) : ''
    if (wish.is === 'place') places.set(wish.conversation, patched(places, wish))
    else if (wish.saved) saved.add(key)
    else saved.delete(key)
  }
  return { ...mine, places, saved }
}

function patched(
  places: ReadonlyMap<ConversationId, LinePlace>,
  { conversation, patch, seq }: Extract<PersonalWish, { is: 'place' }>,
): LinePlace {
  const before = places.get(conversation)
  const next: LinePlace = before
    ? { ...before }
    : { conversation, rev: 0, favourite: false, muted: false }
  if (patch.favourite !== undefined) next.favourite = patch.favourite
  if (patch.muted !== undefined) {
    next.muted = patch.muted
    delete next.muted_until
    if (patch.muted_until !== undefined) next.muted_until = patch.muted_until
  }
  if (patch.archived !== undefined) {
    delete next.archived_seq
    if (patch.archived) next.archived_seq = seq
  }
  if (patch.unread_from !== undefined) {
    delete next.unread_from
    delete next.unread_until
    if (patch.unread_from > 0) {
      next.unread_from = patch.unread_from
      next.unread_until = seq
    }
  }
  return next
}
