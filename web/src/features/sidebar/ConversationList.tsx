import { useVirtualizer } from '@tanstack/react-virtual'
import type { Ref } from 'react'
import { useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { client, useWorld } from '../../state/client'
import type { Conversation } from '../../sync/world'
import { ConversationLine } from './ConversationLine'

const kLineHeight = 62
const kWatchPeers = 300

interface ConversationListProps {
  ref: Ref<{ focusFirst(): void }>
  lines: readonly Conversation[]
  open: number | null
}

/** One tab stop; arrows move along it, Enter opens. Only what is on the screen is drawn. */
export function ConversationList({ ref, lines, open }: ConversationListProps) {
  const texts = useTexts()
  const scrollRef = useRef<HTMLDivElement>(null)
  const [, navigate] = useLocation()
  const [active, setActive] = useState<number | null>(null)
  const me = useWorld((world) => world.me?.id)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => kLineHeight,
    getItemKey: (index) => lines[index]!.line.id,
    overscan: 6,
  })

  const peers = useMemo(
    () =>
      lines
        .map(({ line }) => line.peer)
        .filter((peer) => peer !== undefined)
        .slice(0, kWatchPeers),
    [lines],
  )
  const peersName = peers.toSorted((a, b) => a - b).join(' ')
  useEffect(() => {
    client().presences.watch('sidebar', peers)
    // The set counts, not its order.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [peersName])

  const focus = (index: number) => {
    const line = lines[index]
    if (line === undefined) return
    setActive(line.line.id)
    virtualizer.scrollToIndex(index)
    // It may have to be drawn first.
    const look = (frames: number) => {
      const link = scrollRef.current?.querySelector<HTMLElement>(
        `[data-conversation="${line.line.id}"]`,
      )
      if (link) link.focus({ preventScroll: true })
      else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
    }
    look(20)
  }
  useImperativeHandle(ref, () => ({ focusFirst: () => focus(0) }))

  const tabStop = tabStopOf(lines, active, open)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = lines.findIndex(({ line }) => line.id === tabStop)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focus(Math.min(Math.max(to, 0), lines.length - 1))
  }
  return (
    // The keys move among the links inside.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="lines" ref={scrollRef} onKeyDown={onKeyDown}>
      <ul
        className="lines-inner"
        aria-label={texts.shell.conversations}
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const conversation = lines[item.index]!
          const { id } = conversation.line
          return (
            <li
              key={id}
              className="lines-item"
              style={{ transform: `translateY(${item.start}px)`, blockSize: item.size }}
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
            >
              <ConversationLine
                conversation={conversation}
                me={me}
                isOpen={id === open}
                isTabStop={id === tabStop}
                onOpen={navigate}
                onFocus={setActive}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function tabStopOf(
  lines: readonly Conversation[],
  active: number | null,
  open: number | null,
): number | undefined {
  for (const wanted of [active, open])
    if (wanted !== null && lines.some(({ line }) => line.id === wanted)) return wanted
  return lines[0]?.line.id
}
