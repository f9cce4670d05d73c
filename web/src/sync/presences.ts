// My own presence, and whose presence this client wants to be told of.
import type { PersonId, Presence } from '../protocol/wire'
import type { Connection } from './connection'
import type { Clock } from './ports'
import { withPresence } from './reduce/people'
import type { WorldHolder } from './worldHolder'

const kGather = 250
const kMost = 500

export class Presences {
  private wishes = new Map<string, readonly PersonId[]>()
  private watched = ''
  private mine: Presence = 'online'
  private scheduled = false

  constructor(
    private readonly clock: Clock,
    private readonly connection: Connection,
    private readonly world: WorldHolder,
  ) {}

  /** A part of the screen names whom it shows. The wishes of all parts are watched together. */
  watch(part: string, people: readonly PersonId[]): void {
    if (people.length === 0) this.wishes.delete(part)
    else this.wishes.set(part, people)
    if (this.scheduled) return
    this.scheduled = true
    this.clock.after(kGather, () => {
      this.scheduled = false
      this.ask()
    })
  }

  set(state: Presence): void {
    if (state === this.mine) return
    this.mine = state
    this.connection.call('presence.set', { state }).catch(() => {})
  }

  connected(): void {
    this.watched = ''
    if (this.mine !== 'online')
      this.connection.call('presence.set', { state: this.mine }).catch(() => {})
    this.ask()
  }

  private ask(): void {
    const people = [...new Set([...this.wishes.values()].flat())].sort((a, b) => a - b)
    const asked = people.slice(0, kMost)
    const name = asked.join(' ')
    if (name === this.watched || !this.connection.isOnline) return
    this.watched = name
    this.connection.call('presence.watch', { people: asked }).then(
      (answer) => this.world.change((world) => withPresence(world, answer.presence)),
      () => (this.watched = ''),
    )
  }
}
