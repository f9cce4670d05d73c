// Where things are in the address bar.
import type { ConversationId, Seq } from '../protocol/wire'
import { client } from './client'

/** The thread that hangs from a message, or one of its replies. */
export function threadPath(parent: ConversationId, root: Seq, reply?: Seq): string {
  return `/c/${parent}/t/${root}${reply === undefined ? '' : `/${reply}`}`
}

/** A conversation or thread that is known, or one of its messages. */
export function pathOf(conversation: ConversationId, seq?: Seq): string {
  const line = client().world.conversations.get(conversation)?.line
  if (line?.parent !== undefined && line.root !== undefined)
    return threadPath(line.parent, line.root, seq)
  return `/c/${conversation}${seq === undefined ? '' : `/${seq}`}`
}
