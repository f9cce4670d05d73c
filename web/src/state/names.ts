// What people and conversations are called on the screen.
import type { Catalogue } from '../i18n/texts'
import type { Line, PersonId } from '../protocol/wire'
import type { World } from '../sync/world'

type People = World['people']

export function personName(people: People, id: PersonId | undefined, texts: Catalogue): string {
  return (id !== undefined ? people.get(id)?.name : undefined) ?? texts.shell.unknownPerson
}

/** "Ana" of "Ana Lindqvist", where there is not much room. */
export function shortName(name: string): string {
  return name.split(' ')[0] ?? name
}

export function lineName(line: Line, people: People, texts: Catalogue): string {
  switch (line.kind) {
    case 'self':
      return texts.shell.notesToSelf
    case 'direct':
      return personName(people, line.peer, texts)
    case 'group':
      return line.name ?? ''
    case 'thread':
      return texts.threads.thread
  }
}
