import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import type { MentionPlace } from '../../protocol/wire'
import { client, useConnection, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { pathOf } from '../../state/places'
import { useToday } from '../../state/today'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { Gathered } from '../threads/Gathered'

/** Messages that mention me, the latest first; asked for anew when there is one more or one less. */
export default function MentionsView() {
  const texts = useTexts()
  const today = useToday()
  const [, navigate] = useLocation()
  const people = useWorld((world) => world.people)
  const conversations = useWorld((world) => world.conversations)
  const online = useConnection((store) => store.state.is === 'online')
  const [places, setPlaces] = useState<readonly MentionPlace[] | null>(null)
  const [next, setNext] = useState<string | undefined>(undefined)
  const newest = useWorld((world) => {
    let sum = ''
    for (const { line } of world.conversations.values())
      if (line.mentions) sum += `${line.id}:${line.mentions.at(-1)} `
    return sum
  })
  useEffect(() => {
    if (!online) return
    let here = true
    client()
      .listMentions(undefined)
      .then(
        (page) => {
          if (!here) return
          setPlaces(page.mentions)
          setNext(page.next)
        },
        () => {},
      )
    return () => {
      here = false
    }
  }, [online, newest])
  const more = async () => {
    const page = await client().listMentions(next)
    setPlaces([...(places ?? []), ...page.mentions])
    setNext(page.next)
  }
  /** A thread may not be known yet; then its line tells where it is. */
  const go = async ({ conversation, message }: MentionPlace) => {
    await client()
      .meet(conversation)
      .catch(() => {})
    navigate(pathOf(conversation, message.seq))
  }
  return (
    <Gathered
      title={texts.threads.mentions}
      busy={places === null}
      more={next === undefined ? undefined : more}
    >
      {places?.length === 0 && (
        <Empty
          picture={<Icon name="at" size={40} />}
          title={texts.threads.mentionsNone}
          text={texts.threads.mentionsNoneText}
        />
      )}
      {places?.map((place) => {
        const { conversation, message } = place
        const line = conversations.get(conversation)?.line
        const home = line?.parent === undefined ? line : conversations.get(line.parent)?.line
        const unread = line?.mentions?.includes(message.seq) === true
        return (
          <li key={`${conversation} ${message.seq}`}>
            <button
              type="button"
              className="gathered-one"
              data-unread={unread}
              onClick={() => void go(place)}
            >
              <span className="gathered-head">
                <span className="gathered-name clip">
                  {personName(people, message.sender, texts)}
                </span>
                <span className="gathered-place clip">
                  {home && texts.threads.in(lineName(home, people, texts))}
                </span>
                <time dateTime={message.at} title={fullTime(message.at)}>
                  {shortTime(message.at, today)}
                </time>
              </span>
              <span className="gathered-text">{plainText(message.body)}</span>
            </button>
          </li>
        )
      })}
    </Gathered>
  )
}
