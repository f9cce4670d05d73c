import { useEffect, useMemo, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Member } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { lineName, personName } from '../../state/names'
import { tellQuietly } from '../../state/quietNotice'
import type { Conversation } from '../../sync/world'
import { Avatar } from '../../ui/Avatar'
import { Button, IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { messageOf } from '../people/useOpenDirect'
import { AddPeople } from './AddPeople'
import { Confirm } from './Confirm'
import { DeleteGroup } from './DeleteGroup'
import { EditGroup } from './EditGroup'
import { MemberHistory } from './MemberHistory'
import type { MemberAction } from './MemberMenu'
import { MemberRow } from './MemberRow'
import { Pinned } from './Pinned'
import { manages, mayDescribe, mayRemove, rolesFor } from './rights'

import './group.css'

interface DetailsProps {
  conversation: Conversation
  onClose(): void
}

type Asking =
  | { is: 'add' | 'leave' | 'edit' | 'history' | 'delete' }
  | { is: 'remove' | 'handOn'; member: Member }

/** What there is to know of a conversation, and who is in it. */
export default function Details({ conversation, onClose }: DetailsProps) {
  const { line, members } = conversation
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const me = useWorld((world) => world.me?.id)
  const peer = line.peer === undefined ? undefined : people.get(line.peer)
  const [asking, setAsking] = useState<Asking | null>(null)
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
  const closed = line.deletion !== undefined
  const mustHandOn = line.role === 'owner' && line.members > 1
  const leaveText = mustHandOn
    ? texts.groups.mustHandOn
    : line.visibility === 'public'
      ? texts.groups.leavePublicText
      : texts.people.leaveText
  const actionsFor = (member: Member): MemberAction[] => {
    if (closed) return []
    const actions: MemberAction[] = rolesFor(line.role, member, me).map((role) => ({
      label: texts.groups.makeRole[role as 'admin' | 'moderator' | 'member'],
      choose: () =>
        void client()
          .call('group.set_role', { conversation: line.id, person: member.person, role })
          .catch((reason: unknown) => tellQuietly(messageOf(reason))),
    }))
    if (line.role === 'owner' && member.person !== me)
      actions.push({
        label: texts.groups.handOn,
        choose: () => setAsking({ is: 'handOn', member }),
      })
    if (mayRemove(line.role, member, me))
      actions.push({
        label: texts.people.remove,
        danger: true,
        choose: () => setAsking({ is: 'remove', member }),
      })
    return actions
  }
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
          {line.kind === 'group' && mayDescribe(line.role) && !closed && (
            <Button look="quiet" onClick={() => setAsking({ is: 'edit' })}>
              <Icon name="pencil" size={16} /> {texts.groups.edit}
            </Button>
          )}
        </div>
        <Pinned conversation={conversation} onLeave={onClose} />
        {line.kind === 'group' && (
          <>
            <div className="details-part">
              <h3>{texts.people.membersTitle(line.members)}</h3>
              {manages(line.role) && !closed && (
                <Button look="quiet" onClick={() => setAsking({ is: 'add' })}>
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
                  actionsFor={actionsFor}
                />
              ))}
            </ul>
            <div className="details-foot">
              <div className="details-actions">
                <Button look="quiet" onClick={() => setAsking({ is: 'history' })}>
                  <Icon name="clock" size={17} /> {texts.groups.history}
                </Button>
                {!closed && (
                  <Button
                    look="quiet"
                    className="details-danger"
                    onClick={() => setAsking({ is: 'leave' })}
                  >
                    <Icon name="exit" size={17} /> {texts.people.leave}
                  </Button>
                )}
                {!closed && line.role === 'owner' && (
                  <Button
                    look="quiet"
                    className="details-danger"
                    onClick={() => setAsking({ is: 'delete' })}
                  >
                    <Icon name="trash" size={17} /> {texts.groups.delete}
                  </Button>
                )}
              </div>
            </div>
          </>
        )}
      </div>
      {asking?.is === 'add' && (
        <AddPeople
          conversation={line.id}
          present={new Set(present.map((member) => member.person))}
          onClose={close}
        />
      )}
      {asking?.is === 'edit' && <EditGroup line={line} onClose={close} />}
      {asking?.is === 'history' && <MemberHistory conversation={line.id} onClose={close} />}
      {asking?.is === 'delete' && <DeleteGroup line={line} onClose={close} />}
      {asking?.is === 'leave' && (
        <Confirm
          title={texts.people.leaveTitle}
          text={leaveText}
          action={mustHandOn ? null : texts.people.leave}
          carryOut={() => client().call('group.leave', { conversation: line.id })}
          onClose={close}
        />
      )}
      {asking?.is === 'remove' && (
        <Confirm
          title={texts.people.removeTitle(personName(people, asking.member.person, texts))}
          text={texts.people.removeText(personName(people, asking.member.person, texts))}
          action={texts.people.remove}
          carryOut={() =>
            client().call('group.remove', {
              conversation: line.id,
              person: asking.member.person,
            })
          }
          onClose={close}
        />
      )}
      {asking?.is === 'handOn' && (
        <Confirm
          title={texts.groups.handOnTitle(personName(people, asking.member.person, texts))}
          text={texts.groups.handOnText(personName(people, asking.member.person, texts))}
          action={texts.groups.handOnAction}
          carryOut={() =>
            client().call('group.hand_on', {
              conversation: line.id,
              person: asking.member.person,
            })
          }
          onClose={close}
        />
      )}
    </aside>
  )
}
