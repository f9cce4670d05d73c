// Says that I type, now and then while it lasts; and forgets those who have stopped saying so.
import type { ConversationId } from '../protocol/wire'
import type { Connection } from './connection'
import type { Clock } from './ports'
import { endTyping } from './reduce/world'
import type { WorldHolder } from './worldHolder'

const kSayEvery = 3500

export class Typing {
  private said = new Map<ConversationId, number>()
  private sweeping = false

  constructor(
    private readonly clock: Clock,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
  ) {
    world.subscribe((next) => {
      if (this.sweeping) return
      for (const held of next.conversations.values())
        if (held.typing.size > 0) return this.sweepSoon()
    })
  }

  /** Called at each keystroke with true; with false when the text is gone or sent. */
  say(conversation: ConversationId, typing: boolean): void {
    const now = this.clock.now()
    const before = this.said.get(conversation) ?? 0
    if (typing && now - before < kSayEvery) return
    if (!typing && before === 0) return
    if (typing) this.said.set(conversation, now)
    else this.said.delete(conversation)
    this.connection.call('typing', { conversation, typing }).catch(() => {})
  }

  /** Sent with the message itself: nobody needs to be told that the typing is over. */
  posted(conversation: ConversationId): void {
    this.said.delete(conversation)
  }

  private sweepSoon(): void {
    this.sweeping = true
    this.clock.after(1000, () => {
      this.sweeping = false
      this.world.change((world) => endTyping(world, this.clock.now()))
      for (const held of this.world.now.conversations.values())
        if (held.typing.size > 0) return this.sweepSoon()
    })
  }
}
