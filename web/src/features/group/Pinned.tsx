import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import type { Message } from '../../protocol/wire'
import { client, useConnection, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { asWished } from '../../sync/reduce/wishes'
import type { Conversation } from '../../sync/world'
import { Button, IconButton } from '../../ui/Button'
import { kMayPin, messageRights } from './rights'

interface PinnedProps {
  conversation: Conversation
  /** One has gone to a message; where the details cover it, they close. */
  onLeave(): void
}

/** The pinned messages of a conversation: each leads to its place. */
export function Pinned({ conversation, onLeave }: PinnedProps) {
  const { line, pins } = conversation
  const { id } = line
  const texts = useTexts()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const wishes = useWorld((world) => world.wishes)
  const online = useConnection((store) => store.state.is === 'online')
  const [busy, setBusy] = useState(false)

  const wanting = pins === null && online
  useEffect(() => {
    if (wanting)
      client()
        .loadPins(id)
        .catch(() => {})
  }, [wanting, id])

  const more = () => {
    setBusy(true)
    client()
      .loadPins(id, true)
      .catch(() => {})
      .finally(() => setBusy(false))
  }
  const goTo = (seq: number) => {
    // To the same place again, too.
    flushSync(() => navigate(`/c/${id}`, { replace: true }))
    navigate(`/c/${id}/${seq}`)
    if (window.matchMedia('(max-width: 719px)').matches) onLeave()
  }
  const shown = (pins?.messages ?? []).filter((message) => {
    const about = wishes.filter((wish) => wish.conversation === id && wish.seq === message.seq)
    return me === undefined || asWished(message, about, me).pinned_at !== undefined
  })
  const mayUnpin = (message: Message) => (messageRights(conversation, message, me) & kMayPin) !== 0
  return (
    <section className="pinned" aria-busy={pins === null || undefined}>
      <div className="details-part">
        <h3>{texts.change.pinned}</h3>
      </div>
      {pins !== null && shown.length === 0 && (
        <p className="pinned-none">{texts.change.pinnedNone}</p>
      )}
      <ul>
        {shown.map((message) => {
          const name = personName(people, message.sender, texts)
          const text = plainText(message.body)
          return (
            <li key={message.seq} className="pinned-one">
              <button
                type="button"
                className="pinned-go"
                aria-label={texts.change.goToPinned(name, text)}
                onClick={() => goTo(message.seq)}
              >
                <span className="pinned-head">
                  <span className="pinned-name clip">{name}</span>
                  <time dateTime={message.at} title={fullTime(message.at)}>
                    {shortTime(message.at, new Date())}
                  </time>
                </span>
                <span className="pinned-text">{text}</span>
              </button>
              {mayUnpin(message) && (
                <IconButton
                  icon="close"
                  size={16}
                  label={texts.change.unpinOne(name)}
                  onClick={() => client().wish(id, message.seq, { is: 'pin', pin: false })}
                />
              )}
            </li>
          )
        })}
      </ul>
      {pins?.next !== undefined && (
        <Button look="quiet" busy={busy} disabled={busy} onClick={more}>
          {texts.change.showMore}
        </Button>
      )}
    </section>
  )
}
