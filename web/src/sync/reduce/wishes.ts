// Wishes: what this person wants changed about messages, as if it had been already.
import type { ConversationId, Message, PersonId, Seq } from '../../protocol/wire'
import type { Wanted } from '../ports'
import type { Wish, World } from '../world'
import { findMessage } from './messages'
import { asIfReacted, isOf } from './reactions'

/** Names what is wished about; of two wishes with one key the later one counts. */
export function wishKey(conversation: ConversationId, seq: Seq, wanted: Wanted): string {
  const about = { edit: 'words', delete: 'words', pin: 'pin', reaction: '' }[wanted.is]
  return `${conversation} ${seq} ${wanted.is === 'reaction' ? wanted.emoji : about}`
}

/** The message as it will be. What was refused is not shown. */
export function asWished(message: Message, wishes: readonly Wish[], me: PersonId): Message {
  let next = message
  for (const wish of wishes) {
    if (wish.refused !== undefined || next.deleted_at !== undefined) continue
    const { wanted } = wish
    const at = new Date(wish.wished_at).toISOString()
    switch (wanted.is) {
      case 'edit':
        if (next.body !== wanted.body) next = { ...next, body: wanted.body, edited_at: at }
        break
      case 'delete':
        next = tombstone(next, at)
        break
      case 'reaction':
        next = asIfReacted(next, wanted.emoji, wanted.add, me)
        break
      case 'pin':
        next = asIfPinned(next, wanted.pin, at, me)
        break
    }
  }
  return next
}

/** What is left of a deleted message. */
export function tombstone(message: Message, at: string): Message {
  const { seq, rev, sender, kind, thread } = message
  // A thread goes on where the message that it hangs from is deleted.
  const rest = { ...(thread && { thread }) }
  return { seq, rev, sender, at: message.at, kind, body: '', deleted_at: at, ...rest }
}

function asIfPinned(message: Message, pin: boolean, at: string, me: PersonId): Message {
  if (pin === (message.pinned_at !== undefined)) return message
  if (pin) return { ...message, pinned_at: at, pinned_by: me }
  const next = { ...message }
  delete next.pinned_at
  delete next.pinned_by
  return next
}

/** Whether what is held shows a wish that was granted, so that it need not be remembered. */
export function isFulfilled(world: World, wish: Wish): boolean {
  if (wish.granted === undefined) return false
  const held = world.conversations.get(wish.conversation)
  if (held === undefined || held.history === null) return true
  if (wish.granted.rev !== undefined) return held.rev >= wish.granted.rev
  const message = findMessage(held.history.messages, wish.seq)
  if (message === undefined || wish.wanted.is !== 'reaction') return true
  const { emoji, add } = wish.wanted
  const reaction = message.reactions?.find((one) => one.emoji === emoji)
  return isOf(reaction, world.me?.id) === add
}

export function withoutWish(world: World, key: string): World {
  const wishes = world.wishes.filter((wish) => wish.key !== key)
  return wishes.length === world.wishes.length ? world : { ...world, wishes }
}

/** In the place of whatever was wished about the same. */
export function withWish(world: World, wish: Wish): World {
  const { wishes } = world
  if (!wishes.some(({ key }) => key === wish.key)) return { ...world, wishes: [...wishes, wish] }
  return { ...world, wishes: wishes.map((other) => (other.key === wish.key ? wish : other)) }
}
