// A button that opens a menu. Arrows move, Home and End jump, Escape closes and gives the focus back.
import type { ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'

import './menu.css'

export interface MenuItem {
  label: string
  icon?: ReactNode
  /** For one of several that exclude each other. */
  checked?: boolean
  danger?: boolean
  choose(): void
}

export interface MenuSection {
  heading?: string
  items: MenuItem[]
}

interface MenuProps {
  label: string
  button: ReactNode
  className?: string
  sections: MenuSection[]
  /** Which way it opens. */
  side?: 'above' | 'below'
}

export function Menu({ label, button, className, sections, side = 'below' }: MenuProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const rootRef = useRef<HTMLDivElement>(null)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const menuRef = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!open) return
    menuRef.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const outside = (event: Event) => {
      if (!rootRef.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])

  const close = () => {
    setOpen(false)
    buttonRef.current?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const items = [...menuRef.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (to !== undefined) items[to]?.focus()
    else if (event.key === 'Escape') close()
    else if (event.key === 'Tab') return setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={`menu-root ${className ?? ''}`} ref={rootRef}>
      <button
        ref={buttonRef}
        type="button"
        className="menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {button}
      </button>
      {open && (
        <div
          id={id}
          ref={menuRef}
          className={`menu menu-${side}`}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKeyDown}
        >
          {sections.map((section, index) => (
            <div
              key={section.heading ?? index}
              role="group"
              className="menu-section"
              aria-label={section.heading}
            >
              {section.heading && (
                <div className="menu-heading" aria-hidden="true">
                  {section.heading}
                </div>
              )}
              {section.items.map((item) => (
                <button
                  key={item.label}
                  type="button"
                  role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                  aria-checked={item.checked}
                  tabIndex={-1}
                  className={`menu-item ${item.danger ? 'menu-danger' : ''}`}
                  onClick={() => {
                    close()
                    item.choose()
                  }}
                >
                  <span className="menu-icon">{item.icon}</span>
                  {item.label}
                  {item.checked && <span className="menu-check" />}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
