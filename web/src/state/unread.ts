// What is unread, and how I keep my conversations: what has ended (a mute, an archive, a mark) is computed here.
import type { LinePlace, Seq } from '../protocol/wire'
import type { Conversation, World } from '../sync/world'

export function isMuted(place: LinePlace | undefined, now = Date.now()): boolean {
  if (place?.muted !== true) return false
  return place.muted_until === undefined || Date.parse(place.muted_until) > now
}

/** Out of the list, until a message comes that is later than those of then; of a muted one, for good. */
export function isArchived(
  place: LinePlace | undefined,
  { line }: Conversation,
  now = Date.now(),
): boolean {
  if (place?.archived_seq === undefined) return false
  return line.seq <= place.archived_seq || isMuted(place, now)
}

/** From where on I have marked it unread; undefined where I have not, or have read on since. */
export function markedFrom(
  place: LinePlace | undefined,
  { line, seen }: Conversation,
): Seq | undefined {
  if (place?.unread_from === undefined || place.unread_until === undefined) return undefined
  return Math.max(line.read_seq, seen) > place.unread_until ? undefined : place.unread_from
}

/** How many messages here I have not seen; what this window has shown counts at once. */
export function unreadOf(conversation: Conversation, place: LinePlace | undefined): number {
  const { line, seen } = conversation
  const plain = Math.max(0, Math.min(line.unread, line.seq - Math.max(line.read_seq, seen)))
  const marked = markedFrom(place, conversation)
  return marked === undefined ? plain : Math.max(plain, line.seq - marked + 1)
}

/** How many conversations have something unread that I want to hear of. */
export function unreadConversations(world: World): number {
  let count = 0
  for (const [id, conversation] of world.conversations) {
    const place = world.mine.places.get(id)
    if (isMuted(place) || isArchived(place, conversation)) continue
    if (unreadOf(conversation, place) > 0) count += 1
  }
  return count
}
