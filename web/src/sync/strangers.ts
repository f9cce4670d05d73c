// People who are spoken of but not known yet: they are asked for, each once.
import type { Events, PersonId } from '../protocol/wire'
import type { Connection } from './connection'
import { withPeople } from './reduce/people'
import type { WorldHolder } from './worldHolder'

export class Strangers {
  private asking = new Set<PersonId>()

  constructor(
    private readonly connection: Connection,
    private readonly world: WorldHolder,
  ) {}

  /** Looks at whom an event names. */
  meet(event: Events): void {
    switch (event.on) {
      case 'message.posted':
      case 'message.changed':
        this.ask(event.message.sender)
        if (event.message.pinned_by !== undefined) this.ask(event.message.pinned_by)
        if (event.message.forwarded !== undefined) this.ask(event.message.forwarded.person)
        for (const person of event.message.mentions?.people ?? []) this.ask(person)
        for (const person of event.message.thread?.people ?? []) this.ask(person)
        break
      case 'reaction.changed':
        for (const person of event.reaction.people) this.ask(person)
        break
      case 'conversation.joined':
        if (event.line.peer !== undefined) this.ask(event.line.peer)
        if (event.line.last_message !== undefined) this.ask(event.line.last_message.sender)
        break
      case 'typing':
        this.ask(event.person)
        break
    }
  }

  private ask(id: PersonId): void {
    if (this.world.now.people.has(id) || this.asking.has(id)) return
    this.asking.add(id)
    this.connection
      .call('person.get', { person: id })
      .then(
        (person) => this.world.change((world) => withPeople(world, [person])),
        () => {},
      )
      .finally(() => this.asking.delete(id))
  }
}
