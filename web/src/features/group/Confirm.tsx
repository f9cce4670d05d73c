import { useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { messageOf } from '../people/useOpenDirect'

interface ConfirmProps {
  title: string
  text: string
  /** null: it can't be done, and the text says why. */
  action: string | null
  carryOut(): Promise<unknown>
  onClose(): void
}

/** Asks before something that can't simply be taken back. */
export function Confirm({ title, text, action, carryOut, onClose }: ConfirmProps) {
  const texts = useTexts().shell
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const go = () => {
    setBusy(true)
    carryOut().then(onClose, (reason: unknown) => {
      setError(messageOf(reason))
      setBusy(false)
    })
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button data-first-focus onClick={onClose}>
            {texts.cancel}
          </Button>
          {action !== null && (
            <Button look="danger" busy={busy} disabled={busy} onClick={go}>
              {action}
            </Button>
          )}
        </>
      }
    >
      <p className="dialog-text">{text}</p>
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
