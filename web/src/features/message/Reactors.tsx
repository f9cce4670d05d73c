import { useCallback } from 'react'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import type { Reactor } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Avatar } from '../../ui/Avatar'
import { Dialog } from '../../ui/Dialog'
import { PagedList } from './PagedList'
import { usePaged } from './usePaged'

const kPage = 100

interface ReactorsProps {
  conversation: number
  seq: number
  onClose(): void
}

/** Who reacted to a message, and how, in the order in which they did. */
export default function Reactors({ conversation, seq, onClose }: ReactorsProps) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const ask = useCallback(
    async (after: string | undefined) => {
      const page = await client().listReactors(conversation, seq, after, kPage)
      return { items: page.reactors, next: page.next }
    },
    [conversation, seq],
  )
  const paged = usePaged<Reactor>(ask)
  return (
    <Dialog title={texts.change.whoReacted} onClose={onClose}>
      <PagedList paged={paged} className="reactors">
        {(paged.items ?? []).map(({ person, emoji, at }) => {
          const name = personName(people, person, texts)
          return (
            <li key={`${person} ${emoji}`}>
              <Avatar id={person} name={name} size={30} />
              <span className="clip">{person === me ? texts.talk.you : name}</span>
              <span className="reactors-emoji">{emoji}</span>
              <time dateTime={at} title={fullTime(at)}>
                {shortTime(at, new Date())}
              </time>
            </li>
          )
        })}
      </PagedList>
    </Dialog>
  )
}
