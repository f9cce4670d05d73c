import { useEffect, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { GroupDeletion } from '../../protocol/wire'
import { client, useConnection } from '../../state/client'
import type { Conversation } from '../../sync/world'
import { Button } from '../../ui/Button'
import { messageOf } from '../people/useOpenDirect'

import './closedGroup.css'

/** Above this many seconds minutes are told. */
const kMinutesFrom = 120

/** Where one would write, in a group that is being deleted: what happens, and for the owner how far it is. */
export default function ClosedGroup({ conversation }: { conversation: Conversation }) {
  const { line, removal } = conversation
  const texts = useTexts().groups
  const online = useConnection((store) => store.state.is === 'online')
  const isOwner = line.role === 'owner'
  const [known, setKnown] = useState<GroupDeletion | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  useEffect(() => {
    if (!isOwner || !online) return
    let here = true
    client()
      .call('group.deletion', { conversation: line.id })
      .then(
        (deletion) => here && setKnown(deletion),
        () => {},
      )
    return () => {
      here = false
    }
  }, [isOwner, online, line.id, line.deletion])

  const keep = () => {
    setBusy(true)
    client()
      .call('group.keep', { conversation: line.id })
      .catch((reason: unknown) => {
        setError(messageOf(reason))
        setBusy(false)
      })
  }
  const far = removal ?? known
  const percent = far && far.total > 0 ? Math.floor((far.done / far.total) * 100) : 0
  const removing = line.deletion === 'removing'
  return (
    <section className="closed-group" aria-label={texts.closedTitle}>
      <p className="closed-group-title">{texts.closedTitle}</p>
      <p className="closed-group-text">{removing ? texts.removingText : texts.closedText}</p>
      {isOwner && removing && (
        <>
          <progress aria-label={texts.removed(percent)} max={100} value={percent} />
          <p className="closed-group-text">{texts.removed(percent)}</p>
        </>
      )}
      {isOwner && !removing && (
        <div className="closed-group-keep">
          {known?.removal_at !== undefined && <Countdown until={known.removal_at} />}
          <Button busy={busy} disabled={busy} onClick={keep}>
            {texts.keep}
          </Button>
        </div>
      )}
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
    </section>
  )
}

function Countdown({ until }: { until: string }) {
  const texts = useTexts().groups
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000)
    return () => window.clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))
  const left =
    seconds > kMinutesFrom
      ? texts.waitingForMinutes(Math.ceil(seconds / 60))
      : texts.waitingFor(seconds)
  return <span className="closed-group-text">{left}</span>
}
