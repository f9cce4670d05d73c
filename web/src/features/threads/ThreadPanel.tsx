import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import type { Message } from '../../protocol/wire'
import { client, useConnection, useWorld } from '../../state/client'
import { lineName } from '../../state/names'
import { unreadOf } from '../../state/unread'
import { findMessage } from '../../sync/reduce/messages'
import type { Conversation } from '../../sync/world'
import { Button, IconButton } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Composer } from '../composer/Composer'
import { MessageList } from '../conversation/MessageList'
import { TypingLine } from '../conversation/TypingLine'
import { messageOf } from '../people/useOpenDirect'

import './threads.css'

interface ThreadPanelProps {
  parent: Conversation
  /** The message that the thread hangs from. */
  root: number
  /** The reply that the address names. */
  target: number | null
}

/** A thread beside its conversation; on small screens in its place. */
export default function ThreadPanel({ parent, root, target }: ThreadPanelProps) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const id = parent.line.id
  const message = useRoot(parent, root)
  const { thread, failed, again } = useThread(id, root, message)
  const ref = useRef<HTMLElement>(null)
  const close = () => navigate(`/c/${id}`)

  useEffect(() => {
    const before = document.activeElement
    if (!window.matchMedia('(pointer: fine)').matches) ref.current?.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  // Where the line "New" stands is decided when one comes in.
  const [newAfter, setNewAfter] = useState<number | null | undefined>(undefined)
  if (newAfter === undefined && thread?.history)
    setNewAfter(unreadOf(thread, undefined) > 0 ? thread.line.read_seq : null)

  const following = thread?.line.following === true
  const follow = () =>
    client()
      .followThread(id, root, !following)
      .catch(() => {})
  return (
    // Escape closes it, wherever inside the focus is.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={ref}
      className="thread-panel"
      aria-label={texts.threads.thread}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}
    >
      <header className="thread-head">
        <div className="thread-title">
          <h2>{texts.threads.thread}</h2>
          <p className="clip">{texts.threads.in(lineName(parent.line, people, texts))}</p>
        </div>
        {thread !== undefined && (
          <IconButton
            icon="bell"
            className="thread-follow"
            label={following ? texts.threads.unfollow : texts.threads.follow}
            aria-pressed={following}
            onClick={() => void follow()}
          />
        )}
        <IconButton icon="close" label={texts.threads.close} onClick={close} />
      </header>
      {thread?.history ? (
        <MessageList
          conversation={thread}
          history={thread.history}
          root={message}
          target={target}
          newAfter={newAfter ?? null}
          onRead={() => setNewAfter(null)}
        />
      ) : (
        <div className="thread-waiting" aria-busy={failed === null}>
          {failed !== null && (
            <Empty title={texts.threads.failed} text={failed}>
              <Button onClick={again}>{texts.talk.retry}</Button>
            </Empty>
          )}
        </div>
      )}
      {thread !== undefined && (
        <>
          <TypingLine conversation={thread} />
          <Composer conversation={thread} also={{ conversation: parent, replyTo: root }} />
        </>
      )}
    </aside>
  )
}

/** The message that the thread hangs from: as it is held, or asked for alone. */
function useRoot(parent: Conversation, root: number): Message | undefined {
  const [asked, setAsked] = useState<Message | undefined>(undefined)
  const online = useConnection((store) => store.state.is === 'online')
  const held = parent.history ? findMessage(parent.history.messages, root) : undefined
  const id = parent.line.id
  const isMissing = held === undefined && parent.history !== null
  useEffect(() => {
    if (!isMissing || !online) return
    client()
      .call('message.list', { conversation: id, around: root, limit: 1 })
      .then(
        ({ messages }) => setAsked(messages.find(({ seq }) => seq === root)),
        () => {},
      )
  }, [isMissing, online, id, root])
  return held ?? (asked?.seq === root ? asked : undefined)
}

/** Opens the thread on each connection, so that it is heard, and loads it. */
function useThread(parent: number, root: number, message: Message | undefined) {
  const online = useConnection((store) => store.state.is === 'online')
  const [opened, setOpened] = useState<number | undefined>(undefined)
  const [failed, setFailed] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const id = opened ?? message?.thread?.conversation
  const thread = useWorld((world) => (id === undefined ? undefined : world.conversations.get(id)))
  useEffect(() => {
    if (!online) return
    setFailed(null)
    client()
      .openThread(parent, root)
      .then(setOpened, (error: unknown) => setFailed(messageOf(error)))
  }, [online, parent, root, tries])
  const wanting = thread !== undefined && thread.history === null && online
  const threadId = thread?.line.id
  useEffect(() => {
    if (!wanting || threadId === undefined) return
    client()
      .loadNewest(threadId)
      .catch((error: unknown) => setFailed(messageOf(error)))
  }, [wanting, threadId, tries])
  const noMembers = thread !== undefined && thread.members === null && online
  useEffect(() => {
    if (noMembers && threadId !== undefined)
      client()
        .loadMembers(threadId)
        .catch(() => {})
  }, [noMembers, threadId])
  return { thread, failed, again: () => setTries(tries + 1) }
}
