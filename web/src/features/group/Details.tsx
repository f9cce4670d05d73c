import { useEffect, useMemo, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Member } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import type { Conversation } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { AddPeople } from './AddPeople'
import { Confirm } from './Confirm'
import { MemberRow } from './MemberRow'
import { Pinned } from './Pinned'
import { manages, mayRemove } from './rights'

import './group.css'

interface DetailsProps {
  conversation: Conversation
  onClose(): void
}

/** What there is to know of a conversation, and who is in it. */
export default function Details({ conversation, onClose }: DetailsProps) {
  const { line, members } = conversation
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const peer = line.peer === undefined ? undefined : people.get(line.peer)
  const [asking, setAsking] = useState<'add' | 'leave' | Member | null>(null)
  const ref = useRef<HTMLElement>(null)
  const name = lineName(line, people, texts)

  useEffect(() => {
    const before = document.activeElement
    ref.current?.querySelector('button')?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const present = useMemo(() => {
    const rank = { owner: 0, admin: 1, moderator: 2, member: 3 }
    return [...(members?.values() ?? [])]
      .filter((member) => member.left_at === undefined)
      .sort(
        (a, b) =>
          rank[a.role] - rank[b.role] ||
          personName(people, a.person, texts).localeCompare(personName(people, b.person, texts)),
      )
  }, [members, people, texts])

  const close = () => setAsking(null)
  return (
    // Escape closes it, wherever inside the focus is.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={ref}
      className="details"
      aria-label={texts.people.detailsTitle}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="details-head">
        <h2>{texts.people.detailsTitle}</h2>
        <IconButton icon="close" label={texts.shell.close} onClick={onClose} />
      </header>
      <div className="details-body">
        <div className="details-who">
          <Avatar
            id={line.peer ?? line.id}
            name={name}
            size={72}
            shape={line.kind === 'group' ? 'group' : 'person'}
            {...(line.kind === 'self' && { icon: 'note' })}
          />
          <p className="details-name">{name}</p>
          {peer && <p className="details-about">@{peer.user_name}</p>}
          {line.kind === 'group' && (
            <p className="details-kind">
              <Icon name={line.visibility === 'private' ? 'lock' : 'globe'} size={15} />
              {texts.people[line.visibility]}
            </p>
          )}
          {line.description && <p className="details-about">{line.description}</p>}
        </div>
        <Pinned conversation={conversation} onLeave={onClose} />
        {line.kind === 'group' && (
          <>
            <div className="details-part">
              <h3>{texts.people.membersTitle(line.members)}</h3>
              {manages(line.role) && (
                <Button look="quiet" onClick={() => setAsking('add')}>
                  <Icon name="plus" size={16} /> {texts.people.addPeople}
                </Button>
              )}
            </div>
            <ul>
              {present.map((member) => (
                <MemberRow
                  key={member.person}
                  member={member}
                  isMe={member.person === me}
                  onRemove={mayRemove(line.role, member, me) ? () => setAsking(member) : undefined}
                />
              ))}
            </ul>
            <div className="details-foot">
              <Button look="quiet" className="details-leave" onClick={() => setAsking('leave')}>
                <Icon name="exit" size={17} /> {texts.people.leave}
              </Button>
            </div>
          </>
        )}
      </div>
      {asking === 'add' && (
        <AddPeople
          conversation={line.id}
          present={new Set(present.map((member) => member.person))}
          onClose={close}
        />
      )}
      {asking === 'leave' && (
        <Confirm
          title={texts.people.leaveTitle}
          text={texts.people.leaveText}
          action={texts.people.leave}
          carryOut={() => client().call('group.leave', { conversation: line.id })}
          onClose={close}
        />
      )}
      {asking !== null && typeof asking === 'object' && (
        <Confirm
          title={texts.people.removeTitle(personName(people, asking.person, texts))}
          text={texts.people.removeText(personName(people, asking.person, texts))}
          action={texts.people.remove}
          carryOut={() =>
            client().call('group.remove', { conversation: line.id, person: asking.person })
          }
          onClose={close}
        />
      )}
    </aside>
  )
}
