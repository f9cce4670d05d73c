import { memo } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { clockTime } from '../../i18n/times'
import { Markdown } from '../../markdown/Markdown'
import { client, useConnection, useWorld } from '../../state/client'
import type { Conversation, Outgoing } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Quote } from './Quote'
import { StatusMark } from './StatusMark'

import './message.css'

interface OutgoingRowProps {
  outgoing: Outgoing
  first: boolean
  conversation: Conversation
}

/** A message of mine that the server has not acknowledged yet, or has refused. */
export const OutgoingRow = memo(function OutgoingRow(props: OutgoingRowProps) {
  const { outgoing, first, conversation } = props
  const texts = useTexts()
  const [, navigate] = useLocation()
  const me = useWorld((world) => world.me)
  const online = useConnection((store) => store.state.is === 'online')
  const { refused, reply_to, stored } = outgoing
  const at = new Date(outgoing.written_at)
  const state = refused ? 'failed' : stored ? 'sent' : online ? 'sending' : 'waiting'
  return (
    <article
      className="message message-outgoing"
      data-row
      data-first={first}
      data-mine
      data-state={state}
      tabIndex={-1}
      aria-label={texts.talk.says(texts.talk.you, clockTime(at))}
    >
      <div className="message-side">
        {first && me ? (
          <Avatar id={me.id} name={me.name} size={36} />
        ) : (
          <time className="message-time">{clockTime(at)}</time>
        )}
      </div>
      <div className="message-main">
        {first && (
          <div className="message-head">
            <span className="message-name clip">{me?.name}</span>
            <time className="message-time">{clockTime(at)}</time>
          </div>
        )}
        {reply_to !== undefined && (
          <Quote
            conversation={conversation.line.id}
            seq={reply_to}
            onOpen={() => navigate(`/c/${conversation.line.id}/${reply_to}`)}
          />
        )}
        <Markdown text={outgoing.body} />
        {refused && (
          <p className="message-failed" role="alert">
            <span>{refused.message || texts.talk.notSent}</span>
            <button type="button" onClick={() => client().retry(outgoing.key)}>
              {texts.talk.sendAgain}
            </button>
            <button type="button" onClick={() => client().discard(outgoing.key)}>
              {texts.talk.discard}
            </button>
          </p>
        )}
      </div>
      <div className="message-state">
        <StatusMark state={state} />
      </div>
    </article>
  )
})
