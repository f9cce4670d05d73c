import { useId, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { ScheduledMessage } from '../../protocol/wire'
import { client } from '../../state/client'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { FieldFrame } from '../../ui/Field'
import { messageOf } from '../people/useOpenDirect'
import { TimeField } from './TimeField'
import { chosen, toInput } from './times'

interface EditScheduledProps {
  message: ScheduledMessage
  onClose(): void
}

/** Other words, another time. */
export function EditScheduled({ message, onClose }: EditScheduledProps) {
  const texts = useTexts()
  const id = useId()
  const [body, setBody] = useState(message.body)
  const before = toInput(new Date(message.send_at))
  const [when, setWhen] = useState(before)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const time = chosen(when)
  // Who changes the words only does not mean another time; unless it was not sent at its own.
  const same = when === before && message.state === 'waiting'
  const good = body.trim() !== '' && (same || 'time' in time)
  const save = () => {
    setBusy(true)
    const args = {
      scheduled: message.id,
      body: body.trim(),
      ...(!same && 'time' in time && { send_at: time.time.toISOString() }),
    }
    client()
      .personal.ask(client().call('scheduled.change', args))
      .then(onClose, (reason: unknown) => {
        setError(messageOf(reason))
        setBusy(false)
      })
  }
  return (
    <Dialog
      title={texts.mine.editScheduledTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button look="main" busy={busy} disabled={busy || !good} onClick={save}>
            {texts.change.save}
          </Button>
        </>
      }
    >
      <div className="mine-form">
        <FieldFrame id={id} label={texts.mine.words} optional={false}>
          <textarea
            id={id}
            className="input mine-edit"
            rows={5}
            data-first-focus
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </FieldFrame>
        <TimeField value={when} onChange={setWhen} />
      </div>
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
