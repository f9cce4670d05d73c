import type { RefObject } from 'react'

import { useTexts } from '../../i18n/texts'
import { agoTime } from '../../i18n/times'
import type { PersonId } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { useOpenDirect } from './useOpenDirect'

import './people.css'

interface PersonCardProps {
  person: PersonId
  anchor: RefObject<HTMLElement | null>
  onClose(): void
}

/** Who somebody is, and the way to them. */
export default function PersonCard({ person, anchor, onClose }: PersonCardProps) {
  const texts = useTexts()
  const known = useWorld((world) => world.people.get(person))
  const name = useWorld((world) => personName(world.people, person, texts))
  const me = useWorld((world) => world.me?.id)
  const presence = useWorld((world) => world.presence.get(person))
  const { open, error } = useOpenDirect(onClose)
  const seen =
    presence === undefined
      ? ''
      : presence.state !== 'offline' || presence.last_seen === undefined
        ? texts.shell.presences[presence.state]
        : texts.talk.lastSeen(agoTime(presence.last_seen, new Date()))
  return (
    <Popover
      anchor={anchor}
      label={texts.threads.personMenu(name)}
      className="person-card"
      onClose={onClose}
    >
      <div className="person-card-who">
        <Avatar id={person} name={name} size={48} presence={presence?.state} />
        <div className="person-card-text">
          <p className="person-card-name clip">{name}</p>
          {known && <p className="clip">@{known.user_name}</p>}
          {seen !== '' && <p className="clip">{seen}</p>}
        </div>
      </div>
      <Button look="main" data-first-focus onClick={() => open(person)}>
        <Icon name="chat" size={17} />{' '}
        {person === me ? texts.shell.notesToSelf : texts.threads.writeTo(name)}
      </Button>
      {error && <p className="form-error">{error}</p>}
    </Popover>
  )
}
