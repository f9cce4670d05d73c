// A modal dialog: the browser's own <dialog>, which keeps the focus inside, closes on Escape and gives the focus back.
import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'

import { useTexts } from '../i18n/texts'
import { IconButton } from './Button'

import './dialog.css'
import './field.css'

interface DialogProps {
  title: string
  onClose(): void
  children: ReactNode
  footer?: ReactNode
  /** For one whose first line is its own heading, such as the switcher. */
  bare?: boolean
  className?: string
}

export function Dialog({ title, onClose, children, footer, bare, className }: DialogProps) {
  const texts = useTexts()
  const titleId = useId()
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current!
    const before = document.activeElement
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    // The press beside the dialog is a convenience; Escape and the button do the same.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={`dialog ${className ?? ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose()
      }}
    >
      <div className="dialog-box">
        <header className={bare ? 'hidden-visually' : 'dialog-head'}>
          <h2 id={titleId}>{title}</h2>
          {!bare && <IconButton icon="close" label={texts.shell.close} onClick={onClose} />}
        </header>
        <div className="dialog-body">{children}</div>
        {footer !== undefined && <footer className="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  )
}
