import { useVirtualizer } from '@tanstack/react-virtual'
import type { Ref } from 'react'
import { lazy, Suspense, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { client, useWorld } from '../../state/client'
import { isMuted } from '../../state/unread'
import { Icon } from '../../ui/Icon'
import { onceLoaded } from '../shell/onceLoaded'
import { ConversationLine } from './ConversationLine'
import type { SidebarRow } from './sortedLines'

const kHeights = { line: 62, heading: 30, archive: 42 }
const kWatchPeers = 300

const loadMenu = () => import('./PlaceMenu')
const PlaceMenu = lazy(loadMenu)

interface ConversationListProps {
  ref: Ref<{ focusFirst(): void }>
  rows: readonly SidebarRow[]
  open: number | null
  onArchive(): void
}

/** One tab stop; arrows move along it, Enter opens. Only what is on the screen is drawn. */
export function ConversationList({ ref, rows, open, onArchive }: ConversationListProps) {
  const texts = useTexts()
  const scrollRef = useRef<HTMLDivElement>(null)
  const [, navigate] = useLocation()
  const [active, setActive] = useState<string | null>(null)
  const me = useWorld((world) => world.me?.id)
  const places = useWorld((world) => world.mine.places)
  const menuAnchor = useRef<HTMLElement>(null)
  const [menu, setMenu] = useState<number | null>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => kHeights[rows[index]!.is],
    getItemKey: (index) => rows[index]!.key,
    overscan: 6,
  })
  // Rows of different heights change places.
  useEffect(() => virtualizer.measure(), [rows, virtualizer])

  const peers = useMemo(
    () =>
      rows
        .map((row) => (row.is === 'line' ? row.conversation.line.peer : undefined))
        .filter((peer) => peer !== undefined)
        .slice(0, kWatchPeers),
    [rows],
  )
  const peersName = peers.toSorted((a, b) => a - b).join(' ')
  useEffect(() => {
    client().presences.watch('sidebar', peers)
    // The set counts, not its order.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [peersName])

  const stops = useMemo(() => rows.filter((row) => row.is !== 'heading'), [rows])
  const focus = (at: number) => {
    const stop = stops[at]
    if (stop === undefined) return
    setActive(stop.key)
    virtualizer.scrollToIndex(rows.indexOf(stop))
    // It may have to be drawn first.
    const look = (frames: number) => {
      const row = scrollRef.current?.querySelector<HTMLElement>(`[data-row-key="${stop.key}"]`)
      if (row) row.focus({ preventScroll: true })
      else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
    }
    look(20)
  }
  useImperativeHandle(ref, () => ({ focusFirst: () => focus(0) }))

  const tabStop = tabStopOf(stops, active, open)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = stops.findIndex(({ key }) => key === tabStop)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focus(Math.min(Math.max(to, 0), stops.length - 1))
  }
  const openLine = (path: string, id: number) => {
    // Whoever opens it again has read what they had marked.
    if (places.get(id)?.unread_from !== undefined) client().place(id, { unread_from: 0 })
    navigate(path)
  }
  const openMenu = (id: number, line: HTMLElement) => {
    menuAnchor.current = line
    onceLoaded(loadMenu, () => setMenu(id))
  }
  return (
    <>
      {/* The keys move among the links inside. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="lines" ref={scrollRef} onKeyDown={onKeyDown}>
        <ul
          className="lines-inner"
          aria-label={texts.shell.conversations}
          style={{ blockSize: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]!
            const at = stops.indexOf(row as (typeof stops)[number])
            return (
              <li
                key={row.key}
                className="lines-item"
                style={{ transform: `translateY(${item.start}px)`, blockSize: item.size }}
                {...(at >= 0 && { 'aria-setsize': stops.length, 'aria-posinset': at + 1 })}
              >
                {row.is === 'heading' ? (
                  <h2 className="lines-heading">{row.text}</h2>
                ) : row.is === 'archive' ? (
                  <button
                    type="button"
                    className="lines-archive"
                    data-row-key={row.key}
                    aria-expanded={row.open}
                    tabIndex={row.key === tabStop ? 0 : -1}
                    onFocus={() => setActive(row.key)}
                    onClick={onArchive}
                  >
                    <Icon name="archive" size={17} />
                    <span className="clip">{texts.mine.archived}</span>
                    <span className="lines-count" aria-hidden="true">
                      {row.count}
                    </span>
                    <span className="hidden-visually">{texts.mine.archivedCount(row.count)}</span>
                    <Icon name="chevron" size={15} />
                  </button>
                ) : (
                  <ConversationLine
                    conversation={row.conversation}
                    me={me}
                    place={places.get(row.conversation.line.id)}
                    muted={isMuted(places.get(row.conversation.line.id))}
                    isOpen={row.conversation.line.id === open}
                    isTabStop={row.key === tabStop}
                    onOpen={openLine}
                    onFocus={setActive}
                    onMenu={openMenu}
                  />
                )}
              </li>
            )
          })}
        </ul>
      </div>
      {menu !== null && (
        <Suspense fallback={null}>
          <PlaceMenu anchor={menuAnchor} id={menu} onClose={() => setMenu(null)} />
        </Suspense>
      )}
    </>
  )
}

function tabStopOf(
  stops: readonly SidebarRow[],
  active: string | null,
  open: number | null,
): string | undefined {
  for (const wanted of [active, `c${open}`])
    if (wanted !== null && stops.some(({ key }) => key === wanted)) return wanted
  return stops[0]?.key
}
