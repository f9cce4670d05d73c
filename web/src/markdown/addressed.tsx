// @names in a message's words. Which of them address somebody the server has said; whoever draws the message hands in how
// they look.
import type { ReactNode } from 'react'
import { createContext, Fragment, useContext } from 'react'

/** How the name behind an @ is drawn; null: as text. */
export type DrawMention = (name: string) => ReactNode | null

export const MentionDrawing = createContext<DrawMention | null>(null)

/** As core/chat/mentions.h: a-z, digits, dots, hyphens and underscores. The server has looked at what stands around it. */
const kName = /@([a-z][a-z0-9._-]{1,31})/giu

export function AddressedText({ text }: { text: string }) {
  const draw = useContext(MentionDrawing)
  if (draw === null) return text
  const parts: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(kName)) {
    const before = text[match.index - 1]
    if (before !== undefined && /[\p{Script=Latin}\d@/.+-]/u.test(before)) continue
    // A sentence's full stop is not the name's.
    for (let name = match[1]!; name !== ''; name = /[._-]$/.test(name) ? name.slice(0, -1) : '') {
      const drawn = draw(name.toLowerCase())
      if (drawn === null) continue
      parts.push(text.slice(from, match.index), drawn)
      from = match.index + 1 + name.length
      break
    }
  }
  if (from === 0) return text
  parts.push(text.slice(from))
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>)
}
