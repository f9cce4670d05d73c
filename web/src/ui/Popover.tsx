// Something that opens beside what was pressed; on small screens a sheet from below. The browser's own <dialog>: the focus
// stays inside, Escape and a press beside it close it, and the focus goes back to where it was.
import type { ReactNode, RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'

import './popover.css'

interface PopoverProps {
  /** Beside what. */
  anchor: RefObject<HTMLElement | null>
  label: string
  className?: string
  onClose(): void
  children: ReactNode
}

/** From what it stands beside, and from the edges of the window. */
const kGap = 8

export function Popover({ anchor, label, className, onClose, children }: PopoverProps) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current!
    const before = document.activeElement
    const place = () => placeBeside(dialog, anchor.current)
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus({ preventScroll: true })
    place()
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('resize', place)
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [anchor])
  // A message may come and move everything.
  useEffect(() => placeBeside(ref.current!, anchor.current))
  return (
    // The press beside it is a convenience; Escape does the same.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={`popover ${className ?? ''}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      {children}
    </dialog>
  )
}

/** Above if it fits there, else below, else where there is room; its end at the anchor's end. */
function placeBeside(dialog: HTMLElement, anchor: HTMLElement | null): void {
  if (anchor === null) return
  const { offsetWidth: width, offsetHeight: height } = dialog
  const beside = anchor.getBoundingClientRect()
  const leftwards = getComputedStyle(dialog).direction === 'ltr'
  const wantedX = leftwards ? beside.right - width : beside.left
  const above = beside.top - height - kGap
  const below = beside.bottom + kGap
  const wantedY = above >= kGap || below + height > window.innerHeight - kGap ? above : below
  const within = (at: number, size: number, room: number) =>
    Math.max(kGap, Math.min(at, room - size - kGap))
  dialog.style.setProperty('--popover-x', `${within(wantedX, width, window.innerWidth)}px`)
  dialog.style.setProperty('--popover-y', `${within(wantedY, height, window.innerHeight)}px`)
}
