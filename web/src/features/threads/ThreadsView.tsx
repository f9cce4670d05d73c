import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import type { ConversationId, Message } from '../../protocol/wire'
import { client, useConnection, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { threadPath } from '../../state/places'
import { useToday } from '../../state/today'
import { unreadOf } from '../../state/unread'
import { findMessage } from '../../sync/reduce/messages'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { Gathered } from './Gathered'

/** The threads that I follow, the latest reply first; live. */
export default function ThreadsView() {
  const texts = useTexts()
  const today = useToday()
  const [, navigate] = useLocation()
  const conversations = useWorld((world) => world.conversations)
  const people = useWorld((world) => world.people)
  const online = useConnection((store) => store.state.is === 'online')
  const [roots, setRoots] = useState<ReadonlyMap<ConversationId, Message>>(new Map())
  const [next, setNext] = useState<string | undefined>(undefined)
  const [loaded, setLoaded] = useState(false)

  const threads = useMemo(
    () =>
      [...conversations.values()]
        .filter(({ line }) => line.kind === 'thread' && line.following === true && line.seq > 0)
        .sort(({ line: a }, { line: b }) => (a.last_at < b.last_at ? 1 : -1)),
    [conversations],
  )
  const load = async (after?: string) => {
    const page = await client().listThreads(after)
    setRoots((held) => {
      const all = new Map(held)
      for (const { line, root } of page.threads) all.set(line.id, root)
      return all
    })
    setNext(page.next)
    setLoaded(true)
  }
  // Again where one is new that has come since: it is the first.
  const first = threads[0]?.line.id
  const isFirstKnown = first === undefined || roots.has(first)
  useEffect(() => {
    if (online && !(loaded && isFirstKnown)) load().catch(() => {})
  }, [online, loaded, isFirstKnown, first])

  const shown = threads.filter(({ line }) => roots.has(line.id))
  return (
    <Gathered
      title={texts.threads.threads}
      busy={!loaded}
      more={next === undefined ? undefined : () => load(next)}
    >
      {loaded && shown.length === 0 && (
        <Empty
          picture={<Icon name="thread" size={40} />}
          title={texts.threads.none}
          text={texts.threads.noneText}
        />
      )}
      {shown.map((thread) => {
        const { line } = thread
        const parent = conversations.get(line.parent!)
        const held = parent?.history && findMessage(parent.history.messages, line.root!)
        const root = held ?? roots.get(line.id)!
        const unread = unreadOf(thread, undefined)
        const last = line.last_message
        const path = threadPath(line.parent!, line.root!)
        return (
          <li key={line.id}>
            <a
              href={path}
              className="gathered-one"
              data-unread={unread > 0}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return
                event.preventDefault()
                navigate(path)
              }}
            >
              <span className="gathered-head">
                <span className="gathered-name clip">{personName(people, root.sender, texts)}</span>
                <span className="gathered-place clip">
                  {parent && texts.threads.in(lineName(parent.line, people, texts))}
                </span>
                <time dateTime={line.last_at} title={fullTime(line.last_at)}>
                  {shortTime(line.last_at, today)}
                </time>
                {unread > 0 && (
                  <span className="badge">
                    <span aria-hidden="true">{unread > 999 ? '999+' : unread}</span>
                    <span className="hidden-visually">{texts.shell.unread(unread)}</span>
                  </span>
                )}
              </span>
              <span className="gathered-text">
                {root.deleted_at === undefined ? plainText(root.body) : texts.talk.deleted}
              </span>
              <span className="gathered-last">
                <b>{texts.threads.replies(root.thread?.replies ?? line.seq)}</b>
                {last && (
                  <span className="clip">
                    {personName(people, last.sender, texts)}:{' '}
                    {last.deleted_at === undefined ? plainText(last.body) : texts.talk.deleted}
                  </span>
                )}
              </span>
            </a>
          </li>
        )
      })}
    </Gathered>
  )
}
