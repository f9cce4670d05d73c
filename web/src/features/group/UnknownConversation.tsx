import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import type { GroupCard } from '../../protocol/wire'
import { client, useConnection } from '../../state/client'
import { Refused } from '../../sync/connection'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { messageOf } from '../people/useOpenDirect'

/** The address of a conversation that is not among mine: a public group shows its card, anything else is not there. */
export default function UnknownConversation({ id }: { id: number }) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const [card, setCard] = useState<GroupCard | null | 'asking'>('asking')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const online = useConnection((store) => store.state.is === 'online')

  useEffect(() => {
    if (!online) return
    let here = true
    client()
      .call('group.get', { conversation: id })
      .then(
        (found) => here && setCard(found),
        (reason: unknown) => here && reason instanceof Refused && setCard(null),
      )
    return () => {
      here = false
    }
  }, [id, online])

  const join = () => {
    setBusy(true)
    client()
      .joinGroup(id)
      .catch((reason: unknown) => {
        setBusy(false)
        setError(messageOf(reason))
      })
  }
  if (card === 'asking') return <div className="shell-nothing" aria-busy="true" />
  if (card === null || card.joined)
    return (
      <div className="shell-nothing">
        <Empty
          picture={<Icon name="chat" size={40} />}
          title={texts.shell.goneConversation}
          text={texts.shell.goneConversationText}
        >
          <Button onClick={() => navigate('/')}>{texts.shell.back}</Button>
        </Empty>
      </div>
    )
  const about = `${texts.groups.publicGroup}, ${texts.groups.members(card.members)}`
  return (
    <div className="shell-nothing">
      <Empty
        picture={<Avatar id={card.id} name={card.name} size={72} shape="group" />}
        title={card.name}
        text={card.description ? `${card.description} (${about})` : about}
      >
        <Button look="main" busy={busy} disabled={busy} onClick={join}>
          {texts.groups.join}
        </Button>
        <Button onClick={() => navigate('/')}>{texts.shell.back}</Button>
        {error && (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
      </Empty>
    </div>
  )
}
