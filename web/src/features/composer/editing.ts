import type { Conversation } from '../../sync/world'
import { client } from '../../state/client'
import type { Draft } from '../../state/drafts'
import { setDraft } from '../../state/drafts'
import { withWords } from '../message/changing'
import { findMessage } from '../../sync/reduce/messages'

/** What the composer does while it edits a message. */
export interface EditInHand {
  seq: number
  text: string
  /** What has become of the message meanwhile. */
  problem: 'changed' | 'deleted' | null
  /** What it says now. */
  now: string
  isUnchanged: boolean
  write(text: string): void
  save(): void
  cancel(): void
}

/** The edit that this conversation's draft holds, or null. */
export function editInHand({ line, history }: Conversation, draft: Draft): EditInHand | null {
  const { editing } = draft
  if (editing === undefined) return null
  const { id } = line
  const { seq, from, text } = editing
  // Not held: one has gone elsewhere in the conversation. The server compares.
  const message = history ? findMessage(history.messages, seq) : undefined
  const isGone = message?.deleted_at !== undefined
  const isChanged = message !== undefined && !isGone && message.body !== from
  const end = (rest: Draft) => {
    const next = { ...rest }
    delete next.editing
    setDraft(id, next)
  }
  return {
    seq,
    text,
    problem: isGone ? 'deleted' : isChanged ? 'changed' : null,
    now: message?.body ?? from,
    isUnchanged: text === from && !isChanged,
    write: (next) => setDraft(id, { ...draft, editing: { ...editing, text: next } }),
    save() {
      const words = text.trim()
      if (words === '' || isGone) return
      // Whoever saves has the newer words before their eyes.
      const base = isChanged ? { from: message.body, rev: message.rev } : { from, rev: editing.rev }
      if (words !== base.from) client().wish(id, seq, { is: 'edit', body: words, ...base })
      end(draft)
    },
    cancel() {
      // Words for a message that is gone are not gone with it.
      end(isGone && text !== from ? withWords(draft, text) : draft)
    },
  }
}
