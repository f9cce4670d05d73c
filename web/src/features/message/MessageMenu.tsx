// All that can be done with a message, as a menu beside it or, on small screens, a sheet from below.
import type { RefObject } from 'react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'

import { useTexts } from '../../i18n/texts'
import { useEmojiTaste } from '../../state/emojiTaste'
import type { IconName } from '../../ui/Icon'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'

import '../../ui/menu.css'

export interface MenuEntry {
  icon: IconName
  label: string
  danger?: boolean
  choose(): void
}

interface MessageMenuProps {
  anchor: RefObject<HTMLElement | null>
  entries: readonly MenuEntry[]
  onReact(emoji: string): void
  onClose(): void
}

export function MessageMenu({ anchor, entries, onReact, onClose }: MessageMenuProps) {
  const texts = useTexts()
  const quick = useEmojiTaste((store) => store.quick)
  const ref = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const items = [...ref.current!.querySelectorAll<HTMLElement>('[role=menuitem]')].filter(
      (item) => item.offsetParent !== null,
    )
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
  // Closed first: it gives the focus back, and what is chosen may want it.
  const choose = (what: () => void) => {
    flushSync(onClose)
    what()
  }
  return (
    <Popover anchor={anchor} label={texts.talk.actions} className="message-menu" onClose={onClose}>
      <div
        ref={ref}
        className="message-menu-list"
        role="menu"
        tabIndex={-1}
        aria-label={texts.talk.actions}
        onKeyDown={onKeyDown}
      >
        <div className="message-menu-quick" role="group" aria-label={texts.change.reactions}>
          {quick.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="reaction-choice"
              aria-label={texts.change.reactWith(emoji)}
              onClick={() => choose(() => onReact(emoji))}
            >
              {emoji}
            </button>
          ))}
        </div>
        {entries.map(({ icon, label, danger, choose: chosen }, index) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            {...(index === 0 && { 'data-first-focus': true })}
            className={`menu-item ${danger ? 'menu-danger' : ''}`}
            onClick={() => choose(chosen)}
          >
            <span className="menu-icon">
              <Icon name={icon} size={17} />
            </span>
            {label}
          </button>
        ))}
      </div>
    </Popover>
  )
}
