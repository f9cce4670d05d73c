import { lazy, Suspense, useEffect, useState } from 'react'

import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { client, useConnection, useWorld } from '../../state/client'
import { markedFrom, unreadOf } from '../../state/unread'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Composer } from '../composer/Composer'
import { ConversationHead } from './ConversationHead'
import { MessageList } from './MessageList'
import { ScheduledLine } from './ScheduledLine'
import { TypingLine } from './TypingLine'

import './conversation.css'

const ThreadPanel = lazy(() => import('../threads/ThreadPanel'))
const ClosedGroup = lazy(() => import('../group/ClosedGroup'))
const UnknownConversation = lazy(() => import('../group/UnknownConversation'))
const Details = lazy(() => import('../group/Details'))

/** Above this many unread messages one begins where one has stopped, not at the end. */
const kBeginAtUnread = 30
const kWatchMembers = 200

interface ConversationPaneProps {
  id: number
  /** The message that the address names. */
  target: number | null
  /** The message whose thread is open beside it, and the reply that the address names. */
  root: number | null
  reply: number | null
}

export function ConversationPane({ id, target, root, reply }: ConversationPaneProps) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const conversation = useWorld((world) => world.conversations.get(id))
  const ready = useWorld((world) => world.ready)
  const [details, setDetails] = useState(false)
  const [failed, setFailed] = useState(false)
  const online = useConnection((store) => store.state.is === 'online')

  // What is being removed is not shown any more.
  const removing = conversation?.line.deletion === 'removing'
  const wanting = conversation !== undefined && conversation.history === null && !removing
  useEffect(() => {
    if (!wanting || !online) return
    const { line } = useWorld.getState().conversations.get(id)!
    const many = line.unread > kBeginAtUnread
    setFailed(false)
    const load =
      target !== null
        ? client().loadAround(id, target)
        : many
          ? client().loadAround(id, line.read_seq + 1)
          : client().loadNewest(id)
    load.catch(() => setFailed(true))
  }, [wanting, online, id, target])

  const noMembers = conversation !== undefined && conversation.members === null
  useEffect(() => {
    if (noMembers && online)
      client()
        .loadMembers(id)
        .catch(() => {})
  }, [noMembers, online, id])
  useWatchedMembers(id)

  // Where the line "New" stands is decided when one comes in, and stays while one is here.
  const [newAfter, setNewAfter] = useState<number | null | undefined>(undefined)
  const place = useWorld((world) => world.mine.places.get(id))
  const marked = conversation && markedFrom(place, conversation)
  if (newAfter === undefined && conversation !== undefined)
    setNewAfter(
      marked !== undefined
        ? marked - 1
        : unreadOf(conversation, undefined) > 0
          ? conversation.line.read_seq
          : null,
    )
  // Whoever marks it while it is open sees where; and whoever opens it has begun to read.
  const [markedBefore, setMarkedBefore] = useState(marked)
  if (marked !== markedBefore) {
    setMarkedBefore(marked)
    if (marked !== undefined) setNewAfter(marked - 1)
  }
  const held = conversation !== undefined
  useEffect(() => {
    if (held && useWorld.getState().mine.places.get(id)?.unread_from !== undefined)
      client().place(id, { unread_from: 0 })
  }, [held, id])

  if (conversation === undefined) {
    if (!ready) return <div className="conversation" aria-busy="true" />
    return (
      <Suspense fallback={<div className="shell-nothing" aria-busy="true" />}>
        <UnknownConversation id={id} />
      </Suspense>
    )
  }
  return (
    <>
      <section className="conversation">
        <ConversationHead
          conversation={conversation}
          details={details && root === null}
          onDetails={() => {
            // There is room for one beside the conversation.
            if (root !== null) navigate(`/c/${id}`)
            setDetails(root !== null || !details)
          }}
        />
        {conversation.history === null || removing ? (
          <div className="messages-waiting" id="messages" aria-busy={!failed && !removing}>
            {failed && !removing && (
              <Empty title={texts.talk.loadFailed}>
                <Button
                  onClick={() =>
                    void client()
                      .loadNewest(id)
                      .catch(() => {})
                  }
                >
                  {texts.talk.retry}
                </Button>
              </Empty>
            )}
          </div>
        ) : (
          <MessageList
            conversation={conversation}
            history={conversation.history}
            target={target}
            newAfter={newAfter ?? null}
            onRead={() => setNewAfter(null)}
          />
        )}
        <TypingLine conversation={conversation} />
        {conversation.line.deletion === undefined ? (
          <>
            <ScheduledLine id={id} />
            <Composer conversation={conversation} />
          </>
        ) : (
          <Suspense fallback={null}>
            <ClosedGroup conversation={conversation} />
          </Suspense>
        )}
      </section>
      {root !== null && (
        <Suspense fallback={null}>
          <ThreadPanel key={root} parent={conversation} root={root} target={reply} />
        </Suspense>
      )}
      {details && root === null && (
        <Suspense fallback={null}>
          <Details conversation={conversation} onClose={() => setDetails(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Those in the open conversation are watched, so that the head and the details tell who is there. */
function useWatchedMembers(id: number) {
  const members = useWorld((world) => world.conversations.get(id)?.members)
  useEffect(() => {
    if (!members) return
    const present = [...members.values()].filter((member) => member.left_at === undefined)
    client().presences.watch(
      'conversation',
      present.slice(0, kWatchMembers).map((member) => member.person),
    )
    return () => {
      try {
        client().presences.watch('conversation', [])
      } catch {
        // Signed out meanwhile.
      }
    }
  }, [members])
}
