import type { ButtonHTMLAttributes, Ref } from 'react'

import type { IconName } from './Icon'
import { Icon } from './Icon'

import './button.css'

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: 'main' | 'quiet' | 'plain' | 'danger'
  busy?: boolean
}

export function Button({ look = 'plain', busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      className={`button button-${look} ${className ?? ''}`}
      {...rest}
    />
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  icon: IconName
  /** Its accessible name and its tip. */
  label: string
  size?: number
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ icon, label, size, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`icon-button ${className ?? ''}`}
      {...rest}
    >
      <Icon name={icon} {...(size !== undefined && { size })} />
    </button>
  )
}
