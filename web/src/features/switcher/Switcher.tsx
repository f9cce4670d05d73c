import { useId, useMemo, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { openSearch } from '../../state/search'
import { unreadOf } from '../../state/unread'
import { Avatar } from '../../ui/Avatar'
import { Dialog } from '../../ui/Dialog'
import { Icon } from '../../ui/Icon'
import { usePeopleSearch } from '../people/usePeopleSearch'
import { useOpenDirect } from '../people/useOpenDirect'
import { sortedLines } from '../sidebar/sortedLines'

import '../people/people.css'
import './switcher.css'

const kConversations = 8

interface Choice {
  key: string
  id: number
  name: string
  below: string
  shape: 'person' | 'group' | 'search'
  unread: number
  go(): void
}

/** Jump anywhere by the beginning of a name. */
export default function Switcher({ onClose }: { onClose(): void }) {
  const texts = useTexts()
  const id = useId()
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const conversations = useWorld((world) => world.conversations)
  const people = useWorld((world) => world.people)
  const places = useWorld((world) => world.mine.places)
  const { found } = usePeopleSearch(text)
  const { open, error } = useOpenDirect(onClose)

  const choices = useMemo((): Choice[] => {
    const lines = sortedLines(conversations, people, text, null, texts).slice(0, kConversations)
    const shown = new Set(lines.map(({ line }) => line.peer))
    const there = lines.map((conversation): Choice => {
      const { line } = conversation
      const peer = line.peer === undefined ? undefined : people.get(line.peer)
      return {
        key: `c${line.id}`,
        id: line.peer ?? line.id,
        name: lineName(line, people, texts),
        below: peer
          ? `@${peer.user_name}`
          : line.kind === 'group'
            ? texts.talk.members(line.members)
            : '',
        shape: line.kind === 'group' ? 'group' : 'person',
        unread: unreadOf(conversation, places.get(line.id)),
        go: () => {
          onClose()
          navigate(`/c/${line.id}`)
        },
      }
    })
    if (text.trim() === '') return there
    const messages: Choice = {
      key: 'messages',
      id: 0,
      name: texts.search.forText(text.trim()),
      below: '',
      shape: 'search',
      unread: 0,
      go: () => openSearch(null, text.trim()),
    }
    const others = found
      .filter((person) => !shown.has(person.id) && !person.blocked)
      .map((person): Choice => ({
        key: `p${person.id}`,
        id: person.id,
        name: person.name,
        below: `@${person.user_name}`,
        shape: 'person',
        unread: 0,
        go: () => open(person.id),
      }))
    return [...there, ...others, messages]
    // `open` is made anew at each drawing and always does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [conversations, people, places, text, texts, found, navigate, onClose])

  const at = Math.min(active, choices.length - 1)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(1, choices.length))
    else if (event.key === 'ArrowUp')
      setActive((at - 1 + choices.length) % Math.max(1, choices.length))
    else if (event.key === 'Enter') choices[at]?.go()
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={texts.shell.switcherTitle} onClose={onClose} bare className="switcher">
      <div className="switcher-box">
        <Icon name="search" size={19} />
        <input
          role="combobox"
          aria-label={texts.shell.switcherTitle}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={at >= 0 ? `${id}-${choices[at]!.key}` : undefined}
          aria-autocomplete="list"
          placeholder={texts.shell.switcherPlaceholder}
          autoComplete="off"
          spellCheck={false}
          data-first-focus
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {error && <p className="form-error">{error}</p>}
      <div
        className="picker-list"
        role="listbox"
        id={`${id}-list`}
        tabIndex={-1}
        aria-label={texts.shell.switcherTitle}
      >
        {choices.map((choice, index) => (
          // Keys are heard by the box above.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={choice.key}
            id={`${id}-${choice.key}`}
            className="picker-person"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            data-active={index === at}
            ref={index === at ? scrollNear : undefined}
            onMouseMove={() => setActive(index)}
            onClick={choice.go}
          >
            {choice.shape === 'search' ? (
              <span className="switcher-search">
                <Icon name="search" size={18} />
              </span>
            ) : (
              <Avatar id={choice.id} name={choice.name} size={32} shape={choice.shape} />
            )}
            <span className="picker-names">
              <span className="clip">{choice.name}</span>
              {choice.below && <span className="picker-user clip">{choice.below}</span>}
            </span>
            {choice.unread > 0 && <span className="badge">{choice.unread}</span>}
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <p className="picker-none" role="status">
          {texts.shell.nothingFound(text)}
        </p>
      )}
    </Dialog>
  )
}

function scrollNear(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
