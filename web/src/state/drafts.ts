// What is written but not sent, per conversation; it survives a reload.
import { create } from 'zustand'

import { keep, readKept } from '../browser/kept'
import type { ConversationId, PersonId, Rev, Seq } from '../protocol/wire'

export interface Draft {
  text: string
  replyTo?: Seq
  /** What is being written meanwhile in the place of a message; `text` waits until that is done. */
  editing?: Editing
}

export interface Editing {
  seq: Seq
  /** What the message said when this began, or when its newer words were last seen; and in which form it was. */
  from: string
  rev: Rev
  text: string
}

const kNone: Draft = { text: '' }

interface DraftStore {
  owner: PersonId
  drafts: Readonly<Record<ConversationId, Draft>>
}

export const useDrafts = create<DraftStore>(() => ({ owner: 0, drafts: {} }))

export function openDrafts(owner: PersonId): void {
  useDrafts.setState({ owner, drafts: readKept(`drafts.${owner}`, {}) })
}

export function draftOf(conversation: ConversationId): (store: DraftStore) => Draft {
  return (store) => store.drafts[conversation] ?? kNone
}

let saving = 0

export function setDraft(conversation: ConversationId, draft: Draft): void {
  useDrafts.setState(({ drafts }) => {
    const next = { ...drafts }
    const { text, replyTo, editing } = draft
    if (text === '' && replyTo === undefined && editing === undefined) delete next[conversation]
    else next[conversation] = draft
    return { drafts: next }
  })
  window.clearTimeout(saving)
  saving = window.setTimeout(saveDrafts, 300)
}

/** At once; a page that is closed does not wait for a timer. */
export function saveDrafts(): void {
  window.clearTimeout(saving)
  const { owner, drafts } = useDrafts.getState()
  if (owner !== 0) keep(`drafts.${owner}`, Object.keys(drafts).length === 0 ? undefined : drafts)
}

window.addEventListener('pagehide', saveDrafts)
