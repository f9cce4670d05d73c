// The law: what a client holds after a snapshot and the events since is what a fresh snapshot would give.
import { describe, expect, it } from 'vitest'

import type { Line, Member, Message } from '../../protocol/wire'
import { ConversationModel, kMe } from '../testing/conversationModel'
import { SeededRandom } from '../testing/random'
import type { ChangeEvent, Conversation } from '../world'
import { newConversation } from '../world'
import {
  applyChange,
  applyChanges,
  applyLine,
  beginLoad,
  endLoad,
  holdsLineOnly,
  isBehind,
  resetConversation,
} from './conversation'

const kSeed = Number(process.env['HEARTH_TEST_SEED'] ?? Date.now() % 1_000_000)
const kHistories = 200

/** A client that loses, delays, doubles and disorders what it is told, and asks for pages that come late. */
class TroubledClient {
  held: Conversation
  private late: ChangeEvent[] = []
  private answers: { in: number; apply(): void }[] = []

  constructor(
    private readonly server: ConversationModel,
    private readonly random: SeededRandom,
  ) {
    this.held = newConversation(server.line())
  }

  hear(event: ChangeEvent): void {
    const { random } = this
    if (random.chance(0.08)) return // Lost.
    if (random.chance(0.25)) {
      this.late.push(event)
      return
    }
    this.take(event)
    if (random.chance(0.1)) this.take(event)
  }

  /** Something that happens meanwhile: what was late comes, answers come, a page or a sync is asked for. */
  live(): void {
    const { random, server } = this
    while (this.late.length > 0 && random.chance(0.6))
      this.take(this.late.splice(random.below(this.late.length), 1)[0]!)
    for (const answer of this.answers) answer.in -= 1
    const ready = this.answers.filter((answer) => answer.in <= 0)
    this.answers = this.answers.filter((answer) => answer.in > 0)
    for (const answer of ready) answer.apply()
    const what = random.next()
    if (what < 0.1) this.askPage()
    else if (what < 0.13) this.askMembers()
    else if (what < 0.16) this.askPins()
    else if (what < 0.2) {
      const line = server.line()
      this.later(() => (this.held = applyLine(this.held, line, kMe)))
    } else if (what < 0.26) this.askSync()
    else if (what < 0.265) this.held = resetConversation(this.held, server.line(), kMe)
  }

  /** The cut is over: everything on its way comes or is lost, and the client asks what it has missed. */
  settle(): void {
    for (const answer of this.answers) answer.apply()
    this.answers = []
    this.held = applyLine(this.held, this.server.line(), kMe)
    if (isBehind(this.held)) this.sync()
  }

  private take(event: ChangeEvent): void {
    this.held = applyChange(this.held, event, kMe)
  }

  private later(apply: () => void): void {
    this.answers.push({ in: 1 + this.random.below(4), apply })
  }

  private askSync(): void {
    if (holdsLineOnly(this.held)) return
    const changes = this.server.changes(this.held.rev)
    this.later(() => {
      if (!holdsLineOnly(this.held)) this.held = applyChanges(this.held, changes, kMe)
    })
  }

  private sync(): void {
    if (holdsLineOnly(this.held)) this.held = applyLine(this.held, this.server.line(), kMe)
    else this.held = applyChanges(this.held, this.server.changes(this.held.rev), kMe)
  }

  private askPage(): void {
    const { random, server } = this
    const messages = this.held.history?.messages ?? []
    const limit = 1 + random.below(8)
    // The oldest ones are those that many react to.
    const ask = random.chance(0.3)
      ? { limit, around: 1 }
      : messages.length === 0 || random.chance(0.2)
        ? { limit }
        : random.chance(0.4)
          ? { limit, before: messages[0]!.seq }
          : random.chance(0.5)
            ? { limit, after: messages.at(-1)!.seq }
            : { limit, around: 1 + random.below(server.seq) }
    const page = server.page(ask)
    this.held = beginLoad(this.held)
    const { era } = this.held
    this.later(() => (this.held = endLoad(this.held, era, random.chance(0.1) ? {} : { page }, kMe)))
  }

  private askPins(): void {
    const after = this.random.chance(0.5) ? this.held.pins?.next : undefined
    const { messages, next } = this.server.pins(after, 1 + this.random.below(3))
    this.held = beginLoad(this.held)
    const { era } = this.held
    this.later(
      () => (this.held = endLoad(this.held, era, { pins: { messages, next, after } }, kMe)),
    )
  }

  private askMembers(): void {
    const members = this.server.present()
    this.held = beginLoad(this.held)
    const { era } = this.held
    this.later(() => (this.held = endLoad(this.held, era, { members }, kMe)))
  }
}

function check({ held }: TroubledClient, server: ConversationModel): void {
  const fresh = server.line()
  expect(isBehind(held)).toBe(false)
  expect(held.rev).toBe(server.rev)
  // A notice of mine that is not the last counts as read here and not there: the server asks the last one only.
  const { read_seq, delivered_seq, unread } = held.line
  expect(withoutMarks(held.line)).toEqual(withoutMarks(fresh))
  expect(unread).toBe(held.line.seq - read_seq)
  expect(held.line.mentions ?? []).toEqual(
    fresh.mentions?.filter((seq) => seq > held.line.read_seq) ?? [],
  )
  expect(read_seq).toBeGreaterThanOrEqual(fresh.read_seq)
  expect(delivered_seq).toBeGreaterThanOrEqual(fresh.delivered_seq)
  if (held.history !== null && held.history.messages.length > 0) {
    const { messages, moreAfter, moreBefore } = held.history
    const first = messages[0]!.seq
    const last = messages.at(-1)!.seq
    expect(messages).toEqual(server.range(first, last))
    if (!moreAfter) expect(last).toBe(server.seq)
    if (!moreBefore) expect(first).toBe(1)
  }
  if (held.pins !== null) {
    const { messages, from } = held.pins
    const all = server.pins(undefined, Infinity).messages
    // Those further down than what has been loaded are not held.
    const known = all.filter(({ seq }) => seq >= from)
    expect(messages.map(pinned)).toEqual(known.map(pinned))
  }
  if (held.members !== null) {
    const byPerson = (a: Member, b: Member) => a.person - b.person
    const present = [...held.members.values()].filter((member) => !member.left_at)
    expect(present.sort(byPerson)).toEqual(server.present().sort(byPerson))
  }
}

/** What a list of pinned messages shows of one. */
function pinned({ seq, body, pinned_at, pinned_by }: Message): Partial<Message> {
  return { seq, body, ...(pinned_at && { pinned_at }), ...(pinned_by && { pinned_by }) }
}

function withoutMarks(line: Line): Partial<Line> {
  const rest: Partial<Line> = { ...line }
  for (const mark of ['read_seq', 'delivered_seq', 'unread', 'mentions'] as const) delete rest[mark]
  return rest
}

describe('A client that misses, doubles and disorders what it is told', () => {
  it(`holds what a fresh snapshot gives, once it has caught up (seed ${kSeed})`, () => {
    for (let history = 0; history < kHistories; history += 1) {
      const random = new SeededRandom(kSeed + history)
      const server = new ConversationModel(random.chance(0.5) ? 16 : 2 + random.below(4))
      for (let i = random.below(30); i > 0; i -= 1) server.change(random)
      const client = new TroubledClient(server, random)
      for (let i = 20 + random.below(200); i > 0; i -= 1) {
        if (random.chance(0.7)) client.hear(server.change(random))
        if (random.chance(0.03)) server.refuse()
        client.live()
        if (random.chance(0.02)) {
          client.settle()
          check(client, server)
        }
      }
      client.settle()
      try {
        check(client, server)
      } catch (error) {
        throw new Error(`HEARTH_TEST_SEED=${kSeed + history}`, { cause: error })
      }
    }
  })

  it('shows no hole: what is held is a contiguous stretch at every moment', () => {
    for (let history = 0; history < kHistories; history += 1) {
      const random = new SeededRandom(kSeed * 31 + history)
      const server = new ConversationModel(12)
      for (let i = 20; i > 0; i -= 1) server.change(random)
      const client = new TroubledClient(server, random)
      for (let i = 80; i > 0; i -= 1) {
        client.hear(server.change(random))
        client.live()
        const messages = client.held.history?.messages ?? []
        const hole = messages.findIndex(({ seq }, index) => seq !== messages[0]!.seq + index)
        if (hole !== -1) throw new Error(`a hole: HEARTH_TEST_SEED, history ${history}`)
      }
    }
  })
})

describe('Of somebody who is told everything in order', () => {
  it('each event alone keeps the sidebar right, without asking for anything', () => {
    const random = new SeededRandom(kSeed)
    const server = new ConversationModel(14)
    let held = newConversation(server.line())
    for (let i = 0; i < 400; i += 1) {
      held = applyChange(held, server.change(random), kMe)
      expect(isBehind(held)).toBe(false)
      expect(held.line.seq).toBe(server.seq)
      expect(held.line.members).toBe(server.line().members)
      expect(held.line.last_message).toEqual(server.line().last_message)
    }
  })
})
