import type { Conversation, World } from '../../sync/world'
import { manages } from '../group/rights'

/** The conversation itself; of a thread its parent, whose members may write in it and be mentioned. */
export function homeOf(world: World, conversation: Conversation): Conversation {
  const { parent } = conversation.line
  return (parent === undefined ? undefined : world.conversations.get(parent)) ?? conversation
}

/** Whether I may address everybody here; the server decides by the same rule. */
export function mayAddressAll(world: World, { line }: Conversation): boolean {
  return line.kind === 'group' && (line.members <= world.everybodyUpTo || manages(line.role))
}
