import { useCallback } from 'react'
import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { plainText } from '../../markdown/plainText'
import { client, useConnection, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { savedKey } from '../../sync/reduce/personal'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Icon } from '../../ui/Icon'
import { PagedList } from '../message/PagedList'
import { usePaged } from '../message/usePaged'

/** The messages that I have saved, the latest first; each leads to its place. */
export function Saved() {
  const online = useConnection((store) => store.state.is === 'online')
  // What another device saves meanwhile shows at once: the list is asked for anew.
  const marks = useWorld((world) => [...world.mine.held.saved].sort().join())
  return <SavedList key={`${online} ${marks}`} />
}

function SavedList() {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const conversations = useWorld((world) => world.conversations)
  const people = useWorld((world) => world.people)
  const saved = useWorld((world) => world.mine.saved)
  const ask = useCallback(async (after: string | undefined) => {
    const page = await client().listSaved(after)
    return { items: page.saved, next: page.next }
  }, [])
  const paged = usePaged(ask)
  // What I have just taken out is out.
  const shown = (paged.items ?? []).filter(({ conversation, message }) =>
    saved.has(savedKey(conversation, message.seq)),
  )
  if (paged.items !== null && shown.length === 0 && !paged.more && !paged.busy)
    return (
      <Empty
        picture={<Icon name="bookmark" size={40} />}
        title={texts.mine.savedNone}
        text={texts.mine.savedNoneText}
      >
        <Button onClick={() => navigate('/')}>{texts.shell.back}</Button>
      </Empty>
    )
  return (
    <PagedList paged={paged} className="mine-list">
      {shown.map(({ conversation, message }) => {
        const held = conversations.get(conversation)
        const name = personName(people, message.sender, texts)
        const text =
          message.deleted_at !== undefined ? texts.shell.deletedMessage : plainText(message.body)
        return (
          <li key={`${conversation} ${message.seq}`} className="mine-one">
            <button
              type="button"
              className="mine-go"
              aria-label={texts.mine.goTo(name, text)}
              onClick={() => navigate(`/c/${conversation}/${message.seq}`)}
            >
              <Avatar id={message.sender} name={name} size={36} />
              <span className="mine-text">
                <span className="mine-head">
                  <span className="mine-name clip">{name}</span>
                  {/* Of somebody else's message in a talk of two, the name says it. */}
                  {held && held.line.peer !== message.sender && (
                    <span className="mine-where clip">{lineName(held.line, people, texts)}</span>
                  )}
                  <time dateTime={message.at} title={fullTime(message.at)}>
                    {shortTime(message.at, new Date())}
                  </time>
                </span>
                <span className="mine-words" data-gone={message.deleted_at !== undefined}>
                  {text}
                </span>
              </span>
            </button>
            <IconButton
              icon="close"
              size={16}
              label={texts.mine.unsave}
              onClick={() => client().save(conversation, message.seq, false)}
            />
          </li>
        )
      })}
    </PagedList>
  )
}
