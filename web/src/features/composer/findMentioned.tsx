// `@an` -> @ana: the members of the conversation first, then others, who are marked.
import { currentTexts } from '../../i18n/texts'
import type { ConversationId, Person } from '../../protocol/wire'
import { client } from '../../state/client'
import type { Conversation, World } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { matches } from '../sidebar/sortedLines'
import type { Suggestion } from './completion'
import { homeOf, mayAddressAll } from './home'

const kMost = 8

/** Who or what could be meant by what is written behind the @. */
export async function findMentioned(
  id: ConversationId,
  word: string,
): Promise<readonly Suggestion[]> {
  const { world } = client()
  const here = world.conversations.get(id)
  if (here === undefined) return []
  const home = homeOf(world, here)
  if (home.members === null) await client().loadMembers(home.line.id)
  const members = membersOf(client().world, home.line.id)
  const near = members.filter((person) => isMeant(person, word)).sort(byName)
  const found = [...near.map((person) => ofPerson(person, true)), ...forAll(world, home, word)]
  if (home.line.kind !== 'group' || word === '' || found.length >= kMost)
    return found.slice(0, kMost)
  const known = new Set(members.map((person) => person.id))
  const others = await client()
    .findPeople(word)
    .then(
      ({ people }) => people.filter((person) => !known.has(person.id)),
      () => [],
    )
  return [...found, ...others.map((person) => ofPerson(person, false))].slice(0, kMost)
}

function membersOf(world: World, id: ConversationId): Person[] {
  const { members } = world.conversations.get(id) ?? { members: null }
  const people: Person[] = []
  for (const { person, left_at } of members?.values() ?? []) {
    const known = world.people.get(person)
    if (known !== undefined && left_at === undefined && !known.blocked && person !== world.me?.id)
      people.push(known)
  }
  return people
}

function isMeant(person: Person, word: string): boolean {
  return (
    matches(person.name, word.replace(/[._-]/g, ' ')) ||
    person.user_name.startsWith(word.toLowerCase())
  )
}

function byName(a: Person, b: Person): number {
  return a.name.localeCompare(b.name)
}

function ofPerson(person: Person, isMember: boolean): Suggestion {
  const texts = currentTexts().threads
  return {
    key: `${person.id}`,
    insert: `@${person.user_name}`,
    label: person.name,
    detail: isMember ? `@${person.user_name}` : `@${person.user_name} · ${texts.notMember}`,
    picture: <Avatar id={person.id} name={person.name} size={22} />,
  }
}

/** @all and @here, where they are more than text. */
function forAll(world: World, home: Conversation, word: string): Suggestion[] {
  if (!mayAddressAll(world, home)) return []
  const texts = currentTexts().threads
  return (['all', 'here'] as const)
    .filter((name) => name.startsWith(word.toLowerCase()))
    .map((name) => ({
      key: name,
      insert: `@${name}`,
      label: `@${name}`,
      detail: texts[name],
      picture: <Icon name="group" size={18} />,
    }))
}
