import { memo, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { clockTime, fullTime } from '../../i18n/times'
import { Markdown } from '../../markdown/Markdown'
import type { PersonId, Seq } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import type { Outgoing } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { MessageActions } from './MessageActions'
import { NotSent } from './NotSent'
import { isFewEmoji } from './onlyEmoji'
import { OutgoingMark } from './OutgoingMark'
import { Quote } from './Quote'
import type { MessageState } from './status'
import { StatusMark } from './StatusMark'

import './message.css'

interface MessageRowProps {
  conversation: number
  /** undefined: on its way. Then there is `outgoing`. */
  seq: Seq | undefined
  outgoing?: Outgoing
  sender: PersonId
  at: string
  body: string
  editedAt?: string | undefined
  deleted: boolean
  replyTo: Seq | undefined
  first: boolean
  isMine: boolean
  isTarget: boolean
  state?: MessageState | undefined
  seen?: number | undefined
  delivered?: number | undefined
  others?: number | undefined
}

/**
 * One message, stored or on its way: the same row, so that it keeps the focus when it is acknowledged. What it is given
 * is plain, so that it is drawn again only when it shows something new.
 */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { conversation, seq, outgoing, at, body, deleted, replyTo, first, isMine, state } = props
  const texts = useTexts()
  const [, navigate] = useLocation()
  const sender = useWorld((world) => personName(world.people, props.sender, texts))
  const time = clockTime(at)
  // What can be done with it is drawn when somebody comes near: most rows just pass by.
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  return (
    // Reached by the arrow keys of the list.
    <article
      className={outgoing === undefined ? 'message' : 'message message-outgoing'}
      data-row
      data-first={first}
      data-mine={isMine}
      data-target={props.isTarget}
      data-seq={seq}
      tabIndex={-1}
      onPointerEnter={come}
      onFocus={come}
      aria-label={texts.talk.says(isMine ? texts.talk.you : sender, time)}
    >
      <div className="message-side">
        {first ? (
          <Avatar id={props.sender} name={sender} size={36} />
        ) : (
          <time className="message-time" dateTime={at} title={fullTime(at)}>
            {time}
          </time>
        )}
      </div>
      <div className="message-main" data-few-emoji={isFewEmoji(body) || undefined}>
        {first && (
          <div className="message-head">
            <span className="message-name clip">{sender}</span>
            <time className="message-time" dateTime={at} title={fullTime(at)}>
              {time}
            </time>
          </div>
        )}
        {replyTo !== undefined && !deleted && (
          <Quote
            conversation={conversation}
            seq={replyTo}
            onOpen={() => navigate(`/c/${conversation}/${replyTo}`)}
          />
        )}
        {deleted ? (
          <p className="message-deleted">{texts.talk.deleted}</p>
        ) : (
          <Markdown text={body} />
        )}
        {props.editedAt !== undefined && !deleted && (
          <span className="message-edited" title={fullTime(props.editedAt)}>
            {texts.talk.edited}
          </span>
        )}
        {outgoing?.refused && (
          <NotSent messageKey={outgoing.key} reason={outgoing.refused.message} />
        )}
      </div>
      <div className="message-state">
        {outgoing !== undefined ? (
          <OutgoingMark outgoing={outgoing} />
        ) : (
          state !== undefined &&
          !deleted && (
            <StatusMark
              state={state}
              seen={props.seen ?? 0}
              delivered={props.delivered ?? 0}
              others={props.others ?? 0}
            />
          )
        )}
      </div>
      {near && seq !== undefined && !deleted && (
        <MessageActions conversation={conversation} seq={seq} body={body} isMine={isMine} />
      )}
    </article>
  )
})
