// A box to type a name into and the people found: the pattern of a combobox with a list that is always open.
import { useId, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Person, PersonId } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { usePeopleSearch } from './usePeopleSearch'

import './people.css'

interface PeoplePickerProps {
  label: string
  /** Those that can't be chosen, being in already. */
  without?: ReadonlySet<PersonId>
  /** Those chosen; they are marked. Not given: choosing one is the end. */
  chosen?: ReadonlySet<PersonId>
  focusFirst?: boolean
  onChoose(person: Person): void
  /** Backspace in the empty box. */
  onEraseLast?(): void
}

export function PeoplePicker(props: PeoplePickerProps) {
  const { label, without, chosen, focusFirst, onChoose, onEraseLast } = props
  const texts = useTexts()
  const id = useId()
  const me = useWorld((world) => world.me?.id)
  const presence = useWorld((world) => world.presence)
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const { found, asked } = usePeopleSearch(text)
  const people = found.filter((person) => !without?.has(person.id) && !person.blocked)
  const at = Math.min(active, people.length - 1)
  const choose = (person: Person) => {
    onChoose(person)
    if (chosen !== undefined) setText('')
    setActive(0)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, people.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0))
    else if (event.key === 'Enter') {
      const person = people[at]
      if (person !== undefined) choose(person)
    } else if (event.key === 'Backspace' && text === '') return onEraseLast?.()
    else return
    event.preventDefault()
  }
  return (
    <div className="picker">
      <div className="picker-box">
        <Icon name="search" size={17} />
        <input
          className="input"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={at >= 0 ? `${id}-${people[at]!.id}` : undefined}
          aria-autocomplete="list"
          placeholder={texts.people.findPlaceholder}
          autoComplete="off"
          spellCheck={false}
          data-first-focus={focusFirst || undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        className="picker-list"
        role="listbox"
        id={`${id}-list`}
        aria-label={label}
        aria-multiselectable={chosen !== undefined || undefined}
        // The box keeps the focus; this lets the list be scrolled by those who have no wheel.
        tabIndex={-1}
      >
        {people.map((person, index) => (
          // Keys are heard by the box above.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={person.id}
            id={`${id}-${person.id}`}
            className="picker-person"
            role="option"
            tabIndex={-1}
            aria-selected={chosen?.has(person.id) ?? index === at}
            data-active={index === at}
            ref={index === at ? scrollNear : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={() => choose(person)}
          >
            <Avatar
              id={person.id}
              name={person.name}
              size={34}
              presence={presence.get(person.id)?.state}
            />
            <span className="picker-names">
              <span className="clip">
                {person.name}
                {person.id === me && <span className="picker-you"> ({texts.shell.you})</span>}
              </span>
              <span className="picker-user clip">@{person.user_name}</span>
            </span>
            {chosen?.has(person.id) && <Icon name="check" size={18} />}
          </div>
        ))}
      </div>
      <p className="picker-none" role="status">
        {people.length === 0 &&
          (asked === null || asked !== text.trim()
            ? texts.people.searching
            : texts.people.nobodyFound(text.trim()))}
      </p>
    </div>
  )
}

function scrollNear(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
