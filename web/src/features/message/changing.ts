// What a person does to a message, wherever on the screen they do it.
import { flushSync } from 'react-dom'

import type { Message, Seq } from '../../protocol/wire'
import { client } from '../../state/client'
import type { Draft, Editing } from '../../state/drafts'
import { draftOf, setDraft, useDrafts } from '../../state/drafts'
import { noteReaction } from '../../state/emojiTaste'
import { findMessage } from '../../sync/reduce/messages'
import { isOf } from '../../sync/reduce/reactions'
import { asWished } from '../../sync/reduce/wishes'
import type { Wish, World } from '../../sync/world'

/** The message as the screen shows it, or will within a moment. */
export function shownMessage(world: World, conversation: number, seq: Seq): Message | undefined {
  const history = world.conversations.get(conversation)?.history
  const message = history ? findMessage(history.messages, seq) : undefined
  if (message === undefined || world.me === null) return message
  const wishes = world.wishes.filter(
    (wish) => wish.conversation === conversation && wish.seq === seq,
  )
  return asWished(message, wishes, world.me.id)
}

/** I react, or take it back. By what is so now, not by what was drawn last: a second click undoes the first one. */
export function toggleReaction(conversation: number, seq: Seq, emoji: string): void {
  const { world } = client()
  const message = shownMessage(world, conversation, seq)
  const reaction = message?.reactions?.find((one) => one.emoji === emoji)
  const add = !isOf(reaction, world.me?.id)
  if (add) noteReaction(emoji)
  client().wish(conversation, seq, { is: 'reaction', emoji, add })
}

/** As from a picker: who picks what they have picked before wants it still. */
export function react(conversation: number, seq: Seq, emoji: string): void {
  noteReaction(emoji)
  client().wish(conversation, seq, { is: 'reaction', emoji, add: true })
}

function draftIn(conversation: number): Draft {
  return draftOf(conversation)(useDrafts.getState())
}

function toComposer(conversation: number): void {
  const box = document.querySelector<HTMLTextAreaElement>(
    `.composer-text[data-conversation="${conversation}"]`,
  )
  box?.focus({ preventScroll: true })
  box?.setSelectionRange(box.value.length, box.value.length)
}

/** Words that were changed and not saved are not given up for another message. */
function isUnsaved(editing: Editing | undefined, seq?: Seq): boolean {
  return editing !== undefined && editing.text !== editing.from && editing.seq !== seq
}

export function beginReply(conversation: number, seq: Seq): void {
  const draft = draftIn(conversation)
  if (!isUnsaved(draft.editing))
    flushSync(() => setDraft(conversation, { text: draft.text, replyTo: seq }))
  toComposer(conversation)
}

/** Words for the message that were refused and wait to be decided about. */
function refusedEdit(world: World, conversation: number, seq: Seq): Wish | undefined {
  return world.wishes.find(
    (wish) =>
      wish.conversation === conversation &&
      wish.seq === seq &&
      wish.wanted.is === 'edit' &&
      wish.refused !== undefined,
  )
}

/** The composer takes up the message, or the words for it that were refused. Not while it has other words to save. */
export function beginEdit(conversation: number, seq: Seq): void {
  const { world } = client()
  const history = world.conversations.get(conversation)?.history
  const stored = history ? findMessage(history.messages, seq) : undefined
  if (stored === undefined) return
  const draft = draftIn(conversation)
  if (!isUnsaved(draft.editing, seq)) {
    const refused = refusedEdit(world, conversation, seq)
    const words =
      refused?.wanted.is === 'edit'
        ? refused.wanted.body
        : (shownMessage(world, conversation, seq)?.body ?? stored.body)
    const editing = { seq, from: stored.body, rev: stored.rev, text: words }
    flushSync(() => setDraft(conversation, { ...draft, editing }))
    if (refused !== undefined) client().dropWish(refused.key)
  }
  toComposer(conversation)
}

/** Words for a message that is gone become a new one's, after whatever is there already. */
export function takeOver(conversation: number, words: string): void {
  const draft = draftIn(conversation)
  flushSync(() => setDraft(conversation, withWords(draft, words)))
  toComposer(conversation)
}

export function withWords(draft: Draft, words: string): Draft {
  return { ...draft, text: draft.text === '' ? words : `${draft.text}\n${words}` }
}

/** The last message of mine in a conversation that is read at its end; undefined: there is none to change. */
export function myLastMessage(world: World, conversation: number): Seq | undefined {
  const history = world.conversations.get(conversation)?.history
  if (!history || history.moreAfter) return undefined
  for (let i = history.messages.length - 1; i >= 0; i -= 1) {
    const { seq, sender, kind } = history.messages[i]!
    if (sender !== world.me?.id || kind !== 'text') continue
    if (shownMessage(world, conversation, seq)?.deleted_at === undefined) return seq
  }
  return undefined
}
