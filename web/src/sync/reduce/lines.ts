// How each change shows in the sidebar's line of the conversation.
import type { Line, Message, PersonId, Seq } from '../../protocol/wire'
import type { ChangeEvent, Watermarks } from '../world'
import { withReaction } from './reactions'

function withWatermarks(line: Line, to: Watermarks): Line {
  const read = Math.max(line.read_seq, to.read_seq)
  const delivered = Math.max(line.delivered_seq, to.delivered_seq)
  return withMentions(
    { ...line, delivered_seq: delivered, read_seq: read, unread: Math.max(0, line.seq - read) },
    line.mentions?.filter((seq) => seq > read),
  )
}

/** As protocol.yaml says of a line: the latest ones. */
const kListedMentions = 100

function withMentions(line: Line, mentions: readonly Seq[] | undefined): Line {
  const next = { ...line }
  delete next.mentions
  return mentions?.length ? { ...next, mentions: mentions.slice(-kListedMentions) } : next
}

/** Whether a message that I have not read mentions me: so it is told as long as it does. */
function withMention(line: Line, message: Message, me: PersonId | undefined): Line {
  const { mentions, seq } = message
  const isForMe = mentions?.all === true || mentions?.people.includes(me ?? 0) === true
  const isListed = line.mentions?.includes(seq) === true
  const isWanted = isForMe && seq > line.read_seq && line.following !== false
  if (isListed === isWanted) return line
  const others = line.mentions?.filter((other) => other !== seq) ?? []
  return withMentions(line, isWanted ? [...others, seq].sort((a, b) => a - b) : others)
}

/** Who does not follow a thread has nothing unread in it. */
function withoutUnread(line: Line): Line {
  if (line.following !== false) return line
  return withWatermarks(line, { delivered_seq: line.seq, read_seq: line.seq })
}

function withMessage(line: Line, message: Message, me: PersonId | undefined): Line {
  if (message.seq < line.seq) return line
  const next: Line = { ...line, seq: message.seq, last_message: message }
  if (message.seq > line.seq) next.last_at = message.at
  next.unread = Math.max(0, next.seq - next.read_seq)
  // Whoever posts has seen what they post; nobody is told of it.
  if (message.sender !== me) return next
  return withWatermarks(next, { delivered_seq: message.seq, read_seq: message.seq })
}

/** The line after one change; the caller has made sure that it is the next one. */
export function changeLine(line: Line, event: ChangeEvent, me: PersonId | undefined): Line {
  let next = line
  switch (event.on) {
    case 'message.posted':
    case 'message.changed':
      next = withMention(withMessage(line, event.message, me), event.message, me)
      break
    case 'reaction.changed':
      // A line is told to everybody alike: nobody is named in it besides the eight.
      if (line.last_message?.seq === event.seq)
        next = { ...line, last_message: withReaction(line.last_message, event, undefined) }
      break
    case 'member.changed':
      if (event.message !== undefined) next = withMessage(line, event.message, me)
      for (const member of event.members) {
        if (member.person !== me) continue
        if (line.kind === 'thread') next = { ...next, following: member.left_at === undefined }
        else next = { ...next, role: member.role }
        next = withWatermarks(next, member)
      }
      next = { ...next, members: next.members + headcount(line.kind, event) }
      break
    case 'conversation.changed':
      if (event.message !== undefined) next = withMessage(line, event.message, me)
      next = withSettings(next, event)
      break
    case 'receipt.advanced':
      for (const advance of event.advances)
        if (advance.person === me) next = withWatermarks(next, advance)
      break
  }
  return withoutUnread({ ...next, rev: Math.max(line.rev, event.rev) })
}

/** What the group is now: what is absent has gone. */
function withSettings(
  line: Line,
  event: Extract<ChangeEvent, { on: 'conversation.changed' }>,
): Line {
  const { name, visibility, settings_rev, description, deletion } = event
  const next: Line = { ...line, name, visibility, settings_rev }
  delete next.description
  delete next.deletion
  if (description !== undefined) next.description = description
  if (deletion !== undefined) next.deletion = deletion
  return next
}

/** How many more people are present after the change. The notice tells who came or went. */
function headcount(
  kind: Line['kind'],
  event: Extract<ChangeEvent, { on: 'member.changed' }>,
): number {
  const notice = event.message?.notice
  const leaving = event.members.filter((member) => member.left_at !== undefined).length
  const present = event.members.length - leaving
  // No notice tells of who follows a thread.
  if (kind === 'thread') return present - leaving
  if (notice === undefined) return 0
  switch (notice.what) {
    case 'added':
      return notice.people.length
    case 'joined':
      return present
    case 'left':
    case 'removed':
      return -leaving
    default:
      return 0
  }
}
