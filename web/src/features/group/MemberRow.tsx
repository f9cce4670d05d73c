import { memo } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Member } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Avatar } from '../../ui/Avatar'
import type { MemberAction } from './MemberMenu'
import { MemberMenu } from './MemberMenu'

interface MemberRowProps {
  member: Member
  isMe: boolean
  /** What may be done about them; nothing: no menu. */
  actionsFor(member: Member): MemberAction[]
}

export const MemberRow = memo(function MemberRow({ member, isMe, actionsFor }: MemberRowProps) {
  const texts = useTexts()
  const person = useWorld((world) => world.people.get(member.person))
  const name = useWorld((world) => personName(world.people, member.person, texts))
  const presence = useWorld((world) => world.presence.get(member.person)?.state)
  const actions = actionsFor(member)
  const role = texts.people.roles[member.role]
  return (
    <li className="member">
      <Avatar id={member.person} name={name} size={34} presence={presence} />
      <span className="member-text">
        <span className="member-name clip">{isMe ? `${name} (${texts.shell.you})` : name}</span>
        {person && (
          <span className="member-user clip">
            @{person.user_name}
            {role && ` · ${role}`}
          </span>
        )}
      </span>
      {actions.length > 0 && <MemberMenu label={texts.groups.memberMenu(name)} actions={actions} />}
    </li>
  )
})
