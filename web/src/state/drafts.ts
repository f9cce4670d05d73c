// What is written but not sent, per conversation. It survives a reload, and follows its author to their other devices
// (draftSync.ts); here is what this device has, at once and without a connection.
import { create } from 'zustand'

import { keep, readKept } from '../browser/kept'
import type { ConversationId, PersonId, Rev, Seq } from '../protocol/wire'

export interface Draft {
  text: string
  replyTo?: Seq
  /** What is being written meanwhile in the place of a message; `text` waits until that is done. Stays on this device. */
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
  /** Written here and not yet told to the server: when (ms). What is gone is told, too. */
  untold: Readonly<Record<ConversationId, number>>
  /** The rev of the draft that the server and this device agreed upon last. */
  agreed: Readonly<Record<ConversationId, Rev>>
}

const kNothing = { drafts: {}, untold: {}, agreed: {} }

export const useDrafts = create<DraftStore>(() => ({ owner: 0, ...kNothing }))

export function openDrafts(owner: PersonId): void {
  useDrafts.setState({
    owner,
    drafts: readKept(`drafts.${owner}`, {}),
    ...readKept(`drafts.told.${owner}`, { untold: {}, agreed: {} }),
  })
}

export function draftOf(conversation: ConversationId): (store: DraftStore) => Draft {
  return (store) => store.drafts[conversation] ?? kNone
}

let saving = 0

/** The person has written (or sent, or thrown away) this. */
export function setDraft(conversation: ConversationId, draft: Draft): void {
  useDrafts.setState((store) => {
    const before = store.drafts[conversation] ?? kNone
    const isNews = before.text !== draft.text || before.replyTo !== draft.replyTo
    return {
      drafts: withDraft(store.drafts, conversation, draft),
      ...(isNews && { untold: { ...store.untold, [conversation]: Date.now() } }),
    }
  })
  saveSoon()
}

/** Another device has written this. What is being edited here stays. */
export function adoptDraft(conversation: ConversationId, kept: Omit<Draft, 'editing'>, rev: Rev) {
  useDrafts.setState((store) => {
    const editing = store.drafts[conversation]?.editing
    return {
      drafts: withDraft(store.drafts, conversation, { ...kept, ...(editing && { editing }) }),
      untold: without(store.untold, conversation),
      agreed: { ...store.agreed, [conversation]: rev },
    }
  })
  saveSoon()
}

/** The server knows what was written here at that time. */
export function agreeOnDraft(conversation: ConversationId, at: number, rev: Rev | null): void {
  useDrafts.setState((store) => ({
    ...(store.untold[conversation] === at && { untold: without(store.untold, conversation) }),
    ...(rev !== null && { agreed: { ...store.agreed, [conversation]: rev } }),
  }))
  saveSoon()
}

let tellDrafts = () => {}

/** Who tells the server of drafts says so here; it is loaded later than the first message is written. */
export function onFlushDrafts(tell: () => void): void {
  tellDrafts = tell
}

/** Tells the server at once what it would be told in a moment. */
export function flushDrafts(): void {
  tellDrafts()
}

function withDraft(drafts: DraftStore['drafts'], conversation: ConversationId, draft: Draft) {
  const { text, replyTo, editing } = draft
  if (text === '' && replyTo === undefined && editing === undefined)
    return without(drafts, conversation)
  return { ...drafts, [conversation]: draft }
}

function without<T>(all: Readonly<Record<number, T>>, id: number): Readonly<Record<number, T>> {
  if (!(id in all)) return all
  const next = { ...all }
  delete next[id]
  return next
}

function saveSoon(): void {
  window.clearTimeout(saving)
  saving = window.setTimeout(saveDrafts, 300)
}

/** At once; a page that is closed does not wait for a timer. */
export function saveDrafts(): void {
  window.clearTimeout(saving)
  const { owner, drafts, untold, agreed } = useDrafts.getState()
  if (owner === 0) return
  keep(`drafts.${owner}`, Object.keys(drafts).length === 0 ? undefined : drafts)
  keep(`drafts.told.${owner}`, { untold, agreed })
}

window.addEventListener('pagehide', saveDrafts)
