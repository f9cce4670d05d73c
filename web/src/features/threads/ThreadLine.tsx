import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { shortTime } from '../../i18n/times'
import type { Seq, ThreadSummary } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { threadPath } from '../../state/places'
import { useToday } from '../../state/today'
import { unreadOf } from '../../state/unread'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'

import './threads.css'

interface ThreadLineProps {
  conversation: number
  seq: Seq
  thread: ThreadSummary
}

/** What hangs from a message: who replied, how often, and when last. It leads there. */
export function ThreadLine({ conversation, seq, thread }: ThreadLineProps) {
  const texts = useTexts()
  const today = useToday()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const unread = useWorld((world) => {
    const held = world.conversations.get(thread.conversation)
    return held === undefined ? 0 : unreadOf(held, undefined)
  })
  const when = shortTime(thread.last_at, today)
  return (
    <button
      type="button"
      className="thread-line"
      data-unread={unread > 0}
      aria-label={
        texts.threads.open(thread.replies, when) +
        (unread > 0 ? ` ${texts.shell.unread(unread)}` : '')
      }
      onClick={() => navigate(threadPath(conversation, seq))}
    >
      <span className="thread-faces">
        {thread.people.map((id) => (
          <Avatar key={id} id={id} name={personName(people, id, texts)} size={20} />
        ))}
      </span>
      <span className="thread-count">{texts.threads.replies(thread.replies)}</span>
      <span className="thread-when clip">{texts.threads.lastReply(when)}</span>
      {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
      <Icon name="chevron" size={14} />
    </button>
  )
}
