import { useTexts } from '../../i18n/texts'
import type { Person, PersonId } from '../../protocol/wire'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'

interface ChipsProps {
  people: readonly Person[]
  onRemove(id: PersonId): void
}

/** Those who have been chosen; pressing one takes it back. */
export function Chips({ people, onRemove }: ChipsProps) {
  const texts = useTexts().people
  if (people.length === 0) return null
  return (
    <ul className="chips" aria-label={texts.chosen(people.length)}>
      {people.map((person) => (
        <li key={person.id}>
          <button
            type="button"
            className="chip"
            aria-label={texts.removeChip(person.name)}
            onClick={() => onRemove(person.id)}
          >
            <Avatar id={person.id} name={person.name} size={22} />
            <span className="clip">{person.name}</span>
            <Icon name="close" size={13} />
          </button>
        </li>
      ))}
    </ul>
  )
}
