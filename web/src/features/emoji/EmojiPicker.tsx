// All emoji in one scrolled grid, with a search above it. The focus stays in the search box, which points into the grid
// (aria-activedescendant), so that one types, moves and picks without leaving it.
import { useId, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { useTexts } from '../../i18n/texts'
import { frequentEmoji, noteEmoji, useEmojiTaste } from '../../state/emojiTaste'
import { IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { emojiGroups, findEmoji, searchEmoji } from './book'
import type { GridHandle } from './EmojiGrid'
import { EmojiGrid } from './EmojiGrid'
import { GroupTabs } from './GroupTabs'
import type { Emoji } from './model'
import type { Place, Row, Section, SectionOfEmoji } from './rows'
import { emojiAt, firstFrom, moved, rowsOf } from './rows'
import { TonePicker } from './TonePicker'
import { withSkinTone } from './tones'
import { useColumns } from './useColumns'

import './emoji.css'

interface EmojiPickerProps {
  /** With the person's skin tone; `:name:` of the organisation's own. Called after `onClose`, unless the picker `stays`. */
  onPick(emoji: string, stays: boolean): void
  onClose(): void
}

const kFrequentRows = 2
const kPage = 5

export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const texts = useTexts().emoji
  const id = useId()
  const tone = useEmojiTaste((taste) => taste.tone)
  const [text, setText] = useState('')
  const wanted = text.trim()
  const searchRef = useRef<HTMLInputElement>(null)
  const gridRef = useRef<HTMLDivElement>(null)
  const handle = useRef<GridHandle>(null)
  const { columns, cell } = useColumns(gridRef)
  // In the order they had when it was opened: what one picks does not move away.
  const [frequent] = useState(() =>
    frequentEmoji(kFrequentRows * 12).flatMap((one) => findEmoji(one) ?? []),
  )
  const [section, setSection] = useState<Section>('frequent')
  /** Where the keys are in the grid; null while one only types. */
  const [entered, setEntered] = useState<Place | null>(null)
  const [pointed, setPointed] = useState<Emoji | null>(null)

  const rows = useMemo((): Row[] => {
    if (wanted !== '')
      return rowsOf([{ section: 'found', emoji: searchEmoji(wanted) }], columns, false)
    const all: SectionOfEmoji[] = [
      { section: 'frequent', emoji: frequent.slice(0, kFrequentRows * columns) },
      ...emojiGroups().map(({ group, emoji }) => ({ section: group, emoji })),
    ]
    return rowsOf(all, columns, true)
  }, [wanted, columns, frequent])
  const sections = useMemo(
    () => ['frequent' as Section, ...emojiGroups().map(({ group }) => group)],
    [],
  )
  // While one searches, Enter takes the best.
  const suggested = wanted === '' ? null : firstFrom(rows, 0)
  const active = entered !== null && emojiAt(rows, entered) ? entered : suggested
  const found =
    wanted === ''
      ? 0
      : rows.reduce((n, row) => n + (row.kind === 'emoji' ? row.emoji.length : 0), 0)

  const pick = (emoji: Emoji, stays: boolean) => {
    noteEmoji(emoji.text)
    if (!stays) onClose()
    onPick(withSkinTone(emoji.text, tone), stays)
  }
  const enter = (place: Place | null) => {
    setEntered(place)
    setPointed(null)
    if (place !== null) handle.current?.show(place.row)
  }
  const goTo = (to: Section) => {
    // What was searched for must be gone before there is somewhere to go.
    flushSync(() => {
      setText('')
      setEntered(null)
    })
    setSection(to)
    handle.current?.showSection(to)
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    const { key, ctrlKey, metaKey, shiftKey } = event
    const inSearch = event.target === searchRef.current
    if (!inSearch && event.target !== gridRef.current) return
    const from = entered ?? suggested
    let to: Place | null | undefined
    if (key === 'Enter') {
      const emoji = active && emojiAt(rows, active)
      if (emoji) pick(emoji, shiftKey)
    } else if (key === 'ArrowDown' || key === 'PageDown') {
      const by = key === 'PageDown' ? kPage : 1
      to = from === null ? handle.current!.firstVisible() : moved(rows, from, 'down', by)
    } else if ((key === 'ArrowUp' || key === 'PageUp') && entered !== null) {
      to = moved(rows, entered, 'up', key === 'PageUp' ? kPage : 1)
    } else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      // In the box they move between the letters, as long as there is somewhere to go.
      const back = (key === 'ArrowLeft') !== (document.documentElement.dir === 'rtl')
      const atEnd = !inSearch || searchRef.current!.selectionStart === text.length
      if (shiftKey || (entered === null && (back || !atEnd))) return
      to =
        from === null ? handle.current!.firstVisible() : moved(rows, from, back ? 'left' : 'right')
    } else if ((key === 'Home' || key === 'End') && entered !== null) {
      const far = ctrlKey || metaKey
      to = moved(rows, entered, key === 'Home' ? (far ? 'first' : 'start') : far ? 'last' : 'end')
    } else {
      // Whoever begins to type means the search.
      if (!inSearch && key.length === 1 && key !== ' ' && !ctrlKey && !metaKey)
        searchRef.current!.focus()
      return
    }
    event.preventDefault()
    if (to !== undefined) enter(to)
  }

  const shown = pointed ?? (active && emojiAt(rows, active)) ?? null
  return (
    // The keys are those of the search box and of the grid.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="emoji-picker" onKeyDown={onKeyDown}>
      <div className="emoji-top">
        <div className="emoji-search">
          <Icon name="search" size={17} />
          <input
            ref={searchRef}
            type="text"
            role="combobox"
            aria-label={texts.search}
            aria-expanded="true"
            aria-haspopup="grid"
            aria-controls={`${id}-grid`}
            aria-autocomplete="list"
            aria-activedescendant={active ? `${id}-${active.row}-${active.column}` : undefined}
            placeholder={texts.search}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="done"
            // Where a keyboard would cover half of the screen, one taps first.
            {...(isFinePointer() && { 'data-first-focus': true })}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              setEntered(null)
              setPointed(null)
            }}
          />
          {text !== '' && (
            <IconButton
              icon="close"
              size={15}
              label={texts.clearSearch}
              onClick={() => {
                setText('')
                searchRef.current?.focus()
              }}
            />
          )}
        </div>
        <TonePicker />
      </div>
      <GroupTabs
        sections={sections}
        chosen={wanted === '' ? section : null}
        controls={`${id}-grid`}
        onChoose={goTo}
      />
      <p className="hidden-visually" role="status">
        {wanted !== '' && texts.found(found)}
      </p>
      <EmojiGrid
        ref={gridRef}
        handle={handle}
        id={id}
        rows={rows}
        columns={columns}
        cell={cell}
        tone={tone}
        active={active}
        searched={wanted}
        onPick={pick}
        onPoint={setPointed}
        onSection={setSection}
      />
      <div className="emoji-foot" aria-hidden="true">
        {shown === null ? (
          <span className="emoji-hint">{texts.hint}</span>
        ) : (
          <>
            <span className="emoji-foot-glyph">
              {shown.image ? (
                <img className="emoji-image" src={shown.image} alt="" />
              ) : (
                withSkinTone(shown.text, tone)
              )}
            </span>
            <span className="emoji-foot-names">
              <span className="clip">{shown.name}</span>
              <span className="emoji-foot-short clip">:{shown.shorts[0]}:</span>
            </span>
          </>
        )}
      </div>
    </div>
  )
}

function isFinePointer(): boolean {
  return window.matchMedia('(pointer: fine)').matches
}
