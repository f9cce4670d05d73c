// How far a message of mine has got.
import type { PersonId, Seq } from '../../protocol/wire'
import type { Conversation } from '../../sync/world'

export type MessageState = 'waiting' | 'sending' | 'failed' | 'sent' | 'delivered' | 'seen'

export interface MessageStatus {
  state: MessageState
  /** Groups: how many of the others have got and seen it. */
  delivered: number
  seen: number
  others: number
}

/** Of a stored message. Where the members are not known, it is "sent" and no more is claimed. */
export function statusOf(
  { members, line }: Conversation,
  seq: Seq,
  me: PersonId | undefined,
): MessageStatus {
  const status: MessageStatus = { state: 'sent', delivered: 0, seen: 0, others: 0 }
  if (members === null || line.kind === 'self') return status
  for (const member of members.values()) {
    if (member.person === me || member.left_at !== undefined) continue
    status.others += 1
    if (member.delivered_seq >= seq || member.read_seq >= seq) status.delivered += 1
    if (member.read_seq >= seq) status.seen += 1
  }
  if (status.others === 0) return status
  if (status.seen === status.others) status.state = 'seen'
  else if (status.delivered === status.others) status.state = 'delivered'
  return status
}
