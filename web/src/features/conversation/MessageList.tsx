import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Message } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import type { Conversation, History } from '../../sync/world'
import { JumpPill } from './JumpPill'
import { ListRow } from './ListRow'
import { buildRows, guessHeight } from './rows'
import { useListKeys } from './useListKeys'
import { useSeen } from './useSeen'
import { useWished } from './useWished'

/** So near (px) to an end the next page is asked for. */
const kLoadWithin = 1500
/** So near (px) to the end one is reading the newest, and stays there when more comes. */
const kAtEnd = 60

interface MessageListProps {
  conversation: Conversation
  history: History
  /** Of a thread: the message that it hangs from. */
  root?: Message | undefined
  target: number | null
  newAfter: number | null
  onRead(): void
}

/** The messages. Only those on the screen are drawn; the place is kept while pages come on either side. */
export function MessageList(props: MessageListProps) {
  const { conversation, history, target, newAfter, onRead } = props
  const { id } = conversation.line
  const texts = useTexts()
  const me = useWorld((world) => world.me?.id)
  const allOutgoing = useWorld((world) => world.outgoing)
  const outgoing = useMemo(
    () => allOutgoing.filter((message) => message.conversation === id),
    [allOutgoing, id],
  )
  const { keys } = conversation
  const { shown, wishesBySeq } = useWished(id, history, me)
  const rows = useMemo(
    () => buildRows({ history: shown, keys }, outgoing, newAfter, me),
    [shown, keys, outgoing, newAfter, me],
  )
  const scrollRef = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(700)
  const [atEnd, setAtEnd] = useState(true)

  const getItemKey = useCallback((index: number) => rows[index]!.key, [rows])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => guessHeight(rows[index]!, width),
    getItemKey,
    overscan: 6,
    paddingStart: 44,
    paddingEnd: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: kAtEnd,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  })
  const items = virtualizer.getVirtualItems()

  // The room changes with the window and with what is being written; whoever is at the end stays there.
  const stay = useRef(true)
  stay.current = atEnd
  useLayoutEffect(() => {
    const list = scrollRef.current!
    setWidth(list.clientWidth)
    const observer = new ResizeObserver(() => {
      setWidth(list.clientWidth)
      if (stay.current) virtualizer.scrollToEnd()
    })
    observer.observe(list)
    return () => observer.disconnect()
  }, [virtualizer])

  // Where one begins: at the message that the address names, at the first unread one, or at the end.
  const [shownTarget, setShownTarget] = useState<number | null>(null)
  // Whoever goes to the same message again is led there again.
  if (target === null && shownTarget !== null) setShownTarget(null)
  const begun = useRef(false)
  useLayoutEffect(() => {
    if (begun.current || rows.length === 0) return
    begun.current = true
    const mark = rows.findIndex((row) => row.is === 'new')
    if (target === null && mark > 0) virtualizer.scrollToIndex(mark, { align: 'start' })
    else if (target === null) virtualizer.scrollToEnd()
  }, [rows, target, virtualizer])

  useEffect(() => {
    if (target === null || target === shownTarget) return
    const index = rows.findIndex((row) => row.is === 'message' && row.message.seq === target)
    if (index >= 0) {
      virtualizer.scrollToIndex(index, { align: 'center' })
      setShownTarget(target)
    } else if (target <= conversation.line.seq) {
      client()
        .loadAround(id, target)
        .catch(() => {})
    }
  }, [target, shownTarget, rows, virtualizer, id, conversation.line.seq])

  // What I post is what I want to see.
  const ownCount = outgoing.length
  const ownBefore = useRef(ownCount)
  useEffect(() => {
    const more = ownCount > ownBefore.current
    ownBefore.current = ownCount
    if (!more) return
    onRead()
    if (history.moreAfter)
      client()
        .loadNewest(id)
        .then(
          () => virtualizer.scrollToEnd(),
          () => {},
        )
    else virtualizer.scrollToEnd()
    // Only when there is one more.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ownCount])

  const loadingOlder = usePages(virtualizer, id, history, items[0]?.start ?? 0)
  const look = () => {
    const list = scrollRef.current
    if (list !== null) setAtEnd(list.scrollHeight - list.scrollTop - list.clientHeight <= kAtEnd)
  }
  // Rows that came or grew change what "at the end" means without a scroll.
  useEffect(look, [rows])

  const lastVisible = () => lastSeqAbove(virtualizer, rows)
  useSeen(id, lastVisible, [items.at(-1)?.end, virtualizer.scrollOffset, rows])

  const focusRow = (index: number) => {
    virtualizer.scrollToIndex(index, { align: 'auto' })
    const wanted = `[data-key="${CSS.escape(String(rows[index]!.key))}"] [data-row]`
    // It may have to be drawn first. By its key: meanwhile rows may come and go above it.
    const look = (frames: number) => {
      const row = scrollRef.current?.querySelector<HTMLElement>(wanted)
      if (row) row.focus({ preventScroll: true })
      else if (frames > 0) requestAnimationFrame(() => look(frames - 1))
    }
    look(20)
  }
  const onKeyDown = useListKeys(rows, focusRow, virtualizer)

  const toNewest = () => {
    if (history.moreAfter)
      client()
        .loadNewest(id)
        .then(
          () => virtualizer.scrollToEnd(),
          () => {},
        )
    else virtualizer.scrollToEnd()
    onRead()
  }
  return (
    <div className="messages">
      {/* The keys move among the messages inside. */}
      {/* eslint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div
        ref={scrollRef}
        id={conversation.line.kind === 'thread' ? 'replies' : 'messages'}
        className="messages-scroll"
        role="region"
        aria-label={
          conversation.line.kind === 'thread' ? texts.threads.thread : texts.talk.messages
        }
        tabIndex={0}
        onScroll={look}
        onKeyDown={onKeyDown}
      >
        <div className="messages-inner" role="list" ref={virtualizer.containerRef}>
          {history.moreBefore && (
            <div className="messages-loading" role="presentation">
              {loadingOlder && <span>{texts.talk.loadingOlder}</span>}
            </div>
          )}
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <div
                key={item.key}
                className="messages-row"
                role="listitem"
                data-index={item.index}
                data-key={row.key}
                ref={virtualizer.measureElement}
              >
                <ListRow
                  row={row}
                  conversation={conversation}
                  root={props.root}
                  me={me}
                  wishes={row.is === 'message' ? wishesBySeq.get(row.message.seq) : undefined}
                  isTarget={
                    row.is === 'message' && shownTarget !== null && row.message.seq === shownTarget
                  }
                />
              </div>
            )
          })}
        </div>
      </div>
      {/* eslint-enable */}
      {(!atEnd || history.moreAfter) && <JumpPill conversation={conversation} onJump={toNewest} />}
    </div>
  )
}

type List = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Asks for the next page when the end of what is held comes near. Answers whether an older one is on its way. */
function usePages(virtualizer: List, id: number, history: History, firstStart: number): boolean {
  const [loading, setLoading] = useState<'older' | 'newer' | null>(null)
  const retryAt = useRef(0)
  const offset = virtualizer.scrollOffset ?? 0
  const nearStart = history.moreBefore && offset < kLoadWithin
  const nearEnd = history.moreAfter && virtualizer.getDistanceFromEnd() < kLoadWithin
  const wanted = nearEnd ? 'newer' : nearStart ? 'older' : null
  useEffect(() => {
    if (wanted === null || loading !== null || Date.now() < retryAt.current) return
    setLoading(wanted)
    const load = wanted === 'older' ? client().loadOlder(id) : client().loadNewer(id)
    load
      .catch(() => {
        retryAt.current = Date.now() + 2000
      })
      .finally(() => setLoading(null))
  }, [wanted, loading, id, history, firstStart])
  return loading === 'older'
}

/** The last message that is on the screen as a whole. */
function lastSeqAbove(virtualizer: List, rows: ReturnType<typeof buildRows>): number {
  const bottom = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0)
  const all = virtualizer.getVirtualItems()
  for (let i = all.length - 1; i >= 0; i -= 1) {
    const row = rows[all[i]!.index]
    if (row?.is !== 'message' && row?.is !== 'notice') continue
    if (all[i]!.end <= bottom + 2 || all[i]!.start < bottom - 120) return row.message.seq
  }
  return 0
}
