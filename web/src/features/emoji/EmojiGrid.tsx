// The grid of the picker. Only the rows near what is seen are in the page.
import type { Ref, RefObject } from 'react'
import { memo, useImperativeHandle, useLayoutEffect, useMemo } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Emoji } from './model'
import type { Place, Row, Section } from './rows'
import { emojiAt, firstFrom } from './rows'
import type { Tone } from './tones'
import { withSkinTone } from './tones'
import { useWindow } from './useWindow'

export interface GridHandle {
  show(row: number): void
  showSection(section: Section): void
  firstVisible(): Place | null
}

interface EmojiGridProps {
  ref: RefObject<HTMLDivElement | null>
  handle: Ref<GridHandle>
  id: string
  rows: readonly Row[]
  columns: number
  cell: number
  tone: Tone
  active: Place | null
  /** What was searched for; empty: nothing. */
  searched: string
  onPick(emoji: Emoji, stays: boolean): void
  onPoint(emoji: Emoji | null): void
  /** Somebody scrolled to this section. */
  onSection(section: Section): void
}

export function EmojiGrid(props: EmojiGridProps) {
  const { ref, handle, id, rows, columns, cell, tone, active, searched } = props
  const { onPick, onPoint, onSection } = props
  const texts = useTexts().emoji
  const coarse = useMemo(() => window.matchMedia('(pointer: coarse)').matches, [])
  const view = useWindow(ref, rows, cell, active?.row)
  useLayoutEffect(() => {
    ref.current!.scrollTop = 0
  }, [ref, searched])
  useImperativeHandle(handle, () => ({
    show: view.show,
    showSection: (section) => {
      const at = rows.findIndex((row) => row.section === section)
      if (at >= 0) view.showFirst(at)
    },
    firstVisible: () => firstFrom(rows, view.firstSeen()),
  }))

  const emojiOf = (target: EventTarget): Emoji | undefined => {
    const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]')
    return cell
      ? emojiAt(rows, { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) })
      : undefined
  }
  return (
    // Its keys are heard by the picker around it.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={ref}
      className="emoji-grid"
      role="grid"
      id={`${id}-grid`}
      tabIndex={0}
      aria-label={texts.all}
      aria-rowcount={rows.length}
      aria-colcount={columns}
      aria-activedescendant={active ? `${id}-${active.row}-${active.column}` : undefined}
      {...(coarse && { 'data-first-focus': true })}
      // The focus stays where one types.
      onMouseDown={(event) => event.target !== ref.current && event.preventDefault()}
      onClick={(event) => {
        const emoji = emojiOf(event.target)
        if (emoji) onPick(emoji, event.shiftKey)
      }}
      onPointerMove={(event) => {
        if (event.pointerType === 'mouse') onPoint(emojiOf(event.target) ?? null)
      }}
      onPointerLeave={() => onPoint(null)}
      onScroll={() => {
        const row = rows[view.firstSeen()]
        if (row && row.section !== 'found') onSection(row.section)
      }}
    >
      {rows.length === 0 ? (
        <div role="row" className="emoji-none">
          <span role="gridcell">{texts.nothingFound(searched)}</span>
        </div>
      ) : (
        <div className="emoji-rows" role="presentation" style={{ blockSize: view.height }}>
          {view.shown.map((index) => (
            <GridRow
              key={index}
              id={id}
              index={index}
              row={rows[index]!}
              start={view.starts[index]!}
              columns={columns}
              tone={tone}
              active={active?.row === index ? active.column : -1}
            />
          ))}
        </div>
      )}
    </div>
  )
}

interface GridRowProps {
  id: string
  index: number
  row: Row
  start: number
  columns: number
  tone: Tone
  active: number
}

const GridRow = memo(function GridRow(props: GridRowProps) {
  const { id, index, row, start, columns, tone, active } = props
  const texts = useTexts().emoji
  const style = { transform: `translateY(${start}px)` }
  if (row.kind === 'heading')
    return (
      <div className="emoji-row" role="row" aria-rowindex={index + 1} style={style}>
        <div className="emoji-heading" role="rowheader" aria-colspan={columns}>
          {texts.groups[row.section as Exclude<Section, 'found'>]}
        </div>
      </div>
    )
  return (
    <div
      className="emoji-row emoji-row-cells"
      role="row"
      aria-rowindex={index + 1}
      style={{ ...style, gridTemplateColumns: `repeat(${columns}, 1fr)` }}
    >
      {row.emoji.map((emoji, column) => (
        <div
          key={emoji.text}
          id={`${id}-${index}-${column}`}
          className="emoji-cell"
          role="gridcell"
          tabIndex={-1}
          aria-label={emoji.name}
          aria-selected={column === active}
          aria-colindex={column + 1}
          data-row={index}
          data-column={column}
        >
          {emoji.image === undefined ? (
            withSkinTone(emoji.text, tone)
          ) : (
            <img className="emoji-image" src={emoji.image} alt="" draggable={false} />
          )}
        </div>
      ))}
    </div>
  )
})
