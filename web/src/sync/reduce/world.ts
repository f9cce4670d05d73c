// Events and answers, applied to the whole world. Pure: the same world and the same event give the same next world.
import type { ConversationId, Events, Line, PersonId, Posted } from '../../protocol/wire'
import type { ChangeEvent, Conversation, Outgoing, World } from '../world'
import { withConversation } from '../world'
import { applyChange, applyLine } from './conversation'
import { withPeople, withPresence } from './people'
import { applyPersonalChange } from './personal'

/** How long (ms) a "types" is believed when it is not said again. */
export const kTypingLasts = 6000

export function applyEvent(world: World, event: Events, now: number): World {
  switch (event.on) {
    case 'welcome':
      return world
    case 'presence.changed':
      return withPresence(world, [event.presence])
    case 'typing':
      return applyTyping(world, event, now)
    case 'personal.changed':
      return { ...world, mine: applyPersonalChange(world.mine, event) }
    case 'conversation.joined':
      return applyLines(withPeople(world, event.people), [event.line])
    case 'conversation.left':
    case 'conversation.deleted':
      return forgetThreads(forgetConversation(world, event.conversation), event.conversation)
    case 'deletion.progressed':
      return editConversation(world, event.conversation, (held) => ({
        ...held,
        removal: { done: event.done, total: event.total },
      }))
    case 'conversation.changed':
    case 'member.changed':
      return applyChangeEvent(withPeople(world, event.people), event)
    default:
      return applyChangeEvent(world, event)
  }
}

export function applyChangeEvent(world: World, event: ChangeEvent): World {
  const held = world.conversations.get(event.conversation)
  if (held === undefined) {
    const waiting = world.strangers.get(event.conversation) ?? []
    const strangers = new Map(world.strangers).set(event.conversation, [...waiting, event])
    return { ...world, strangers }
  }
  return settle(withConversation(world, applyChange(held, event, world.me?.id)))
}

/** Lines of the sidebar, from hello or alone; what waited for them is applied. */
export function applyLines(world: World, lines: readonly Line[]): World {
  const me = world.me?.id
  const conversations = new Map(world.conversations)
  let strangers: Map<ConversationId, readonly ChangeEvent[]> | null = null
  for (const line of lines) {
    let next = applyLine(conversations.get(line.id), line, me)
    const waiting = world.strangers.get(line.id)
    if (waiting !== undefined) {
      for (const event of waiting) next = applyChange(next, event, me)
      strangers ??= new Map(world.strangers)
      strangers.delete(line.id)
    }
    conversations.set(line.id, next)
  }
  return settle({ ...world, conversations, strangers: strangers ?? world.strangers })
}

export function forgetConversation(world: World, id: ConversationId): World {
  if (!world.conversations.has(id) && !world.strangers.has(id)) return world
  const conversations = new Map(world.conversations)
  const strangers = new Map(world.strangers)
  conversations.delete(id)
  strangers.delete(id)
  return {
    ...world,
    conversations,
    strangers,
    outgoing: world.outgoing.filter((message) => message.conversation !== id),
    wishes: world.wishes.filter((wish) => wish.conversation !== id),
  }
}

/** Who is no longer in a conversation cannot read its threads. */
function forgetThreads(world: World, parent: ConversationId): World {
  let next = world
  for (const { line } of world.conversations.values())
    if (line.parent === parent) next = forgetConversation(next, line.id)
  return next
}

/** Changes one conversation, where it is held. */
export function editConversation(
  world: World,
  id: ConversationId,
  edit: (held: Conversation) => Conversation,
): World {
  const held = world.conversations.get(id)
  return held === undefined ? world : settle(withConversation(world, edit(held)))
}

/** The acknowledgement of a message of ours: the same as the event that everybody else gets. */
export function applyPosted(world: World, sent: Outgoing, posted: Posted, me: PersonId): World {
  const event: ChangeEvent = {
    on: 'message.posted',
    conversation: sent.conversation,
    rev: posted.rev,
    message: {
      seq: posted.seq,
      rev: posted.rev,
      sender: me,
      at: posted.at,
      kind: 'text',
      body: sent.body,
      ...(sent.reply_to === undefined ? {} : { reply_to: sent.reply_to }),
      ...(posted.mentions && { mentions: posted.mentions }),
    },
  }
  const stored = { seq: posted.seq, rev: posted.rev }
  let next: World = {
    ...world,
    outgoing: world.outgoing.map((other) =>
      other.key === sent.key ? { ...other, stored } : other,
    ),
  }
  const held = next.conversations.get(sent.conversation)
  if (held !== undefined)
    next = withConversation(next, { ...held, keys: new Map(held.keys).set(posted.seq, sent.key) })
  return settle(applyChangeEvent(next, event))
}

/** Drops those outgoing messages that the history shows by now. */
function settle(world: World): World {
  if (!world.outgoing.some((message) => message.stored !== undefined)) return world
  const outgoing = world.outgoing.filter((message) => {
    if (message.stored === undefined) return true
    const held = world.conversations.get(message.conversation)
    return held !== undefined && held.rev < message.stored.rev
  })
  return outgoing.length === world.outgoing.length ? world : { ...world, outgoing }
}

function applyTyping(world: World, event: Extract<Events, { on: 'typing' }>, now: number): World {
  if (event.person === world.me?.id) return world
  return editConversation(world, event.conversation, (held) => {
    const typing = new Map(held.typing)
    if (event.typing) typing.set(event.person, now + kTypingLasts)
    else if (!typing.delete(event.person)) return held
    return { ...held, typing }
  })
}

/** Nobody types for ever: drops those who have not said it again in time. */
export function endTyping(world: World, now: number): World {
  let next = world
  for (const held of world.conversations.values()) {
    if (held.typing.size === 0) continue
    const typing = new Map([...held.typing].filter(([, until]) => until > now))
    if (typing.size !== held.typing.size) next = withConversation(next, { ...held, typing })
  }
  return next
}
