// Changes of messages on their way: edits, deletions, reactions, pins. Each is shown at once, kept over a reload, and sent
// until the server has answered; each of them may be sent twice without harm. Of what is wished about the same thing one
// is on the wire at a time, and then the latest: whoever clicks twice ends where they began.
import type { Commands, ConversationId, Rev, Seq } from '../protocol/wire'
import { cleaned } from './cleaned'
import type { Connection } from './connection'
import { Refused } from './connection'
import type { Ports, UngrantedWish, Wanted } from './ports'
import { findMessage } from './reduce/messages'
import { isOf } from './reduce/reactions'
import { isFulfilled, withWish, withoutWish, wishKey } from './reduce/wishes'
import { applyChangeEvent } from './reduce/world'
import type { Wish } from './world'
import type { WorldHolder } from './worldHolder'

/** Refusals that another try may cure. */
const kPassing = new Set(['unavailable', 'internal', 'too_many'])
const kRetryFirst = 500
const kRetryLongest = 20_000
/** The event that shows a granted reaction is waited for no longer than this. */
const kShownWithin = 2000
/** An edit that collides with reactions, again and again, is a conflict in the end. */
const kMostCollisions = 5

export class Wishes {
  private busy = new Set<string>()
  private failures = new Map<string, number>()
  private stopped = false
  private settling = false

  constructor(
    private readonly ports: Pick<Ports, 'clock' | 'random' | 'wishes'>,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
    /** A wish was refused and taken back. An edit is not, while there is a place to show it: it waits for the person. */
    private readonly onRefused: (wish: UngrantedWish, refusal: Refused) => void,
  ) {
    world.subscribe(() => this.settle())
  }

  /** Takes up what was not granted before a reload. */
  async load(): Promise<void> {
    const kept = await this.ports.wishes.load()
    kept.sort((a, b) => a.wished_at - b.wished_at)
    this.world.change((world) => {
      const known = new Set(world.wishes.map((wish) => wish.key))
      const fresh = kept.filter((wish) => !known.has(wish.key))
      return fresh.length === 0 ? world : { ...world, wishes: [...fresh, ...world.wishes] }
    })
    this.flush()
  }

  stop(): void {
    this.stopped = true
  }

  /** Shows it at once, keeps it, and sends it when it can. */
  make(conversation: ConversationId, seq: Seq, wanted: Wanted): void {
    const key = wishKey(conversation, seq, wanted)
    const wish: UngrantedWish = {
      key,
      conversation,
      seq,
      wanted: wanted.is === 'edit' ? { ...wanted, body: cleaned(wanted.body) } : wanted,
      wished_at: this.ports.clock.now(),
    }
    if (!this.busy.has(key) && this.isSo(wish)) return this.discard(key)
    void this.ports.wishes.put(wish)
    this.world.change((world) => withWish(world, wish))
    this.send(key)
  }

  discard(key: string): void {
    void this.ports.wishes.remove(key)
    this.world.change((world) => withoutWish(world, key))
  }

  /** Sends whatever waits; called when the connection is up. */
  flush(): void {
    for (const { key } of this.world.now.wishes) this.send(key)
  }

  private find(key: string): Wish | undefined {
    return this.world.now.wishes.find((wish) => wish.key === key)
  }

  /** Whether there is nothing to ask for: a reaction taken back before it was ever sent, say. */
  private isSo({ conversation, seq, wanted }: UngrantedWish): boolean {
    if (wanted.is !== 'reaction') return false
    const { conversations, me } = this.world.now
    const history = conversations.get(conversation)?.history
    const message = history ? findMessage(history.messages, seq) : undefined
    if (message === undefined) return false
    const reaction = message.reactions?.find(({ emoji }) => emoji === wanted.emoji)
    return isOf(reaction, me?.id) === wanted.add
  }

  private send(key: string): void {
    if (this.stopped || this.busy.has(key) || !this.connection.isOnline) return
    const wish = this.find(key)
    if (wish === undefined || wish.granted !== undefined || wish.refused !== undefined) return
    this.busy.add(key)
    this.ask(wish).then(
      (rev) => this.granted(wish, rev),
      (error: unknown) => this.failed(wish, error),
    )
  }

  /** Answers the rev of the change where it is told. */
  private async ask({ conversation, seq, wanted }: Wish): Promise<Rev | undefined> {
    switch (wanted.is) {
      case 'reaction': {
        const { emoji } = wanted
        const command = wanted.add ? 'reaction.add' : 'reaction.remove'
        await this.connection.call(command, { conversation, seq, emoji })
        return undefined
      }
      case 'pin': {
        const command = wanted.pin ? 'message.pin' : 'message.unpin'
        return this.changed(
          conversation,
          await this.connection.call(command, { conversation, seq }),
        )
      }
      case 'delete':
        return this.changed(
          conversation,
          await this.connection.call('message.delete', { conversation, seq }),
        )
      case 'edit':
        return this.changed(conversation, await this.edit(conversation, seq, wanted))
    }
  }

  /** The answer is the same as the event that everybody gets. */
  private changed(conversation: ConversationId, { rev, message }: Commands['message.edit']['out']) {
    this.world.change((world) =>
      applyChangeEvent(world, { on: 'message.changed', conversation, rev, message }),
    )
    return rev
  }

  /**
   * The server refuses an edit of any form but the one that the person saw; but a reaction makes a new form of it, too.
   * As long as it still says what they began from, it is theirs to change.
   */
  private async edit(
    conversation: ConversationId,
    seq: Seq,
    { body, from, rev }: Extract<Wanted, { is: 'edit' }>,
  ): Promise<Commands['message.edit']['out']> {
    let expected = rev
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.connection.call('message.edit', {
          conversation,
          seq,
          body,
          rev: expected,
        })
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'conflict') throw error
        if (tries === kMostCollisions) throw error
        const { messages } = await this.connection.call('message.list', {
          conversation,
          after: seq - 1,
          limit: 1,
        })
        const now = messages.find((message) => message.seq === seq)
        // It may also have been stored, and the answer lost.
        if (now === undefined || (now.body !== from && now.body !== body)) throw error
        expected = now.rev
      }
    }
  }

  private granted(sent: Wish, rev: Rev | undefined): void {
    const { key } = sent
    this.busy.delete(key)
    this.failures.delete(key)
    const latest = this.find(key)
    if (latest !== sent) {
      if (latest !== undefined) this.goOnFrom(sent.wanted, rev, latest)
      return this.send(key)
    }
    void this.ports.wishes.remove(key)
    const granted: Wish = { ...sent, granted: { rev } }
    this.world.change((world) => withWish(world, granted))
    this.ports.clock.after(kShownWithin, () => {
      if (this.find(key) === granted) this.world.change((world) => withoutWish(world, key))
    })
  }

  /** Who has changed the words again meanwhile has begun from those that were granted just now. */
  private goOnFrom(granted: Wanted, rev: Rev | undefined, latest: Wish): void {
    if (granted.is !== 'edit' || latest.wanted.is !== 'edit' || rev === undefined) return
    const next = { ...latest, wanted: { ...latest.wanted, from: granted.body, rev } }
    void this.ports.wishes.put(next)
    this.world.change((world) => withWish(world, next))
  }

  private failed(sent: Wish, error: unknown): void {
    const { key } = sent
    this.busy.delete(key)
    // Unanswered: it is asked for again on the next connection.
    if (!(error instanceof Refused) || error.code === 'not_signed_in') return
    if (this.find(key) !== sent) return this.send(key)
    if (kPassing.has(error.code)) return this.sendLater(key, error.retryAfter)
    const isHeld = this.world.now.conversations.has(sent.conversation)
    if (sent.wanted.is === 'edit' && isHeld) {
      const refused: Wish = { ...sent, refused: { code: error.code, message: error.message } }
      void this.ports.wishes.put(refused)
      this.world.change((world) => withWish(world, refused))
      return
    }
    this.discard(key)
    this.onRefused(sent, error)
  }

  private sendLater(key: string, told: number | undefined): void {
    const failures = (this.failures.get(key) ?? 0) + 1
    this.failures.set(key, failures)
    const usual = Math.min(kRetryLongest, kRetryFirst * 2 ** Math.min(failures - 1, 8))
    this.busy.add(key)
    this.ports.clock.after((told ?? usual) * (1 + this.ports.random() / 2), () => {
      this.busy.delete(key)
      this.send(key)
    })
  }

  /** Drops those that what is held shows by now. */
  private settle(): void {
    if (this.settling) return
    const { now } = this.world
    if (!now.wishes.some((wish) => isFulfilled(now, wish))) return
    this.settling = true
    this.world.change((world) => ({
      ...world,
      wishes: world.wishes.filter((wish) => !isFulfilled(world, wish)),
    }))
    this.settling = false
  }
}
