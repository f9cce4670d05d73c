// One conversation as the server keeps it: a log in which each change takes one rev and is told by one event.
// It is what the reducers are measured against.
import type { Changes, Line, Member, Message, Messages, PersonId } from '../../protocol/wire'
import type { ChangeEvent } from '../world'
import type { SeededRandom } from './random'

export const kMe = 1
const kConversation = 7

export class ConversationModel {
  seq = 0
  rev = 0
  private messages: Message[] = []
  private members = new Map<PersonId, Member>()
  private clock = Date.parse('2026-01-01T00:00:00.000Z')

  constructor(people: number) {
    for (let person = 1; person <= people; person += 1) {
      this.members.set(person, {
        person,
        role: person === kMe ? 'owner' : 'member',
        joined_at: this.now(),
        delivered_seq: 0,
        read_seq: 0,
        rev: 0,
      })
    }
  }

  /** Some change, and the event that tells of it. */
  change(random: SeededRandom): ChangeEvent {
    const present = [...this.members.values()].filter((member) => !member.left_at)
    const what = random.next()
    if (what < 0.5 || this.seq === 0) return this.post(random.pick(present).person, random)
    if (what < 0.65) return this.edit(random.pick(this.messages))
    if (what < 0.9) return this.advance(random.pick(present), random)
    return this.join(random)
  }

  private post(sender: PersonId, random: SeededRandom): ChangeEvent {
    const message = this.append(sender, `words ${random.below(1000)}`)
    const member = this.members.get(sender)!
    this.members.set(sender, { ...member, delivered_seq: this.seq, read_seq: this.seq })
    return { on: 'message.posted', conversation: kConversation, rev: this.rev, message }
  }

  private edit(old: Message): ChangeEvent {
    this.rev += 1
    const message = { ...old, rev: this.rev, edited_at: this.now(), body: `${old.body}!` }
    this.messages[old.seq - 1] = message
    return { on: 'message.changed', conversation: kConversation, rev: this.rev, message }
  }

  private advance(member: Member, random: SeededRandom): ChangeEvent {
    this.rev += 1
    const read = member.read_seq + random.below(this.seq - member.read_seq + 1)
    const delivered = Math.max(member.delivered_seq, read, random.below(this.seq + 1))
    const next = { ...member, read_seq: read, delivered_seq: delivered, rev: this.rev }
    this.members.set(member.person, next)
    const advances = [{ person: member.person, delivered_seq: delivered, read_seq: read }]
    return { on: 'receipt.advanced', conversation: kConversation, rev: this.rev, advances }
  }

  /** Somebody comes, or goes, or comes back. */
  private join(random: SeededRandom): ChangeEvent {
    const others = [...this.members.values()].filter((member) => member.person !== kMe)
    const who = random.chance(0.4) ? undefined : random.pick(others)
    const person = who?.person ?? this.members.size + 1
    const goes = who !== undefined && who.left_at === undefined
    const notice = { what: goes ? 'removed' : 'added', people: [person] } as const
    // They have "seen" all before they came; the notice itself is new to them.
    const before = this.seq
    const message = {
      ...this.append(kMe, ''),
      kind: 'notice' as const,
      notice: { ...notice, people: [person] },
    }
    this.messages[this.seq - 1] = message
    const fresh: Member = {
      person,
      role: 'member',
      joined_at: this.now(),
      delivered_seq: Math.max(before, who?.delivered_seq ?? 0),
      read_seq: Math.max(before, who?.read_seq ?? 0),
      rev: this.rev,
      added_by: kMe,
    }
    const member = goes ? { ...who, left_at: this.now(), removed_by: kMe, rev: this.rev } : fresh
    this.members.set(person, member)
    return {
      on: 'member.changed',
      conversation: kConversation,
      rev: this.rev,
      members: [member],
      people: [],
      message,
    }
  }

  private append(sender: PersonId, body: string): Message {
    this.seq += 1
    this.rev += 1
    const message: Message = {
      seq: this.seq,
      rev: this.rev,
      sender,
      at: this.now(),
      kind: 'text',
      body,
    }
    this.messages.push(message)
    return message
  }

  /** A fresh line, as hello would give it. */
  line(): Line {
    const me = this.members.get(kMe)!
    const last = this.messages.at(-1)
    // Who wrote last has read everything.
    const read = last?.sender === kMe ? this.seq : me.read_seq
    return {
      id: kConversation,
      kind: 'group',
      visibility: 'private',
      name: 'Model',
      seq: this.seq,
      rev: this.rev,
      last_at: last?.at ?? '2026-01-01T00:00:00.000Z',
      members: [...this.members.values()].filter((member) => !member.left_at).length,
      role: me.role,
      delivered_seq: Math.max(me.delivered_seq, read),
      read_seq: read,
      unread: this.seq - read,
      ...(last && { last_message: last }),
    }
  }

  page(ask: { before?: number; after?: number; around?: number; limit: number }): Messages {
    const { limit } = ask
    let last = this.seq
    if (ask.before !== undefined) last = ask.before - 1
    if (ask.after !== undefined) last = Math.min(this.seq, ask.after + limit)
    if (ask.around !== undefined) last = Math.min(this.seq, ask.around + (limit >> 1))
    const first = ask.after !== undefined ? ask.after + 1 : Math.max(1, last - limit + 1)
    return {
      messages: this.messages.slice(first - 1, last),
      people: [],
      more_before: first > 1,
      more_after: last < this.seq,
    }
  }

  present(): Member[] {
    return [...this.members.values()].filter((member) => !member.left_at)
  }

  changes(since: number): Changes {
    const byRev = (a: { rev: number }, b: { rev: number }) => a.rev - b.rev
    return {
      rev: this.rev,
      line: this.line(),
      messages: this.messages.filter((message) => message.rev > since).sort(byRev),
      members: [...this.members.values()].filter((member) => member.rev > since).sort(byRev),
      people: [],
      more: false,
      reset: false,
    }
  }

  range(first: number, last: number): Message[] {
    return this.messages.slice(first - 1, last)
  }

  private now(): string {
    this.clock += 1000
    return new Date(this.clock).toISOString()
  }
}
