import { memo, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { clockTime, fullTime } from '../../i18n/times'
import { Markdown } from '../../markdown/Markdown'
import type { Message, PersonId, Seq } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { pathOf } from '../../state/places'
import { savedKey } from '../../sync/reduce/personal'
import type { Outgoing, Wish } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { kMaySeeVersions } from '../group/rights'
import { MentionScope } from '../mentions/MentionScope'
import { ThreadLine } from '../threads/ThreadLine'
import { EditedMark } from './EditedMark'
import { EditRefused } from './EditRefused'
import { MessageActions } from './MessageActions'
import { NotSent } from './NotSent'
import { ForwardedMark } from './ForwardedMark'
import { isFewEmoji } from './onlyEmoji'
import { OutgoingMark, WishMark } from './OutgoingMark'
import { PinnedMark } from './PinnedMark'
import { Quote } from './Quote'
import { Reactions } from './Reactions'
import { SavedMark } from './SavedMark'
import type { MessageState } from './status'
import { StatusMark } from './StatusMark'
import { Tombstone } from './Tombstone'
import { useLongPress } from './useLongPress'

import './message.css'

interface MessageRowProps {
  conversation: number
  /** undefined: on its way. Then there is `outgoing`. */
  message?: Message
  outgoing?: Outgoing
  /** What I want changed about it; `message` shows it already. */
  wishes?: readonly Wish[] | undefined
  /** See group/rights.ts. */
  rights?: number
  sender: PersonId
  at: string
  body: string
  replyTo: Seq | undefined
  first: boolean
  isMine: boolean
  isTarget: boolean
  state?: MessageState | undefined
  seen?: number | undefined
  delivered?: number | undefined
  others?: number | undefined
  /** It stands at the beginning of its own thread. */
  isRoot?: boolean
}

/**
 * One message, stored or on its way: the same row, so that it keeps the focus when it is acknowledged. What it is given
 * is plain, so that it is drawn again only when it shows something new.
 */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { conversation, message, outgoing, wishes, at, body, replyTo, first, isMine, state } = props
  const rights = props.rights ?? 0
  const deleted = message?.deleted_at !== undefined
  const words = wishes?.find(({ wanted }) => wanted.is === 'edit' || wanted.is === 'delete')
  const texts = useTexts()
  const [, navigate] = useLocation()
  const sender = useWorld((world) => personName(world.people, props.sender, texts))
  const saved = useWorld(
    (world) =>
      message !== undefined &&
      world.mine.saved.has(savedKey(conversation, message.seq)) &&
      !deleted,
  )
  const time = clockTime(at)
  // What can be done with it is drawn when somebody comes near: most rows just pass by.
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  const [menu, setMenu] = useState(false)
  const longPress = useLongPress(() => {
    come()
    setMenu(true)
  })
  return (
    // Reached by the arrow keys of the list.
    <article
      className={outgoing === undefined ? 'message' : 'message message-outgoing'}
      data-row
      data-first={first}
      data-mine={isMine}
      data-target={props.isTarget}
      data-seq={message?.seq}
      data-menu={menu || undefined}
      tabIndex={-1}
      onPointerEnter={come}
      onFocus={come}
      {...longPress}
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
        {saved && <SavedMark />}
        {message?.pinned_at !== undefined && <PinnedMark by={message.pinned_by} />}
        {replyTo !== undefined && !deleted && (
          <Quote
            conversation={conversation}
            seq={replyTo}
            onOpen={() => navigate(pathOf(conversation, replyTo))}
          />
        )}
        {message?.forwarded !== undefined && !deleted && (
          <ForwardedMark forwarded={message.forwarded} />
        )}
        {deleted ? (
          <Tombstone wish={words} />
        ) : message?.mentions ? (
          <MentionScope mentions={message.mentions}>
            <Markdown text={body} />
          </MentionScope>
        ) : (
          <Markdown text={body} />
        )}
        {message?.edited_at !== undefined && !deleted && (
          <EditedMark
            conversation={conversation}
            message={message}
            maySeeVersions={(rights & kMaySeeVersions) !== 0}
          />
        )}
        {words?.refused && <EditRefused wish={words} isGone={deleted} />}
        {outgoing?.refused && (
          <NotSent messageKey={outgoing.key} reason={outgoing.refused.message} />
        )}
        {message?.reactions && (
          <Reactions
            conversation={conversation}
            seq={message.seq}
            reactions={message.reactions}
            wishes={wishes}
          />
        )}
        {message?.thread !== undefined && message.thread.replies > 0 && !props.isRoot && (
          <ThreadLine conversation={conversation} seq={message.seq} thread={message.thread} />
        )}
      </div>
      <div className="message-state">
        {outgoing !== undefined ? (
          <OutgoingMark outgoing={outgoing} />
        ) : words !== undefined && !words.granted ? (
          <WishMark wish={words} />
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
      {near && message !== undefined && !deleted && (
        <MessageActions
          conversation={conversation}
          message={message}
          isMine={isMine}
          rights={rights}
          mayOpenThread={!props.isRoot}
          menu={menu}
          onMenu={setMenu}
        />
      )}
    </article>
  )
})
