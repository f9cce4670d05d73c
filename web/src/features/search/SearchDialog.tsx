import { useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import type { Hit } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { pathOf } from '../../state/places'
import { useSearch } from '../../state/search'
import { Avatar } from '../../ui/Avatar'
import { IconButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Icon } from '../../ui/Icon'
import { useMessageSearch } from './useMessageSearch'

import './search.css'

const kOperators = ['from:', 'in:', 'has:link', 'has:code', 'before:', 'after:'] as const

/** Finds messages; choosing one opens it where it stands. */
export default function SearchDialog({ onClose }: { onClose(): void }) {
  const texts = useTexts().search
  const id = useId()
  const [, navigate] = useLocation()
  const search = useSearch()
  const { state, busy, more } = useMessageSearch(search)
  const [active, setActive] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const { hits, asked, wrong } = state

  useEffect(() => box.current?.select(), [])
  const change = (text: string) => {
    useSearch.setState({ text })
    setActive(0)
  }
  const add = (operator: string) => {
    const { text } = useSearch.getState()
    change(
      `${text.trim()}${text.trim() === '' ? '' : ' '}${operator}${operator.endsWith(':') ? '' : ' '}`,
    )
    box.current?.focus()
  }
  const open = (hit: Hit) => {
    onClose()
    // A thread may not be known yet; then its line tells where it is.
    void client()
      .meet(hit.conversation)
      .catch(() => {})
      .then(() => navigate(pathOf(hit.conversation, hit.seq)))
  }
  const at = Math.min(active, hits.length - 1)
  const go = (to: number) => {
    setActive(Math.max(0, Math.min(to, hits.length - 1)))
    if (to >= hits.length - 3) more()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Enter' && hits[at] !== undefined) open(hits[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={texts.title} onClose={onClose} bare className="search">
      <div className="search-box">
        <Icon name="search" size={19} />
        <input
          ref={box}
          role="combobox"
          aria-label={texts.title}
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder={texts.placeholder}
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          data-first-focus
          value={search.text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton icon="close" label={texts.close} onClick={onClose} />
      </div>
      <div className="search-ways">
        <Scope />
        <Order />
      </div>
      {search.text.trim() === '' ? (
        <Hints onAdd={add} />
      ) : (
        <div
          className="search-hits"
          role="listbox"
          id={`${id}-list`}
          tabIndex={-1}
          aria-label={texts.hits}
          aria-busy={busy}
          onScroll={({ currentTarget: list }) => {
            if (list.scrollHeight - list.scrollTop - list.clientHeight < 400) more()
          }}
        >
          {hits.map((hit, index) => (
            <HitLine
              key={`${hit.conversation}-${hit.seq}`}
              id={`${id}-${index}`}
              hit={hit}
              active={index === at}
              onPoint={() => setActive(index)}
              onOpen={() => open(hit)}
            />
          ))}
          {busy && hits.length > 0 && <p className="search-more">{texts.searching}</p>}
        </div>
      )}
      <p className="search-none" role="status">
        {wrong ?? (asked !== null && hits.length === 0 && !busy ? texts.nothing(asked.trim()) : '')}
        {asked !== null && hits.length > 0 && (
          <span className="hidden-visually">
            {texts.count(hits.length, state.next !== undefined)}
          </span>
        )}
      </p>
    </Dialog>
  )
}

/** Here or everywhere. */
function Scope() {
  const texts = useTexts()
  const conversation = useSearch((store) => store.conversation)
  const held = useWorld((world) =>
    conversation === null ? undefined : world.conversations.get(conversation)?.line,
  )
  const people = useWorld((world) => world.people)
  if (conversation === null || held === undefined) return <span>{texts.search.everywhere}</span>
  const name = lineName(held, people, texts)
  return (
    <button
      type="button"
      className="chip search-scope"
      aria-label={texts.search.leaveScope(name)}
      onClick={() => useSearch.setState({ conversation: null })}
    >
      <span className="clip">{texts.search.inside(name)}</span>
      <Icon name="close" size={13} />
    </button>
  )
}

function Order() {
  const texts = useTexts().search
  const order = useSearch((store) => store.order)
  return (
    <div className="search-order" role="radiogroup" aria-label={texts.order}>
      {(['newest', 'best'] as const).map((one) => (
        <label key={one} data-chosen={order === one}>
          <input
            type="radio"
            name="search-order"
            className="hidden-visually"
            checked={order === one}
            onChange={() => useSearch.setState({ order: one })}
          />
          {texts.orders[one]}
        </label>
      ))}
    </div>
  )
}

function Hints({ onAdd }: { onAdd(operator: string): void }) {
  const texts = useTexts().search
  return (
    <div className="search-hints">
      <p>{texts.hint}</p>
      <ul>
        {kOperators.map((operator) => (
          <li key={operator}>
            <button type="button" className="search-hint" onClick={() => onAdd(operator)}>
              <code>{operator}</code>
              <span>{texts.operators[operator]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

interface HitLineProps {
  id: string
  hit: Hit
  active: boolean
  onPoint(): void
  onOpen(): void
}

function HitLine({ id, hit, active, onPoint, onOpen }: HitLineProps) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const line = useWorld((world) => world.conversations.get(hit.parent ?? hit.conversation)?.line)
  const sender = personName(people, hit.sender, texts)
  return (
    // Keys are heard by the box above.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      className="search-hit"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      data-active={active}
      ref={active ? scrollNear : undefined}
      onMouseMove={onPoint}
      onClick={onOpen}
    >
      <Avatar id={hit.sender} name={sender} size={32} shape="person" />
      <div className="search-hit-text">
        <p className="search-hit-head">
          <span className="search-hit-sender clip">{sender}</span>
          {line && <span className="search-hit-place clip">{lineName(line, people, texts)}</span>}
          <time dateTime={hit.at} title={fullTime(hit.at)}>
            {shortTime(hit.at, new Date())}
          </time>
        </p>
        <p className="search-hit-line" dir="auto">
          {hit.excerpt.map((piece, index) =>
            piece.hit ? (
              <mark key={index}>{piece.text}</mark>
            ) : (
              <span key={index}>{piece.text}</span>
            ),
          )}
        </p>
      </div>
    </div>
  )
}

function scrollNear(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
