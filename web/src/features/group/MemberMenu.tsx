// What may be done about a member, as a menu beside the row or, on small screens, a sheet from below.
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { IconButton } from '../../ui/Button'
import { Popover } from '../../ui/Popover'

import '../../ui/menu.css'

export interface MemberAction {
  label: string
  danger?: boolean
  choose(): void
}

interface MemberMenuProps {
  label: string
  actions: readonly MemberAction[]
}

export function MemberMenu({ label, actions }: MemberMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const items = [...list.current!.querySelectorAll<HTMLElement>('[role=menuitem]')]
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
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        size={18}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Popover anchor={button} label={label} onClose={() => setOpen(false)}>
          <div
            ref={list}
            className="member-menu"
            role="menu"
            tabIndex={-1}
            aria-label={label}
            onKeyDown={onKeyDown}
          >
            {actions.map((action, index) => (
              <button
                key={action.label}
                type="button"
                role="menuitem"
                tabIndex={-1}
                {...(index === 0 && { 'data-first-focus': true })}
                className={`menu-item ${action.danger ? 'menu-danger' : ''}`}
                onClick={() => {
                  // Closed first: it gives the focus back, and what is chosen may want it.
                  flushSync(() => setOpen(false))
                  action.choose()
                }}
              >
                {action.label}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  )
}
