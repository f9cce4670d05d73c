import { memo, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { clockTime, fullTime } from '../../i18n/times'
import { Markdown } from '../../markdown/Markdown'
import type { Message } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Avatar } from '../../ui/Avatar'
import { MessageActions } from './MessageActions'
import { Quote } from './Quote'
import type { MessageState } from './status'
import { StatusMark } from './StatusMark'

import './message.css'

interface MessageRowProps {
  conversation: number
  message: Message
  first: boolean
  isMine: boolean
  isTarget: boolean
  state: MessageState | undefined
  seen: number | undefined
  delivered: number | undefined
  others: number | undefined
  replyTo: number | undefined
}

/** One message. Everything it is given is plain, so that it is drawn again only when it shows something new. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { conversation, message, first, isMine, isTarget, state, replyTo } = props
  const texts = useTexts()
  const [, navigate] = useLocation()
  const sender = useWorld((world) => personName(world.people, message.sender, texts))
  const time = clockTime(message.at)
  // What can be done with it is drawn when somebody comes near: most rows just pass by.
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  return (
    // Reached by the arrow keys of the list.
    <article
      className="message"
      data-row
      data-first={first}
      data-mine={isMine}
      data-target={isTarget}
      data-seq={message.seq}
      tabIndex={-1}
      onPointerEnter={come}
      onFocus={come}
      aria-label={texts.talk.says(isMine ? texts.talk.you : sender, time)}
    >
      <div className="message-side">
        {first ? (
          <Avatar id={message.sender} name={sender} size={36} />
        ) : (
          <time className="message-time" dateTime={message.at} title={fullTime(message.at)}>
            {time}
          </time>
        )}
      </div>
      <div className="message-main">
        {first && (
          <div className="message-head">
            <span className="message-name clip">{sender}</span>
            <time className="message-time" dateTime={message.at} title={fullTime(message.at)}>
              {time}
            </time>
          </div>
        )}
        {replyTo !== undefined && message.deleted_at === undefined && (
          <Quote
            conversation={conversation}
            seq={replyTo}
            onOpen={() => navigate(`/c/${conversation}/${replyTo}`)}
          />
        )}
        {message.deleted_at !== undefined ? (
          <p className="message-deleted">{texts.talk.deleted}</p>
        ) : (
          <Markdown text={message.body} />
        )}
        {message.edited_at !== undefined && message.deleted_at === undefined && (
          <span className="message-edited" title={fullTime(message.edited_at)}>
            {texts.talk.edited}
          </span>
        )}
      </div>
      <div className="message-state">
        {state !== undefined && message.deleted_at === undefined && (
          <StatusMark
            state={state}
            seen={props.seen ?? 0}
            delivered={props.delivered ?? 0}
            others={props.others ?? 0}
          />
        )}
      </div>
      {near && message.deleted_at === undefined && (
        <MessageActions conversation={conversation} message={message} isMine={isMine} />
      )}
    </article>
  )
})
