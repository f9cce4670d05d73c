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
    if (conversation.line.kind === 'thread' && unreadOf(conversation) > 0) count += 1
  return count
}
