// Tells the server what has arrived here and what has been seen, gathered: one command a conversation and a moment.
import type { ConversationId, Seq } from '../protocol/wire'
import type { Connection } from './connection'
import type { Clock } from './ports'
import { editConversation } from './reduce/world'
import type { World } from './world'
import type { WorldHolder } from './worldHolder'

const kGather = 150
/** After a long absence hundreds of conversations have something to tell; they take turns. */
const kAtOnce = 20

export class Receipts {
  /** What the server has been told, on this connection or an earlier one. */
  private told = new Map<ConversationId, { delivered: Seq; read: Seq }>()
  private scheduled = false
  private checked: World['conversations'] | null = null

  constructor(
    private readonly clock: Clock,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
  ) {
    world.subscribe((next) => {
      if (next.conversations !== this.checked) this.schedule()
    })
  }

  /** I have seen everything up to `seq`. */
  seen(conversation: ConversationId, seq: Seq): void {
    this.world.change((world) =>
      editConversation(world, conversation, (held) =>
        held.seen >= seq ? held : { ...held, seen: seq },
      ),
    )
  }

  /** On a new connection, what was told but perhaps not heard is told again. */
  connected(): void {
    this.told.clear()
    this.checked = null
    this.schedule()
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    this.clock.after(kGather, () => {
      this.scheduled = false
      this.flush()
    })
  }

  /** At once, as when the page may go away at any moment. */
  flush(): void {
    if (!this.connection.isOnline) return
    this.checked = this.world.now.conversations
    let sent = 0
    for (const [id, held] of this.checked) {
      // Who does not follow a thread has no place in it.
      if (held.line.following === false) continue
      // What is being deleted takes none.
      if (held.line.deletion !== undefined) continue
      const told = this.told.get(id)
      const delivered = held.line.seq
      const read = Math.max(held.seen, held.line.read_seq)
      const news = {
        ...(delivered > Math.max(held.line.delivered_seq, told?.delivered ?? 0) && { delivered }),
        ...(read > Math.max(held.line.read_seq, told?.read ?? 0) && { read }),
      }
      if (news.delivered === undefined && news.read === undefined) continue
      if (sent++ === kAtOnce) {
        this.checked = null
        return this.schedule()
      }
      this.told.set(id, { delivered, read })
      this.connection.call('receipt.advance', { conversation: id, ...news }).catch(() => {
        this.told.delete(id)
      })
    }
  }
}
