// Keeps what is held up to date: hello on each connection, and "what has changed since rev?" wherever a gap shows.
import type { Changes, ConversationId, Line } from '../protocol/wire'
import type { Connection } from './connection'
import { Refused } from './connection'
import type { Clock } from './ports'
import { applyChanges, holdsLineOnly, isBehind, resetConversation } from './reduce/conversation'
import { withPeople, withPresence } from './reduce/people'
import { hearPersonalRev } from './reduce/personal'
import { applyLines, editConversation, forgetConversation } from './reduce/world'
import type { World } from './world'
import type { WorldHolder } from './worldHolder'

/** A change may overtake another by a little (the answer to a post, say); only then it is a gap. */
const kPatience = 120
/** Who is further behind than this and is not looking forgets, and loads anew when opened. */
const kTooFar = 500
const kRetry = 1000

export class CatchUp {
  private syncing = new Set<ConversationId>()
  private watching = new Set<ConversationId>()
  private checked: World | null = null
  /** Counts connections; an answer to a question of an earlier one is not continued. */
  private epoch = 0

  constructor(
    private readonly clock: Clock,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
    /** Conversations on the screen are kept however far behind they are. */
    private readonly isOpen: (conversation: ConversationId) => boolean,
    /** One that was held is not there any more, and nobody has said why. */
    private readonly onGone: (line: Line) => void,
  ) {
    world.subscribe((next) => this.check(next))
  }

  /** All pages of the sidebar, then whatever turned out to be behind. */
  async connected(): Promise<void> {
    const epoch = ++this.epoch
    this.syncing.clear()
    this.watching.clear()
    this.checked = null
    const met = new Set<ConversationId>()
    try {
      let after: string | undefined
      do {
        const page = await this.connection.call('hello', { ...(after && { after }), limit: 200 })
        if (epoch !== this.epoch) return
        for (const line of [...page.lines, ...(page.threads ?? [])]) met.add(line.id)
        this.world.change((world) => {
          const mine = hearPersonalRev(world.mine, page.personal_rev)
          const known = withPresence(
            withPeople(
              { ...world, me: page.me, mine, everybodyUpTo: page.everybody_up_to },
              page.people,
            ),
            page.presence,
          )
          return applyLines(withPeople(known, [page.me]), [...page.lines, ...(page.threads ?? [])])
        })
        after = page.next
      } while (after !== undefined)
      this.world.change((world) => (world.ready ? world : { ...world, ready: true }))
      // Those not met may be gone, or have moved to the front while the pages were turned.
      for (const id of this.world.now.conversations.keys()) if (!met.has(id)) this.fetchLine(id)
    } catch (error) {
      if (error instanceof Refused && epoch === this.epoch)
        this.clock.after(error.retryAfter ?? kRetry, () => {
          if (epoch === this.epoch && this.connection.isOnline) void this.connected()
        })
    }
    for (const id of this.world.now.strangers.keys()) this.fetchLine(id)
  }

  disconnected(): void {
    this.epoch += 1
    this.syncing.clear()
    this.watching.clear()
  }

  /** Looks for gaps in whatever has changed since the last look. */
  private check(next: World): void {
    const before = this.checked
    this.checked = next
    if (before?.conversations !== next.conversations) {
      for (const [id, held] of next.conversations)
        if (held !== before?.conversations.get(id) && isBehind(held)) this.watch(id)
    }
    if (before?.strangers !== next.strangers && next.ready)
      for (const id of next.strangers.keys())
        if (before?.strangers.get(id) === undefined) this.fetchLine(id)
  }

  private watch(id: ConversationId): void {
    if (this.watching.has(id) || this.syncing.has(id) || !this.connection.isOnline) return
    this.watching.add(id)
    const epoch = this.epoch
    this.clock.after(kPatience, () => {
      if (epoch !== this.epoch) return
      this.watching.delete(id)
      const held = this.world.now.conversations.get(id)
      if (held !== undefined && isBehind(held)) void this.sync(id)
    })
  }

  private async sync(id: ConversationId): Promise<void> {
    if (this.syncing.has(id)) return
    this.syncing.add(id)
    const epoch = this.epoch
    try {
      const held = this.world.now.conversations.get(id)
      if (held === undefined) return
      if (holdsLineOnly(held)) {
        await this.refreshLine(id)
        return
      }
      if (held.line.rev - held.rev > kTooFar && !this.isOpen(id)) {
        this.edit(id, (now, me) => resetConversation(now, undefined, me))
        return
      }
      const all = await this.allChanges(id, held.rev)
      if (epoch !== this.epoch) return
      this.world.change((world) => withPeople(world, all.people))
      this.edit(id, (now, me) =>
        all.reset ? resetConversation(now, all.line, me) : applyChanges(now, all, me),
      )
    } catch (error) {
      if (error instanceof Refused) this.refused(id, error, epoch)
    } finally {
      if (epoch === this.epoch) {
        this.syncing.delete(id)
        const held = this.world.now.conversations.get(id)
        if (held !== undefined && isBehind(held)) this.watch(id)
      }
    }
  }

  private async allChanges(id: ConversationId, since: number): Promise<Changes> {
    const all: Changes = {
      rev: since,
      messages: [],
      members: [],
      people: [],
      more: false,
      reset: false,
    }
    for (;;) {
      const page = await this.connection.call('conversation.sync', {
        conversation: id,
        rev: all.rev,
        limit: 500,
      })
      if (page.line !== undefined) all.line = page.line
      if (page.reset) return { ...all, reset: true }
      all.messages.push(...page.messages)
      all.members.push(...page.members)
      all.people.push(...page.people)
      const stuck = page.rev <= all.rev
      all.rev = Math.max(all.rev, page.rev)
      if (!page.more || stuck) return all
    }
  }

  private fetchLine(id: ConversationId): void {
    if (!this.connection.isOnline) return
    const epoch = this.epoch
    this.refreshLine(id).catch((error: unknown) => {
      if (error instanceof Refused) this.refused(id, error, epoch)
    })
  }

  private async refreshLine(id: ConversationId): Promise<void> {
    const line = await this.connection.call('conversation.get', { conversation: id })
    this.world.change((world) => applyLines(world, [line]))
    const peer = line.peer
    if (peer !== undefined && !this.world.now.people.has(peer)) {
      const person = await this.connection.call('person.get', { person: peer })
      this.world.change((world) => withPeople(world, [person]))
    }
  }

  private refused(id: ConversationId, error: Refused, epoch: number): void {
    if (error.code === 'not_found') {
      const held = this.world.now.conversations.get(id)
      this.world.change((world) => forgetConversation(world, id))
      if (held !== undefined) this.onGone(held.line)
      return
    }
    this.clock.after(error.retryAfter ?? kRetry, () => {
      if (epoch === this.epoch) this.fetchLine(id)
    })
  }

  private edit(
    id: ConversationId,
    change: (
      held: Parameters<Parameters<typeof editConversation>[2]>[0],
      me: number | undefined,
    ) => ReturnType<Parameters<typeof editConversation>[2]>,
  ): void {
    this.world.change((world) => editConversation(world, id, (held) => change(held, world.me?.id)))
  }
}
