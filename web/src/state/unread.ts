import type { Conversation, World } from '../sync/world'

/** How many messages here I have not seen; what this window has shown counts at once. */
export function unreadOf(conversation: Conversation): number {
  const { line, seen } = conversation
  return Math.max(0, Math.min(line.unread, line.seq - Math.max(line.read_seq, seen)))
}

/** How many conversations have something unread. */
export function unreadConversations(world: World): number {
  let count = 0
  for (const conversation of world.conversations.values())
    if (unreadOf(conversation) > 0) count += 1
  return count
}
