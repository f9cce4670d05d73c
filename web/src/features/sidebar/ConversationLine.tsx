import { memo, useEffect, useRef } from 'react'

import type { Catalogue } from '../../i18n/texts'
import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import type { LinePlace, PersonId } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName, personName, shortName } from '../../state/names'
import { draftOf, useDrafts } from '../../state/drafts'
import { mentionsOf, unreadOf } from '../../state/unread'
import { useToday } from '../../state/today'
import type { Conversation, World } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { noticeText } from '../message/noticeText'
import { statusOf } from '../message/status'
import { StatusMark } from '../message/StatusMark'
import { useLongPress } from '../message/useLongPress'

/** Of larger groups it is not asked how far each member is, just to draw a mark. */
const kAskMembersUpTo = 100

interface ConversationLineProps {
  conversation: Conversation
  me: PersonId | undefined
  place: LinePlace | undefined
  muted: boolean
  isOpen: boolean
  isTabStop: boolean
  onOpen(path: string, id: number): void
  onFocus(key: string): void
  onMenu(id: number, line: HTMLElement): void
}

export const ConversationLine = memo(function ConversationLine(props: ConversationLineProps) {
  const { conversation, me, place, muted, isOpen, isTabStop, onOpen, onFocus, onMenu } = props
  const { line, members, typing } = conversation
  const texts = useTexts()
  const today = useToday()
  const people = useWorld((world) => world.people)
  const presence = useWorld((world) =>
    line.peer === undefined ? undefined : world.presence.get(line.peer)?.state,
  )
  const outgoing = useWorld((world) =>
    world.outgoing.findLast((one) => one.conversation === line.id),
  )
  const draft = useDrafts(draftOf(line.id))
  const unread = unreadOf(conversation, place)
  const mentions = mentionsOf(conversation)
  const ref = useRef<HTMLAnchorElement>(null)
  const longPress = useLongPress(() => onMenu(line.id, ref.current!), true)
  const name = lineName(line, people, texts)
  const last = line.last_message
  const isMine = last !== undefined && last.sender === me && last.kind === 'text'

  const askMembers =
    isMine && members === null && line.members <= kAskMembersUpTo && line.members > 1
  useEffect(() => {
    if (askMembers)
      client()
        .loadMembers(line.id)
        .catch(() => {})
  }, [askMembers, line.id])

  const path = `/c/${line.id}`
  const time = outgoing ? new Date(outgoing.written_at).toISOString() : line.last_at
  return (
    <a
      href={path}
      className="line"
      data-conversation={line.id}
      data-unread={(unread > 0 && !muted) || mentions > 0}
      data-row-key={`c${line.id}`}
      ref={ref}
      draggable={false}
      aria-current={isOpen ? 'page' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => onFocus(`c${line.id}`)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen(path, line.id)
      }}
      {...longPress}
      onKeyDown={(event) => {
        if (event.key !== 'ContextMenu' && !(event.shiftKey && event.key === 'F10')) return
        event.preventDefault()
        onMenu(line.id, event.currentTarget)
      }}
    >
      <Avatar
        id={line.peer ?? line.id}
        name={name}
        shape={line.kind === 'group' ? 'group' : 'person'}
        {...(line.kind === 'self' && { icon: 'note' })}
        presence={presence}
      />
      <span className="line-text">
        <span className="line-top">
          <span className="line-name clip">{name}</span>
          <time className="line-time" dateTime={time} title={fullTime(time)}>
            {shortTime(time, today)}
          </time>
        </span>
        <span className="line-bottom">
          <span className="line-preview clip">
            {typing.size > 0 ? (
              <em className="line-typing">{typingText(conversation, people, texts)}</em>
            ) : draft.text !== '' && !isOpen ? (
              <>
                <span className="line-draft">{texts.shell.draft} </span>
                {draft.text}
              </>
            ) : outgoing ? (
              texts.shell.youColon + plainText(outgoing.body)
            ) : (
              previewText(conversation, me, people, texts)
            )}
          </span>
          {outgoing ? (
            <StatusMark state={outgoing.refused ? 'failed' : 'sending'} />
          ) : (
            isMine &&
            unread === 0 &&
            line.kind !== 'self' && <StatusMark {...statusOf(conversation, last.seq, me)} />
          )}
          {mentions > 0 && (
            <span className="badge badge-mention">
              <span aria-hidden="true">@{mentions > 99 ? '99+' : mentions}</span>
              <span className="hidden-visually">{texts.threads.mentionsUnread(mentions)}</span>
            </span>
          )}
          {muted && (
            <span className="line-muted" title={texts.mine.muted}>
              <Icon name="muted" size={15} />
              <span className="hidden-visually">{texts.mine.muted}</span>
            </span>
          )}
          {unread > 0 && (
            <span className="badge" data-muted={muted || undefined}>
              <span aria-hidden="true">{unread > 999 ? '999+' : unread}</span>
              <span className="hidden-visually">{texts.shell.unread(unread)}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  )
})

function typingText({ line, typing }: Conversation, people: World['people'], texts: Catalogue) {
  if (line.kind === 'direct') return texts.talk.typingShort
  return texts.talk.typing([...typing.keys()].map((id) => shortName(personName(people, id, texts))))
}

function previewText(
  { line }: Conversation,
  me: PersonId | undefined,
  people: World['people'],
  texts: Catalogue,
): string {
  const message = line.last_message
  if (message === undefined) return texts.shell.noMessages
  if (message.kind === 'notice') return noticeText(message, me, people, texts)
  const text =
    message.deleted_at !== undefined ? texts.shell.deletedMessage : plainText(message.body)
  if (line.kind === 'self') return text
  if (message.sender === me) return texts.shell.youColon + text
  if (line.kind === 'direct') return text
  return `${shortName(personName(people, message.sender, texts))}: ${text}`
}
