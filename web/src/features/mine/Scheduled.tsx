import { useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import type { PersonalChange, ScheduledMessage } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { tellQuietly } from '../../state/quietNotice'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { Confirm } from '../group/Confirm'
import { messageOf } from '../people/useOpenDirect'
import { EditScheduled } from './EditScheduled'

/** What is sent later, the next one first; and what could not be sent. */
export function Scheduled() {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const scheduled = useWorld((world) => world.mine.scheduled)
  const [asking, setAsking] = useState<{ about: ScheduledMessage; to: 'edit' | 'cancel' } | null>(
    null,
  )
  // RFC 3339 in UTC sorts as text.
  const all = [...scheduled.values()].sort((a, b) => (a.send_at < b.send_at ? -1 : 1))
  const close = () => setAsking(null)
  if (all.length === 0)
    return (
      <Empty
        picture={<Icon name="clock" size={40} />}
        title={texts.mine.scheduledNone}
        text={texts.mine.scheduledNoneText}
      >
        <Button onClick={() => navigate('/')}>{texts.shell.back}</Button>
      </Empty>
    )
  return (
    <>
      <ul className="mine-list">
        {all.map((message) => (
          <One
            key={message.id}
            message={message}
            onEdit={() => setAsking({ about: message, to: 'edit' })}
            onCancel={() => setAsking({ about: message, to: 'cancel' })}
          />
        ))}
      </ul>
      {asking?.to === 'edit' && <EditScheduled message={asking.about} onClose={close} />}
      {asking?.to === 'cancel' && (
        <Confirm
          title={texts.mine.cancelTitle}
          text={texts.mine.cancelText}
          action={texts.mine.cancelScheduled}
          carryOut={() => ask('scheduled.cancel', asking.about.id)}
          onClose={close}
        />
      )}
    </>
  )
}

function ask(
  command: 'scheduled.cancel' | 'scheduled.send',
  scheduled: number,
): Promise<PersonalChange> {
  return client().personal.ask(client().call(command, { scheduled }))
}

interface OneProps {
  message: ScheduledMessage
  onEdit(): void
  onCancel(): void
}

function One({ message, onEdit, onCancel }: OneProps) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const line = useWorld((world) => world.conversations.get(message.conversation)?.line)
  const [busy, setBusy] = useState(false)
  const failed = message.state === 'failed'
  const name = line ? lineName(line, people, texts) : texts.mine.leftConversation
  const send = () => {
    setBusy(true)
    ask('scheduled.send', message.id)
      .catch((error: unknown) => tellQuietly(messageOf(error)))
      .finally(() => setBusy(false))
  }
  return (
    <li className="mine-one">
      <div className="mine-scheduled">
        <p className="mine-name clip">{name}</p>
        <p className="mine-when" data-failed={failed}>
          <Icon name={failed ? 'warning' : 'clock'} size={14} />
          <time dateTime={message.send_at}>{fullTime(message.send_at)}</time>
        </p>
        <p className="mine-words">{plainText(message.body)}</p>
        {failed && (
          <p className="mine-failed" role="alert">
            {texts.mine.notSent(message.reason ?? '')}
          </p>
        )}
        <div className="mine-acts">
          {line && (
            <Button look="quiet" onClick={() => navigate(`/c/${line.id}`)}>
              {texts.mine.show}
            </Button>
          )}
          <Button look="quiet" onClick={onEdit}>
            {texts.mine.editScheduled}
          </Button>
          <Button look="quiet" busy={busy} disabled={busy} onClick={send}>
            {texts.mine.sendNow}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {texts.mine.cancelScheduled}
          </Button>
        </div>
      </div>
    </li>
  )
}
