// One conversation and what happens to it: lines, pages, changes in the order of rev.
import type { Changes, Line, Member, Message, PersonId, Rev } from '../../protocol/wire'
import type { ChangeEvent, Conversation, News, Pins, Watermarks } from '../world'
import { newConversation } from '../world'
import { changeLine } from './lines'
import { advanceMarks, advanceMember, upsertMembers } from './members'
import type { Page } from './messages'
import { applyNews, applyPage } from './messages'
import type { PinPage } from './pins'
import { applyPinPage, applyToPins } from './pins'

/** A fresh line from the server. An older one than what is held changes nothing. */
export function applyLine(
  held: Conversation | undefined,
  line: Line,
  me: PersonId | undefined,
): Conversation {
  if (held === undefined) return newConversation(line)
  if (line.rev < held.line.rev) return held
  const next = { ...held, line: withLastMessage(line, held.line) }
  // Where nothing but the line is held, the line is all there is to keep up to date.
  if (holdsLineOnly(next)) next.rev = Math.max(next.rev, line.rev)
  return drain(next, me)
}

/** Lines of threads come without their last message at times; what was known of it stays. */
function withLastMessage(line: Line, { last_message: known }: Line): Line {
  if (line.kind !== 'thread' || line.last_message !== undefined || known?.seq !== line.seq)
    return line
  return { ...line, last_message: known }
}

/** A change that was told. The next one in turn is applied, an older one dropped, a later one kept aside. */
export function applyChange(
  held: Conversation,
  event: ChangeEvent,
  me: PersonId | undefined,
): Conversation {
  if (event.rev <= held.rev) return held
  if (event.rev === held.rev + 1) return drain(applyNext(held, event, me), me)
  if (held.ahead.some((other) => other.rev === event.rev)) return held
  return { ...held, ahead: [...held.ahead, event].sort((a, b) => a.rev - b.rev) }
}

/** Nothing but the line is held, and nothing is on its way. */
export function holdsLineOnly({ history, members, pins, loads }: Conversation): boolean {
  return history === null && members === null && pins === null && loads === 0
}

/** True when something is missing between what is held and what is known to be. */
export function isBehind(conversation: Conversation): boolean {
  return conversation.ahead.length > 0 || conversation.rev < conversation.line.rev
}

function drain(held: Conversation, me: PersonId | undefined): Conversation {
  let next = held
  while (next.ahead.length > 0 && next.ahead[0]!.rev <= next.rev + 1) {
    const [event, ...rest] = next.ahead
    next = { ...next, ahead: rest }
    if (event!.rev === next.rev + 1) next = applyNext(next, event!, me)
  }
  return next
}

function applyNext(held: Conversation, event: ChangeEvent, me: PersonId | undefined): Conversation {
  let next: Conversation = { ...held, rev: event.rev }
  if (event.rev > held.line.rev) next.line = changeLine(held.line, event, me)
  switch (event.on) {
    case 'message.posted':
      next = withNews(next, [toldMe(event.message)], me)
      next = advance(next, event.message.sender, ownPost(event.message), null)
      if (next.typing.has(event.message.sender)) next = stopTyping(next, event.message.sender)
      break
    case 'message.changed':
      next = withNews(next, [{ is: 'message', message: event.message, toMe: false }], me)
      break
    case 'reaction.changed':
      next = withNews(next, [{ is: 'reaction', event }], me)
      break
    case 'member.changed':
      next = withMembers(next, event.members)
      if (event.message !== undefined) next = withNews(next, [toldMe(event.message)], me)
      break
    case 'conversation.changed':
      if (event.message !== undefined) next = withNews(next, [toldMe(event.message)], me)
      break
    case 'receipt.advanced':
      for (const { person, ...to } of event.advances) next = advance(next, person, to, event.rev)
      break
  }
  return next
}

function ownPost(message: Message): Watermarks {
  return { delivered_seq: message.seq, read_seq: message.seq }
}

function toldMe(message: Message): News {
  return { is: 'message', message, toMe: true }
}

function withNews(
  held: Conversation,
  news: readonly News[],
  me: PersonId | undefined,
): Conversation {
  if (news.length === 0) return held
  const next = { ...held }
  if (next.history !== null) next.history = applyNews(next.history, news, me)
  if (next.pins !== null) next.pins = withPinNews(next.pins, news)
  if (next.loads > 0) next.recent = [...next.recent, ...news]
  return next
}

function withPinNews(held: Pins, news: readonly News[]): Pins {
  let next = held
  for (const one of news) if (one.is === 'message') next = applyToPins(next, one.message)
  return next
}

function withMembers(held: Conversation, members: readonly Member[]): Conversation {
  if (members.length === 0) return held
  const next = { ...held }
  if (next.members !== null) next.members = upsertMembers(next.members, members)
  if (next.loads > 0) next.recentMembers = [...next.recentMembers, ...members]
  return next
}

function advance(
  held: Conversation,
  person: PersonId,
  to: Watermarks,
  rev: Rev | null,
): Conversation {
  const next = { ...held }
  if (next.members !== null) next.members = advanceMember(next.members, person, to, rev)
  if (next.loads > 0) next.marks = advanceMarks(next.marks, person, to, rev)
  return next
}

function stopTyping(held: Conversation, person: PersonId): Conversation {
  const typing = new Map(held.typing)
  typing.delete(person)
  return { ...held, typing }
}

/** What conversation.sync answered; all its pages together, so that no hole shows in between. */
export function applyChanges(
  held: Conversation,
  changes: Pick<Changes, 'rev' | 'line' | 'messages' | 'members'>,
  me: PersonId | undefined,
): Conversation {
  // What came in the meantime is held already, and perhaps changed again since.
  const fresh = changes.messages.filter((message) => message.rev > held.rev)
  let next = withMembers(withNews(held, fresh.map(toldMe), me), changes.members)
  // Whoever posts has seen what they post; nobody is told of it. A notice is not posted by anybody.
  for (const message of changes.messages)
    if (message.kind === 'text') next = advance(next, message.sender, ownPost(message), null)
  next = { ...next, rev: Math.max(next.rev, changes.rev) }
  if (changes.line !== undefined && changes.line.rev >= next.line.rev) next.line = changes.line
  // Nothing more is known to be missing than what the changes themselves said.
  if (next.line.rev < next.rev) next.line = { ...next.line, rev: next.rev }
  return drain(next, me)
}

/** Too far behind: everything but the line is forgotten, and what is on its way is not waited for. */
export function resetConversation(
  held: Conversation,
  line: Line | undefined,
  me: PersonId | undefined,
): Conversation {
  const fresh = line !== undefined && line.rev >= held.line.rev ? line : held.line
  const { seen, keys, typing, ahead, era } = held
  const next = { ...newConversation(fresh), seen, keys, typing, ahead, era: era + 1 }
  return drain(next, me)
}

export function beginLoad(held: Conversation): Conversation {
  return { ...held, loads: held.loads + 1 }
}

/** Ends a load that began in `era`, with or without what it was to bring. */
export function endLoad(
  held: Conversation,
  era: number,
  brought: { page?: Page; members?: readonly Member[]; pins?: PinPage },
  me: PersonId | undefined,
): Conversation {
  if (era !== held.era) return held
  const next = { ...held }
  if (brought.page !== undefined)
    next.history = applyNews(applyPage(held.history, brought.page), held.recent, me)
  if (brought.pins !== undefined) {
    const pins = applyPinPage(held.pins, brought.pins)
    next.pins = pins && withPinNews(pins, held.recent)
  }
  if (brought.members !== undefined) {
    let members = upsertMembers(held.members ?? new Map(), brought.members)
    members = upsertMembers(members, held.recentMembers)
    for (const [person, to] of held.marks) members = advanceMember(members, person, to, to.rev)
    next.members = members
  }
  next.loads = held.loads - 1
  if (next.loads === 0) {
    next.recent = []
    next.recentMembers = []
    next.marks = new Map()
  }
  return next
}
