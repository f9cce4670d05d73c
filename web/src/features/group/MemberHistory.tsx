import { useCallback } from 'react'

import type { Catalogue } from '../../i18n/texts'
import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import type { MemberEvent, PersonId } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { personName } from '../../state/names'
import type { World } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Dialog } from '../../ui/Dialog'
import { PagedList } from '../message/PagedList'
import { usePaged } from '../message/usePaged'

const kPage = 50

interface MemberHistoryProps {
  conversation: number
  onClose(): void
}

/** Who brought whom in or out, and gave which role, the latest first. */
export function MemberHistory({ conversation, onClose }: MemberHistoryProps) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  // Begun anew whenever somebody comes or goes while the window is open.
  const members = useWorld((world) => world.conversations.get(conversation)?.line.members)
  const ask = useCallback(
    async (after: string | undefined) => {
      void members
      const page = await client().listMemberHistory(conversation, after, kPage)
      return { items: page.events, next: page.next }
    },
    [conversation, members],
  )
  const paged = usePaged<MemberEvent>(ask)
  return (
    <Dialog title={texts.groups.history} onClose={onClose}>
      {paged.items?.length === 0 && <p className="dialog-text">{texts.groups.historyEmpty}</p>}
      <PagedList paged={paged} className="member-history">
        {(paged.items ?? []).map((event) => (
          <li key={`${event.rev} ${event.person}`}>
            <Avatar id={event.person} name={personName(people, event.person, texts)} size={30} />
            <span className="member-history-text">{textOf(event, me, people, texts)}</span>
            <time dateTime={event.at} title={fullTime(event.at)}>
              {shortTime(event.at, new Date())}
            </time>
          </li>
        ))}
      </PagedList>
    </Dialog>
  )
}

function textOf(
  { what, by, person, role }: MemberEvent,
  me: PersonId | undefined,
  people: World['people'],
  texts: Catalogue,
): string {
  const say = texts.groups.historyTexts
  const who = by === me ? texts.talk.you : personName(people, by, texts)
  const whom = person === me ? texts.talk.youObject : personName(people, person, texts)
  switch (what) {
    case 'created':
      return say.created(who)
    case 'joined':
      return say.joined(who)
    case 'left':
      return say.left(who)
    case 'removed':
      return say.removed(who, whom)
    case 'role_given':
      return say.role(who, whom, texts.groups.roleObject[role])
    case 'handed_on':
      return role === 'owner'
        ? say.handedOn(who, whom)
        : say.role(who, by === person ? texts.talk.themselves : whom, texts.groups.roleObject[role])
    default:
      return say.added(who, whom)
  }
}
