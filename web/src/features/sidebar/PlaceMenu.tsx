// How I keep a conversation, as a menu beside its line or its head; on small screens a sheet from below.
import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import { client, useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { isArchived, isMuted, unreadOf } from '../../state/unread'
import type { PlacePatch } from '../../sync/world'
import type { IconName } from '../../ui/Icon'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'

import '../../ui/menu.css'

interface PlaceMenuProps {
  anchor: RefObject<HTMLElement | null>
  id: number
  onClose(): void
}

interface Entry {
  icon?: IconName
  label: string
  /** Goes on in the menu. */
  stays?: boolean
  choose(): void
}

export default function PlaceMenu({ anchor, id, onClose }: PlaceMenuProps) {
  const texts = useTexts()
  const conversation = useWorld((world) => world.conversations.get(id))
  const place = useWorld((world) => world.mine.places.get(id))
  const people = useWorld((world) => world.people)
  const [muting, setMuting] = useState(false)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (muting) ref.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [muting])
  const gone = conversation === undefined
  useEffect(() => {
    if (gone) onClose()
  }, [gone, onClose])
  if (conversation === undefined) return null

  const { mine } = texts
  const { line } = conversation
  const set = (patch: PlacePatch) => client().place(id, patch)
  const muted = isMuted(place)
  const archived = isArchived(place, conversation)
  const unread = unreadOf(conversation, place)
  const read = () => {
    client().seen(id, line.seq)
    if (place?.unread_from !== undefined) set({ unread_from: 0 })
  }
  const entries: (Entry | false)[] = muting
    ? mutes(mine.muteFor).map(([label, until]) => ({
        label,
        choose: () => set({ muted: true, ...(until && { muted_until: until.toISOString() }) }),
      }))
    : [
        line.seq > 0 &&
          (unread > 0
            ? { icon: 'check', label: mine.markRead, choose: read }
            : {
                icon: 'unread',
                label: mine.markUnread,
                choose: () => set({ unread_from: line.seq }),
              }),
        {
          icon: 'star',
          label: place?.favourite ? mine.unfavourite : mine.favourite,
          choose: () => set({ favourite: !place?.favourite }),
        },
        muted
          ? { icon: 'bell', label: mine.unmute, choose: () => set({ muted: false }) }
          : { icon: 'muted', label: mine.mute, stays: true, choose: () => setMuting(true) },
        {
          icon: 'archive',
          label: archived ? mine.unarchive : mine.archive,
          choose: () => set({ archived: !archived }),
        },
      ]
  const onKeyDown = (event: React.KeyboardEvent) => {
    const items = [...ref.current!.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to]?.focus()
  }
  const label = muting ? mine.muteTitle : mine.menu(lineName(line, people, texts))
  return (
    <Popover anchor={anchor} label={label} className="place-menu" onClose={onClose}>
      <div
        ref={ref}
        className="message-menu-list"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {muting && <p className="menu-heading">{mine.muteTitle}</p>}
        {muted && place?.muted_until !== undefined && (
          <p className="menu-heading">{mine.mutedUntil(fullTime(place.muted_until))}</p>
        )}
        {entries
          .filter((entry) => entry !== false)
          .map(({ icon, label: name, stays, choose }, index) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              {...(index === 0 && { 'data-first-focus': true })}
              {...(stays && { 'aria-haspopup': 'menu' as const })}
              className="menu-item"
              onClick={() => {
                // Closed first: it gives the focus back, and the line may go elsewhere.
                if (!stays) flushSync(onClose)
                choose()
              }}
            >
              {icon && (
                <span className="menu-icon">
                  <Icon name={icon} size={17} />
                </span>
              )}
              {name}
            </button>
          ))}
      </div>
    </Popover>
  )
}

/** What one may choose, and until when it lasts; null: for ever. */
function mutes(names: Record<'hour' | 'evening' | 'tomorrow' | 'week' | 'ever', string>) {
  const now = new Date()
  const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9)
  const all: [string, Date | null][] = [
    [names.hour, inHours(1)],
    [names.evening, inHours(8)],
    [names.tomorrow, tomorrow],
    [names.week, inHours(7 * 24)],
    [names.ever, null],
  ]
  return all
}
