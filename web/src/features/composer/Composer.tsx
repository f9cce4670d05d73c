import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'

import { insertText } from '../../browser/insertText'
import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import { client, useWorld } from '../../state/client'
import { draftOf, flushDrafts, setDraft, useDrafts } from '../../state/drafts'
import { lineName } from '../../state/names'
import { tellQuietly } from '../../state/quietNotice'
import { Refused } from '../../sync/connection'
import type { Conversation } from '../../sync/world'
import { IconButton } from '../../ui/Button'
import { EmojiButton } from '../emoji/EmojiButton'
import { beginEdit, myLastMessage } from '../message/changing'
import type { CompletionSource } from './completion'
import { CompletionList } from './CompletionList'
import { EditChip } from './EditChip'
import { editInHand } from './editing'
import { emojiSource } from './emojiSource'
import { homeOf, mayAddressAll } from './home'
import { mentionSource } from './mentionSource'
import { ReplyChip } from './ReplyChip'
import { ScheduleButton } from './ScheduleButton'
import { useCompletion } from './useCompletion'

import './composer.css'

/** As protocol.yaml says of message.post, in code points. */
const kLongest = 16_000

/** @all or @here, as far as one can tell while it is written. */
const kCallsAll = /(?:^|[\s([*_>"'])@(?:all|here)(?![\w@/-])/iu

interface ComposerProps {
  conversation: Conversation
  /** What is written here can be said there as well, as a reply to this message: a thread's parent. */
  also?: { conversation: Conversation; replyTo: number }
}

/**
 * Where one writes. Enter sends, Shift+Enter makes a new line; what is written survives a reload. Up in an empty composer
 * takes up one's last message, and from there goes on to the messages; with Ctrl it goes to them at once.
 */
export function Composer({ conversation, also }: ComposerProps) {
  const { line } = conversation
  const { id } = line
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const draft = useDrafts(draftOf(id))
  const ref = useRef<HTMLTextAreaElement>(null)
  const name = lineName(line, people, texts)
  const edit = editInHand(conversation, draft)
  const text = edit?.text ?? draft.text
  const sources = useMemo((): CompletionSource[] => [emojiSource, mentionSource(id)], [id])
  const completion = useCompletion(ref, text, sources)
  const [alsoThere, setAlsoThere] = useState(false)
  const hintId = useId()
  const isThread = line.kind === 'thread'
  const addressesNobody = useWorld((world) => {
    const home = homeOf(world, conversation)
    if (home.line.kind !== 'group' || mayAddressAll(world, home)) return null
    return kCallsAll.test(text) ? world.everybodyUpTo : null
  })
  const closed = line.peer !== undefined && people.get(line.peer)?.blocked === true

  // As high as its text, up to what the style sheet allows.
  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    box.style.blockSize = 'auto'
    box.style.blockSize = `${box.scrollHeight + 2}px`
  }, [text])

  // One opens a conversation to write in it; where a keyboard would cover half of the screen, one taps first.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) ref.current?.focus({ preventScroll: true })
  }, [id, draft.replyTo])

  // Whoever goes elsewhere may go on writing there, on another device.
  useEffect(() => flushDrafts, [id])

  // Counting code points is needed near the limit only.
  const over = text.length > kLongest ? [...text].length - kLongest : 0
  const empty = text.trim() === ''
  const send = () => {
    if (empty || over > 0 || closed) return
    if (edit !== null) edit.save()
    else postDraft()
    ref.current?.focus({ preventScroll: true })
  }
  const postDraft = () => {
    const words = draft.text.trim()
    client().post(id, words, draft.replyTo)
    if (also !== undefined && alsoThere)
      client().post(also.conversation.line.id, words, also.replyTo)
    setAlsoThere(false)
    setDraft(id, { text: '' })
  }
  const postLater = (time: Date) => {
    const { text: body, replyTo } = draft
    client()
      .schedule(id, body.trim(), time, replyTo)
      .then(
        ({ send_at }) => {
          // What was written meanwhile stays.
          if (draftOf(id)(useDrafts.getState()).text === body) setDraft(id, { text: '' })
          tellQuietly(texts.mine.scheduledFor(fullTime(send_at)))
        },
        (error: unknown) =>
          tellQuietly(error instanceof Refused ? error.message : texts.shell.notConnected),
      )
    ref.current?.focus({ preventScroll: true })
  }
  const toMessages = () => document.getElementById(isThread ? 'replies' : 'messages')?.focus()
  /** Up: my last message, or the messages. Answers whether that was meant. */
  const goUp = (event: React.KeyboardEvent): boolean => {
    const atStart = ref.current?.selectionStart === 0 && ref.current.selectionEnd === 0
    const rests = edit === null ? text === '' : edit.isUnchanged && atStart
    if (!rests) return false
    edit?.cancel()
    const last = myLastMessage(client().world, id)
    if (edit !== null || event.ctrlKey || event.metaKey || last === undefined) toMessages()
    else beginEdit(id, last)
    return true
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    // While an input method composes, Enter is its own.
    if (event.nativeEvent.isComposing || completion.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && edit !== null) {
      event.preventDefault()
      edit.cancel()
    } else if (event.key === 'Escape' && draft.replyTo !== undefined) {
      event.preventDefault()
      setDraft(id, { text: draft.text })
    } else if (event.key === 'ArrowUp' && goUp(event)) {
      event.preventDefault()
    }
  }
  const onChange = (next: string) => {
    if (edit !== null) return edit.write(next)
    setDraft(id, { ...draft, text: next })
    if (line.kind !== 'self') client().say(id, next !== '')
  }
  const insert = (emoji: string) => {
    const box = ref.current!
    insertText(box, box.selectionStart, box.selectionEnd, emoji)
  }
  const label =
    edit !== null
      ? texts.change.editing
      : isThread
        ? texts.threads.composer
        : line.kind === 'self'
          ? texts.talk.composerSelf
          : texts.talk.composer(name)
  const hint =
    addressesNobody !== null
      ? texts.threads.mayNotAll(addressesNobody)
      : edit !== null
        ? texts.change.editHint
        : texts.talk.composerHint
  if (closed)
    return (
      <div className="composer">
        <p className="composer-closed">{texts.talk.blockedPeer(name)}</p>
      </div>
    )
  return (
    <div className="composer">
      {edit !== null && <EditChip edit={edit} />}
      {edit === null && draft.replyTo !== undefined && (
        <ReplyChip
          conversation={conversation}
          seq={draft.replyTo}
          onCancel={() => setDraft(id, { text: draft.text })}
        />
      )}
      <div className="composer-box">
        <CompletionList completion={completion} />
        <textarea
          ref={ref}
          className="composer-text"
          rows={1}
          value={text}
          placeholder={label}
          aria-label={label}
          data-conversation={id}
          aria-describedby={hintId}
          aria-invalid={over > 0 || undefined}
          autoComplete="off"
          {...completion.boxProps}
          onChange={(event) => onChange(event.target.value)}
          onInput={completion.onInput}
          onKeyDown={onKeyDown}
        />
        <EmojiButton className="composer-emoji" onPick={insert} />
        {edit === null && !empty && over === 0 && <ScheduleButton onChoose={postLater} />}
        <IconButton
          icon={edit === null ? 'send' : 'check'}
          className="composer-send"
          label={edit === null ? texts.talk.send : texts.change.save}
          disabled={empty || over > 0 || edit?.problem === 'deleted'}
          onClick={send}
        />
      </div>
      {also !== undefined && edit === null && (
        <label className="composer-also">
          <input
            type="checkbox"
            checked={alsoThere}
            onChange={(event) => setAlsoThere(event.target.checked)}
          />
          <span className="clip">
            {texts.threads.alsoSend(lineName(also.conversation.line, people, texts))}
          </span>
        </label>
      )}
      <p
        className="composer-hint"
        id={hintId}
        data-over={over > 0}
        data-told={addressesNobody !== null}
      >
        {over > 0 ? texts.talk.tooLong(over) : hint}
      </p>
    </div>
  )
}
