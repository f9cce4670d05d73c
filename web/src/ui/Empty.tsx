import type { ReactNode } from 'react'

import './empty.css'

interface EmptyProps {
  picture?: ReactNode
  title: string
  text?: string
  children?: ReactNode
}

/** What stands where there is nothing to show yet. */
export function Empty({ picture, title, text, children }: EmptyProps) {
  return (
    <div className="empty">
      {picture && <div className="empty-picture">{picture}</div>}
      <p className="empty-title">{title}</p>
      {text && <p className="empty-text">{text}</p>}
      {children && <div className="empty-actions">{children}</div>}
    </div>
  )
}
