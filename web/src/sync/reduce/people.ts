// People and their presence: upserts by id.
import type { Person, PresenceState } from '../../protocol/wire'
import type { World } from '../world'

export function withPeople(world: World, incoming: readonly Person[]): World {
  const fresh = incoming.filter((person) => {
    const held = world.people.get(person.id)
    return (
      held === undefined ||
      held.name !== person.name ||
      held.user_name !== person.user_name ||
      held.role !== person.role ||
      held.blocked !== person.blocked
    )
  })
  if (fresh.length === 0) return world
  const people = new Map(world.people)
  for (const person of fresh) people.set(person.id, person)
  return { ...world, people }
}

export function withPresence(world: World, incoming: readonly PresenceState[]): World {
  const fresh = incoming.filter((state) => {
    const held = world.presence.get(state.person)
    return held === undefined || held.state !== state.state || held.last_seen !== state.last_seen
  })
  if (fresh.length === 0) return world
  const presence = new Map(world.presence)
  for (const state of fresh) presence.set(state.person, state)
  return { ...world, presence }
}
