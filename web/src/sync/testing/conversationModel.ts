// One conversation as the server keeps it: a log in which each change takes one rev and is told by one event.
// It is what the reducers are measured against.
import type {
  Changes,
  Line,
  Member,
  Message,
  Messages,
  PersonId,
  Pins,
  Reaction,
} from '../../protocol/wire'
import { tombstone } from '../reduce/wishes'
import type { ChangeEvent } from '../world'
import type { SeededRandom } from './random'

export const kMe = 1
const kConversation = 7
const kNamed = 8
const kEmoji = ['👍', '❤️', '🎉']

export class ConversationModel {
  seq = 0
  rev = 0
  private messages: Message[] = []
  /** `seq emoji person` of each reaction. */
  private reacted = new Set<string>()
  private members = new Map<PersonId, Member>()
  private settings: Pick<Line, 'visibility' | 'description' | 'deletion' | 'settings_rev'> & {
    name: string
  } = { name: 'Model', visibility: 'private', settings_rev: 0 }
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
    if (what < 0.25 || this.seq === 0) return this.post(random.pick(present).person, random)
    const living = this.messages.filter((message) => message.deleted_at === undefined)
    // Mostly the oldest one or one of the latest: these gather reactions of many.
    const message = random.chance(0.5)
      ? living[0]
      : random.chance(0.7)
        ? living.at(-1 - random.below(2))
        : random.pick(living)
    if (what < 0.33 && message) return this.edit(message, random)
    if (what < 0.38 && message) return this.pin(message, random.pick(present).person)
    if (what < 0.395 && message && random.chance(0.3)) return this.erase(message)
    if (what < 0.8 && message) {
      return this.react(message, present, random)
    }
    if (what < 0.9) return this.advance(random.pick(present), random)
    if (what < 0.93) return this.settle(random)
    return this.join(random)
  }

  private post(sender: PersonId, random: SeededRandom): ChangeEvent {
    const message = this.address(this.append(sender, `words ${random.below(1000)}`), random)
    this.messages[this.seq - 1] = message
    const member = this.members.get(sender)!
    this.members.set(sender, { ...member, delivered_seq: this.seq, read_seq: this.seq })
    return { on: 'message.posted', conversation: kConversation, rev: this.rev, message }
  }

  /** A change was refused: its rev is gone, and nobody is told. */
  refuse(): void {
    this.rev += 1
  }

  private edit(old: Message, random: SeededRandom): ChangeEvent {
    const next = { ...old, edited_at: this.now(), body: `${old.body}!` }
    return this.changed(this.address(next, random))
  }

  /** Now and then a message is for me, or for everybody. */
  private address(message: Message, random: SeededRandom): Message {
    const next = { ...message }
    delete next.mentions
    if (message.kind !== 'text' || random.chance(0.5)) return next
    const all = random.chance(0.2)
    const people = random.chance(0.6) ? [kMe] : [2]
    return { ...next, mentions: { people, all, here: false } }
  }

  private erase(old: Message): ChangeEvent {
    for (const one of [...this.reacted]) if (one.startsWith(`${old.seq} `)) this.reacted.delete(one)
    return this.changed(tombstone(old, this.now()))
  }

  private pin(old: Message, by: PersonId): ChangeEvent {
    const next = { ...old }
    if (old.pinned_at === undefined) {
      next.pinned_at = this.now()
      next.pinned_by = by
    } else {
      delete next.pinned_at
      delete next.pinned_by
    }
    return this.changed(next)
  }

  private changed(next: Message): ChangeEvent {
    this.rev += 1
    const message = { ...next, rev: this.rev }
    this.messages[next.seq - 1] = message
    return { on: 'message.changed', conversation: kConversation, rev: this.rev, message }
  }

  /** Somebody reacts or takes it back; at times what they ask for is so already. */
  private react(old: Message, present: Member[], random: SeededRandom): ChangeEvent {
    this.rev += 1
    const emoji = random.chance(0.9) ? kEmoji[0]! : random.pick(kEmoji)
    const without = present.filter(
      ({ person }) => !this.reacted.has(`${old.seq} ${emoji} ${person}`),
    )
    const anybody = without.length > 0 && random.chance(0.8) ? without : present
    const person = random.chance(0.1) ? kMe : random.pick(anybody).person
    const reaction = `${old.seq} ${emoji} ${person}`
    const before = this.reacted.has(reaction)
    const added = random.chance(before ? 0.5 : 0.1) ? before : !before
    let reactions = [...(old.reactions ?? [])]
    const at = reactions.findIndex((one) => one.emoji === emoji)
    if (added && !before) {
      this.reacted.add(reaction)
      const held = reactions[at] ?? { emoji, count: 0, people: [] }
      const people = held.people.length < kNamed ? [...held.people, person] : held.people
      const next = { emoji, count: held.count + 1, people }
      if (at === -1) reactions.push(next)
      else reactions[at] = next
    } else if (!added && before) {
      this.reacted.delete(reaction)
      const held = reactions[at]!
      const people = held.people.filter((one) => one !== person)
      reactions[at] = { emoji, count: held.count - 1, people }
      reactions = reactions.filter((one) => one.count > 0)
    }
    const message: Message = { ...old, rev: this.rev, reactions }
    if (reactions.length === 0) delete message.reactions
    this.messages[old.seq - 1] = message
    return {
      on: 'reaction.changed',
      conversation: kConversation,
      rev: this.rev,
      seq: old.seq,
      person,
      added,
      reaction: reactions.find((one) => one.emoji === emoji) ?? { emoji, count: 0, people: [] },
    }
  }

  /** As it is told to me alone: I am named besides the eight. */
  private toMe(message: Message): Message {
    if (message.reactions === undefined) return message
    const named = ({ emoji, count, people }: Reaction) => {
      const mine = this.reacted.has(`${message.seq} ${emoji} ${kMe}`) && !people.includes(kMe)
      return { emoji, count, people: mine ? [...people, kMe] : people }
    }
    return { ...message, reactions: message.reactions.map(named) }
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

  /** What the group is changes, or it is to be deleted, or not any more. */
  private settle(random: SeededRandom): ChangeEvent {
    const what = random.below(4)
    if (what === 0) this.settings.name = `Model ${random.below(9)}`
    if (what === 1) this.settings.visibility = random.chance(0.5) ? 'public' : 'private'
    if (what === 2 && random.chance(0.5)) this.settings.description = `Words ${random.below(9)}`
    else if (what === 2) delete this.settings.description
    if (what === 3 && this.settings.deletion === undefined) this.settings.deletion = 'waiting'
    else delete this.settings.deletion
    const notice = { what: 'renamed' as const, people: [], name: this.settings.name }
    const message = { ...this.append(kMe, ''), kind: 'notice' as const, notice }
    this.messages[this.seq - 1] = message
    this.settings.settings_rev = this.rev
    return {
      on: 'conversation.changed',
      conversation: kConversation,
      rev: this.rev,
      people: [],
      message,
      ...this.settings,
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
    const mentions = this.messages
      .filter(({ seq, mentions: whom }) => seq > read && (whom?.all || whom?.people.includes(kMe)))
      .map(({ seq }) => seq)
      .slice(-100)
    return {
      id: kConversation,
      kind: 'group',
      ...this.settings,
      seq: this.seq,
      rev: this.rev,
      last_at: last?.at ?? '2026-01-01T00:00:00.000Z',
      members: [...this.members.values()].filter((member) => !member.left_at).length,
      role: me.role,
      delivered_seq: Math.max(me.delivered_seq, read),
      read_seq: read,
      unread: this.seq - read,
      ...(mentions.length > 0 && { mentions }),
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
      messages: this.range(first, last),
      people: [],
      more_before: first > 1,
      more_after: last < this.seq,
    }
  }

  /** Pinned ones before `after`, the latest first. */
  pins(after: string | undefined, limit: number): Pins {
    const all = this.messages
      .filter((message) => message.pinned_at !== undefined)
      .filter((message) => after === undefined || message.seq < Number(after))
      .reverse()
    const messages = all.slice(0, limit).map((message) => this.toMe(message))
    const last = messages.at(-1)
    return {
      messages,
      people: [],
      ...(last && messages.length === limit && { next: String(last.seq) }),
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
      messages: this.messages
        .filter((message) => message.rev > since)
        .sort(byRev)
        .map((message) => this.toMe(message)),
      members: [...this.members.values()].filter((member) => member.rev > since).sort(byRev),
      people: [],
      more: false,
      reset: false,
    }
  }

  range(first: number, last: number): Message[] {
    return this.messages.slice(first - 1, last).map((message) => this.toMe(message))
  }

  private now(): string {
    this.clock += 1000
    return new Date(this.clock).toISOString()
  }
}
