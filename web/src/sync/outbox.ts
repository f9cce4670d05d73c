// Messages on their way. Each is kept in the store until the server has acknowledged it, and sent again with the
// same key until then. Within a conversation one is sent after the other, so that they arrive in the order written.
import type { ConversationId, PersonId, Posted, Seq } from '../protocol/wire'
import { cleaned } from './cleaned'
import type { Connection } from './connection'
import { Refused } from './connection'
import type { Ports, Unsent } from './ports'
import { applyPosted } from './reduce/world'
import type { Outgoing } from './world'
import type { WorldHolder } from './worldHolder'

/** Refusals that another try may cure. */
const kPassing = new Set(['unavailable', 'internal', 'too_many'])
const kRetryFirst = 500
const kRetryLongest = 20_000

export class Outbox {
  /** Conversations that have one on the wire. */
  private busy = new Set<ConversationId>()
  private passingFailures = new Map<ConversationId, number>()
  private stopped = false

  constructor(
    private readonly ports: Pick<Ports, 'clock' | 'random' | 'unsent' | 'newKey'>,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
    /** Whose messages these are; known from the first frame of a connection on. */
    private readonly me: () => PersonId,
  ) {}

  /** Takes up what was left unsent before a reload. */
  async load(): Promise<void> {
    const kept = await this.ports.unsent.load()
    kept.sort((a, b) => a.written_at - b.written_at)
    this.world.change((world) => {
      const known = new Set(world.outgoing.map((message) => message.key))
      const fresh = kept.filter((unsent) => !known.has(unsent.key))
      return fresh.length === 0 ? world : { ...world, outgoing: [...fresh, ...world.outgoing] }
    })
    this.flush()
  }

  stop(): void {
    this.stopped = true
  }

  /** Shows the message at once, keeps it, and sends it when it can. Answers its key. */
  post(conversation: ConversationId, body: string, replyTo?: Seq): string {
    const unsent: Unsent = {
      key: this.ports.newKey(),
      conversation,
      body: cleaned(body),
      written_at: this.ports.clock.now(),
      ...(replyTo === undefined ? {} : { reply_to: replyTo }),
    }
    this.world.change((world) => ({ ...world, outgoing: [...world.outgoing, unsent] }))
    void this.ports.unsent.put(unsent)
    this.sendNext(conversation)
    return unsent.key
  }

  /** A refused message goes on its way again. */
  retry(key: string): void {
    this.edit(key, (message) => ({ ...message, refused: undefined }))
    const message = this.find(key)
    if (message === undefined) return
    void this.ports.unsent.put(message)
    this.sendNext(message.conversation)
  }

  discard(key: string): void {
    void this.ports.unsent.remove(key)
    this.world.change((world) => ({
      ...world,
      outgoing: world.outgoing.filter((message) => message.key !== key),
    }))
  }

  /** Sends whatever waits; called when the connection is up. */
  flush(): void {
    for (const conversation of new Set(this.world.now.outgoing.map((one) => one.conversation)))
      this.sendNext(conversation)
  }

  private find(key: string): Outgoing | undefined {
    return this.world.now.outgoing.find((message) => message.key === key)
  }

  private edit(key: string, change: (message: Outgoing) => Outgoing): void {
    this.world.change((world) => ({
      ...world,
      outgoing: world.outgoing.map((message) => (message.key === key ? change(message) : message)),
    }))
  }

  private sendNext(conversation: ConversationId): void {
    if (this.stopped || this.busy.has(conversation) || !this.connection.isOnline) return
    const next = this.world.now.outgoing.find(
      (message) => message.conversation === conversation && !message.stored && !message.refused,
    )
    if (next === undefined) return
    this.busy.add(conversation)
    const { key, body, reply_to } = next
    this.connection
      .call('message.post', { conversation, key, body, ...(reply_to ? { reply_to } : {}) })
      .then(
        (posted) => this.acknowledged(next, posted),
        (error: unknown) => this.failed(next, error),
      )
  }

  private acknowledged(sent: Outgoing, posted: Posted): void {
    this.busy.delete(sent.conversation)
    this.passingFailures.delete(sent.conversation)
    void this.ports.unsent.remove(sent.key)
    this.world.change((world) => applyPosted(world, sent, posted, this.me()))
    this.sendNext(sent.conversation)
  }

  private failed(sent: Outgoing, error: unknown): void {
    this.busy.delete(sent.conversation)
    // Unanswered: it may have been stored. It is sent again, with its key, on the next connection.
    if (!(error instanceof Refused)) return
    if (error.code === 'not_signed_in') return
    if (kPassing.has(error.code)) return this.sendLater(sent.conversation, error.retryAfter)
    const refused = { code: error.code, message: error.message }
    this.edit(sent.key, (message) => ({ ...message, refused }))
    const kept = this.find(sent.key)
    if (kept !== undefined) void this.ports.unsent.put(kept)
    this.sendNext(sent.conversation)
  }

  private sendLater(conversation: ConversationId, told: number | undefined): void {
    const failures = (this.passingFailures.get(conversation) ?? 0) + 1
    this.passingFailures.set(conversation, failures)
    const usual = Math.min(kRetryLongest, kRetryFirst * 2 ** Math.min(failures - 1, 8))
    const wait = (told ?? usual) * (1 + this.ports.random() / 2)
    this.busy.add(conversation)
    this.ports.clock.after(wait, () => {
      this.busy.delete(conversation)
      this.sendNext(conversation)
    })
  }
}
