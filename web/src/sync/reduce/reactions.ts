// Reactions. Events name at most eight people a reaction, the same for everybody; whether I am among the others is
// known from what the server told me alone, and from what I have done since.
import type { Message, PersonId, Reaction } from '../../protocol/wire'
import type { ChangeEvent } from '../world'

type ReactionEvent = Extract<ChangeEvent, { on: 'reaction.changed' }>

/** The message after somebody reacted to it or took it back. An event that it contains already changes nothing. */
export function withReaction(
  message: Message,
  event: ReactionEvent,
  me: PersonId | undefined,
): Message {
  if (event.rev <= message.rev) return message
  const { reaction } = event
  const before = message.reactions ?? []
  const held = before.find(({ emoji }) => emoji === reaction.emoji)
  const mine = event.person === me ? event.added : isOf(held, me)
  const told = mine ? withMe(reaction, me) : reaction
  const next =
    reaction.count === 0
      ? before.filter((one) => one !== held)
      : held === undefined
        ? [...before, told]
        : before.map((one) => (one === held ? told : one))
  return withReactions({ ...message, rev: event.rev }, next)
}

/** A form of a message that was told to everybody: I am where I was, unless that can't be. */
export function withOwnReactions(
  told: Message,
  held: Message | undefined,
  me: PersonId | undefined,
): Message {
  if (told.reactions === undefined || held?.reactions === undefined) return told
  const reactions = told.reactions.map((reaction) => {
    const before = held.reactions!.find(({ emoji }) => emoji === reaction.emoji)
    return isOf(before, me) && reaction.count > reaction.people.length
      ? withMe(reaction, me)
      : reaction
  })
  return { ...told, reactions }
}

/** As if I had reacted, or had not. */
export function asIfReacted(message: Message, emoji: string, add: boolean, me: PersonId): Message {
  const before = message.reactions ?? []
  const held = before.find((reaction) => reaction.emoji === emoji)
  if (isOf(held, me) === add) return message
  if (held === undefined)
    return withReactions(message, [...before, { emoji, count: 1, people: [me] }])
  const count = held.count + (add ? 1 : -1)
  const people = add ? [...held.people, me] : held.people.filter((person) => person !== me)
  const next = before.map((one) => (one === held ? { emoji, count, people } : one))
  return withReactions(
    message,
    next.filter((one) => one.count > 0),
  )
}

export function isOf(reaction: Reaction | undefined, me: PersonId | undefined): boolean {
  return me !== undefined && reaction !== undefined && reaction.people.includes(me)
}

function withMe(reaction: Reaction, me: PersonId | undefined): Reaction {
  if (me === undefined || reaction.people.includes(me)) return reaction
  return { ...reaction, people: [...reaction.people, me] }
}

function withReactions(message: Message, reactions: Reaction[]): Message {
  const next = { ...message, reactions }
  if (reactions.length === 0) delete (next as Message).reactions
  return next
}
