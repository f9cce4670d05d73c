import { memo } from 'react'

import type { Presence } from '../protocol/wire'
import { useTexts } from '../i18n/texts'
import { hueOf, initialsOf } from './initials'
import type { IconName } from './Icon'
import { Icon } from './Icon'

import './avatar.css'

interface AvatarProps {
  /** The colour is made from it and stays. */
  id: number
  name: string
  size?: number
  shape?: 'person' | 'group'
  icon?: IconName
  presence?: Presence | undefined
}

/** Says nothing to a screen reader but the presence: the name stands beside it. */
export const Avatar = memo(function Avatar(props: AvatarProps) {
  const { id, name, size = 40, shape = 'person', icon, presence } = props
  const texts = useTexts()
  const style = {
    '--avatar-size': `${size}px`,
    '--avatar-hue': hueOf(id),
  } as React.CSSProperties
  return (
    <span className={`avatar avatar-${shape}`} style={style}>
      <span className="avatar-face" aria-hidden="true">
        {icon ? <Icon name={icon} size={Math.round(size * 0.5)} /> : initialsOf(name)}
      </span>
      {presence !== undefined && presence !== 'offline' && (
        <span className={`presence presence-${presence}`}>
          <span className="hidden-visually">{texts.shell.presences[presence]}</span>
        </span>
      )}
    </span>
  )
})
