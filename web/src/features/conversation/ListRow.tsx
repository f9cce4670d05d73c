import { memo } from 'react'

import { useTexts } from '../../i18n/texts'
import { dayHeading } from '../../i18n/times'
import type { Message, PersonId } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { useToday } from '../../state/today'
import type { Conversation, Wish } from '../../sync/world'
import { homeOf } from '../composer/home'
import { messageRights } from '../group/rights'
import { MessageRow } from '../message/MessageRow'
import { noticeText } from '../message/noticeText'
import { statusOf } from '../message/status'
import type { Row } from './rows'

interface ListRowProps {
  row: Row
  conversation: Conversation
  /** Of a thread: the message that it hangs from. */
  root?: Message | undefined
  me: PersonId | undefined
  isTarget: boolean
  /** What I want changed about this message; the row shows it already. */
  wishes: readonly Wish[] | undefined
}

export function ListRow({ row, conversation, root, me, isTarget, wishes }: ListRowProps) {
  const texts = useTexts()
  // Of a thread: what one may do in its parent.
  const home = useWorld((world) => homeOf(world, conversation))
  switch (row.is) {
    case 'beginning':
      return conversation.line.kind === 'thread' ? (
        <ThreadBeginning conversation={conversation} home={home} root={root} me={me} />
      ) : (
        <Beginning conversation={conversation} />
      )
    case 'day':
      return <Day at={row.at} />
    case 'new':
      return (
        <div className="row-new">
          <span>{texts.talk.newMessages}</span>
        </div>
      )
    case 'notice':
      return <Notice row={row} me={me} />
    case 'outgoing': {
      const { outgoing, first } = row
      return (
        <MessageRow
          conversation={conversation.line.id}
          outgoing={outgoing}
          sender={me ?? 0}
          at={new Date(outgoing.written_at).toISOString()}
          body={outgoing.body}
          replyTo={outgoing.reply_to}
          first={first}
          isMine
          isTarget={false}
        />
      )
    }
    case 'message': {
      const { message, first } = row
      const isMine = message.sender === me
      const status =
        isMine && home.line.kind !== 'self' ? statusOf(conversation, message.seq, me) : null
      return (
        <MessageRow
          conversation={conversation.line.id}
          message={message}
          wishes={wishes}
          rights={messageRights(home, message, me)}
          sender={message.sender}
          at={message.at}
          body={message.body}
          replyTo={message.reply_to}
          first={first}
          isMine={isMine}
          isTarget={isTarget}
          state={status?.state}
          seen={status?.seen}
          delivered={status?.delivered}
          others={status?.others}
        />
      )
    }
  }
}

const Day = memo(function Day({ at }: { at: string }) {
  const today = useToday()
  return (
    <div className="row-day">
      <h2>
        <time dateTime={at}>{dayHeading(at, today)}</time>
      </h2>
    </div>
  )
})

type NoticeRow = Extract<Row, { is: 'notice' }>

const Notice = memo(function Notice({ row, me }: { row: NoticeRow; me: PersonId | undefined }) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  return (
    <p className="row-notice" data-row tabIndex={-1}>
      {noticeText(row.message, me, people, texts)}
    </p>
  )
})

interface ThreadBeginningProps {
  conversation: Conversation
  home: Conversation
  root: Message | undefined
  me: PersonId | undefined
}

/** A thread begins with the message that it hangs from. */
function ThreadBeginning({ conversation, home, root, me }: ThreadBeginningProps) {
  const texts = useTexts().threads
  const { seq } = conversation.line
  return (
    <div className="thread-root">
      {root && (
        <MessageRow
          conversation={home.line.id}
          message={root}
          rights={messageRights(home, root, me)}
          sender={root.sender}
          at={root.at}
          body={root.body}
          replyTo={root.reply_to}
          first
          isMine={root.sender === me}
          isTarget={false}
          isRoot
        />
      )}
      {seq === 0 ? (
        <p className="thread-none">{texts.noReplies}</p>
      ) : (
        <p className="thread-replies">{texts.replies(root?.thread?.replies || seq)}</p>
      )}
    </div>
  )
}

function Beginning({ conversation }: { conversation: Conversation }) {
  const texts = useTexts().talk
  const all = useTexts()
  const people = useWorld((world) => world.people)
  const { line } = conversation
  const name = lineName(line, people, all)
  const text =
    line.kind === 'self'
      ? texts.beginningSelf
      : line.kind === 'direct'
        ? texts.beginningDirect(name)
        : texts.beginningGroup(name)
  return (
    <div className="row-beginning">
      <p>{text}</p>
      {line.kind === 'group' && line.description && <p>{line.description}</p>}
    </div>
  )
}
