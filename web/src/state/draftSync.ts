// Drafts follow a person to their other devices. What is written here is told a moment after the last key, and at once when
// one leaves; what another device has written is shown here, unless one is writing here: of two, the later one counts, and
// nothing takes the place of what is being typed.
import type { ConversationId, KeptDraft, Rev } from '../protocol/wire'
import { Refused } from '../sync/connection'
import { client, useConnection, useWorld } from './client'
import { adoptDraft, agreeOnDraft, onFlushDrafts, useDrafts } from './drafts'

/** After the last key (ms). */
const kQuiet = 1200
/** Who has not touched a key for so long (ms) is not writing. */
const kWriting = 8000
/** As the server has it, in code points. A longer one cannot be sent either. */
const kLongest = 16_000

const timers = new Map<ConversationId, number>()
const busy = new Set<ConversationId>()
/** When somebody last wrote here (ms). */
const written = new Map<ConversationId, number>()
let waiting = 0
/** What had been agreed upon when the page began. */
let atStart: Readonly<Record<ConversationId, Rev>> | null = null

/** Answers how it ends. */
export function startDraftSync(): () => void {
  const unsubscribe = [
    useDrafts.subscribe(({ untold }, before) => {
      if (untold === before.untold) return
      for (const [id, at] of Object.entries(untold)) {
        if (before.untold[Number(id)] === at) continue
        written.set(Number(id), at)
        soon(Number(id))
      }
    }),
    useWorld.subscribe(({ mine }, before) => {
      if (mine !== before.mine) adoptAll()
    }),
    useConnection.subscribe(({ state }) => {
      if (state.is === 'online') flushDrafts()
    }),
  ]
  const hide = () => {
    if (document.visibilityState === 'hidden') flushDrafts()
  }
  atStart = useDrafts.getState().agreed
  onFlushDrafts(flushDrafts)
  window.addEventListener('pagehide', flushDrafts)
  document.addEventListener('visibilitychange', hide)
  flushDrafts()
  adoptAll()
  return () => {
    for (const stop of unsubscribe) stop()
    for (const timer of timers.values()) window.clearTimeout(timer)
    window.clearTimeout(waiting)
    timers.clear()
    busy.clear()
    written.clear()
    onFlushDrafts(() => {})
    window.removeEventListener('pagehide', flushDrafts)
    document.removeEventListener('visibilitychange', hide)
  }
}

function flushDrafts(): void {
  for (const id of Object.keys(useDrafts.getState().untold)) tell(Number(id))
}

function soon(id: ConversationId): void {
  window.clearTimeout(timers.get(id))
  // What was sent or thrown away is gone elsewhere at once.
  const wait = (useDrafts.getState().drafts[id]?.text ?? '') === '' ? 0 : kQuiet
  timers.set(
    id,
    window.setTimeout(() => tell(id), wait),
  )
}

function tell(id: ConversationId): void {
  const { untold, drafts } = useDrafts.getState()
  const at = untold[id]
  if (at === undefined || busy.has(id) || useConnection.getState().state.is !== 'online') return
  window.clearTimeout(timers.get(id))
  const { text, replyTo } = drafts[id] ?? { text: '' }
  if (text.length > kLongest && [...text].length > kLongest) return
  const body = text.trim() === '' ? '' : text
  busy.add(id)
  const call = client().call('draft.set', {
    conversation: id,
    body,
    at: new Date(at).toISOString(),
    ...(body !== '' && replyTo !== undefined && { reply_to: replyTo }),
  })
  client()
    .personal.ask(call)
    .then(
      ({ draft }) => {
        busy.delete(id)
        agreeOnDraft(id, at, draft?.body === body ? draft.rev : null)
        // Another device had written later; or one has gone on here meanwhile.
        adoptAll()
        if (useDrafts.getState().untold[id] !== undefined) soon(id)
      },
      (error: unknown) => {
        busy.delete(id)
        // Unanswered: told on the next connection. Refused: it stays on this device.
        if (error instanceof Refused) agreeOnDraft(id, at, null)
      },
    )
}

/** Shows what other devices have written. */
function adoptAll(): void {
  // Not what is drawn, which may be a moment behind.
  const { mine } = client().world
  const { agreed } = useDrafts.getState()
  for (const draft of mine.drafts.values())
    if (draft.rev > (agreed[draft.conversation] ?? 0)) adopt(draft)
  if (atStart === null || mine.rev === 0 || mine.rev < mine.known) return
  // Agreed upon on an earlier page, and gone before this one began to listen: of what is gone a beginner is not told.
  for (const [name, rev] of Object.entries(atStart)) {
    const conversation = Number(name)
    if (rev === 0 || mine.drafts.has(conversation)) continue
    adopt({ conversation, rev, at: new Date(0).toISOString(), body: '' })
  }
  atStart = null
}

function adopt({ conversation, rev, at, body, reply_to }: KeptDraft): void {
  const untold = useDrafts.getState().untold[conversation]
  // What is written here and not yet told is later, or the server will say that it is not.
  if (untold !== undefined && (busy.has(conversation) || untold >= Date.parse(at))) return
  const rest = (written.get(conversation) ?? 0) + kWriting - Date.now()
  if (rest > 0 && untold !== undefined) return
  if (rest > 0 && body !== '') {
    window.clearTimeout(waiting)
    waiting = window.setTimeout(adoptAll, rest + 50)
    return
  }
  adoptDraft(
    conversation,
    { text: body, ...(reply_to !== undefined && { replyTo: reply_to }) },
    rev,
  )
}
