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
    // What addresses me comes through, however I keep the conversation.
    if (mentionsOf(conversation) > 0) count += 1
    else if (isMuted(place) || isArchived(place, conversation)) continue
    else if (unreadOf(conversation, place) > 0) count += 1
  }
  return count
}

/** How many messages here mention me and have not been seen. */
export function mentionsOf({ line, seen }: Conversation): number {
  return line.mentions?.filter((seq) => seq > seen).length ?? 0
}

/** In all conversations and threads. */
export function allMentions(world: World): number {
  let count = 0
  for (const conversation of world.conversations.values()) count += mentionsOf(conversation)
  return count
}

/** How many threads that I follow have something unread. */
export function unreadThreads(world: World): number {
  let count = 0
  for (const conversation of world.conversations.values())
    if (conversation.line.kind === 'thread' && unreadOf(conversation, undefined) > 0) count += 1
  return count
}
