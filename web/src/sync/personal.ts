// Keeps my own log in step with the server, and brings what I want of it there: in the order in which I wanted it, one at
// a time; each of them may be sent twice without harm.
import type { PersonalChange } from '../protocol/wire'
import type { Connection } from './connection'
import { Refused } from './connection'
import type { Ports } from './ports'
import {
  applyPersonalChange,
  applyPersonalNews,
  isPersonalBehind,
  withPersonalWish,
  withoutPersonalWish,
} from './reduce/personal'
import type { Mine, PersonalWanted, PersonalWish } from './world'
import type { WorldHolder } from './worldHolder'

/** A change may overtake another by a little; only then it is a gap. */
const kPatience = 120
const kRetry = 1000
/** Refusals that another try may cure. */
const kPassing = new Set(['unavailable', 'internal', 'too_many'])

export class Personal {
  private syncing = false
  private watching = false
  private busy = false
  private stopped = false
  private checked: Mine | null = null

  constructor(
    private readonly ports: Pick<Ports, 'clock' | 'newKey' | 'personal'>,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
    private readonly onRefused: (wish: PersonalWish, refusal: Refused) => void,
  ) {
    world.subscribe(({ mine }) => {
      if (mine !== this.checked) this.check(mine)
    })
  }

  stop(): void {
    this.stopped = true
  }

  /** The connection is up (again). */
  connected(): void {
    this.busy = false
    this.checked = null
    this.send()
  }

  /** Takes up what was not granted before a reload. */
  async load(): Promise<void> {
    const kept = await this.ports.personal.load()
    kept.sort((a, b) => (a.key < b.key ? -1 : 1))
    this.change((mine) => {
      const later = mine.wishes
      const known = new Set(later.map(({ key }) => key))
      const fresh = kept.filter(({ key }) => !known.has(key))
      return [...fresh, ...later].reduce(withPersonalWish, { ...mine, wishes: [] })
    })
    this.send()
  }

  /** Shows it at once, keeps it, and sends it when it can. */
  make(wanted: PersonalWanted): void {
    const wish: PersonalWish = { ...wanted, key: this.ports.newKey() }
    void this.ports.personal.put(wish)
    this.change((mine) => withPersonalWish(mine, wish))
    this.send()
  }

  /** A command of my own log, for what one waits for. Rejects with Refused or Unanswered. */
  async ask(what: Promise<PersonalChange>): Promise<PersonalChange> {
    const change = await what
    this.change((mine) => applyPersonalChange(mine, change))
    return change
  }

  private change(step: (mine: Mine) => Mine): void {
    this.world.change((world) => {
      const mine = step(world.mine)
      return mine === world.mine ? world : { ...world, mine }
    })
  }

  private send(): void {
    const wish = this.world.now.mine.wishes[0]
    if (wish === undefined || this.busy || this.stopped || !this.connection.isOnline) return
    this.busy = true
    this.put(wish).then(
      (change) => {
        void this.ports.personal.remove(wish.key)
        this.change((mine) => withoutPersonalWish(applyPersonalChange(mine, change), wish))
        this.goOn()
      },
      (error: unknown) => {
        // Unanswered: asked for again on the next connection.
        if (!(error instanceof Refused) || error.code === 'not_signed_in') return
        if (kPassing.has(error.code))
          return void this.ports.clock.after(error.retryAfter ?? kRetry, () => this.goOn())
        void this.ports.personal.remove(wish.key)
        this.change((mine) => withoutPersonalWish(mine, wish))
        this.onRefused(wish, error)
        this.goOn()
      },
    )
  }

  private goOn(): void {
    this.busy = false
    this.send()
  }

  private put(wish: PersonalWish): Promise<PersonalChange> {
    const { conversation } = wish
    if (wish.is === 'place')
      return this.connection.call('place.set', { conversation, ...wish.patch })
    return this.connection.call(wish.saved ? 'message.save' : 'message.unsave', {
      conversation,
      seq: wish.seq,
    })
  }

  private check(mine: Mine): void {
    this.checked = mine
    if (!isPersonalBehind(mine) || this.watching || this.syncing || !this.connection.isOnline)
      return
    this.watching = true
    // At the beginning there is nothing that could fill the gap by itself.
    this.ports.clock.after(mine.rev === 0 ? 0 : kPatience, () => {
      this.watching = false
      if (isPersonalBehind(this.world.now.mine)) void this.sync()
    })
  }

  private async sync(): Promise<void> {
    if (this.syncing || this.stopped) return
    this.syncing = true
    try {
      for (;;) {
        const { rev } = this.world.now.mine
        const news = await this.connection.call('personal.sync', { rev, limit: 500 })
        this.change((mine) => applyPersonalNews(mine, news))
        if (!news.more && !news.reset) break
      }
    } catch (error) {
      if (error instanceof Refused)
        this.ports.clock.after(error.retryAfter ?? kRetry, () => this.look())
    } finally {
      this.syncing = false
      this.look()
    }
  }

  private look(): void {
    this.check(this.world.now.mine)
  }
}
