import { useEffect, useLayoutEffect, useRef } from 'react'

import { insertText } from '../../browser/insertText'
import { useTexts } from '../../i18n/texts'
import { client, useWorld } from '../../state/client'
import { draftOf, setDraft, useDrafts } from '../../state/drafts'
import { lineName } from '../../state/names'
import type { Conversation } from '../../sync/world'
import { IconButton } from '../../ui/Button'
import { EmojiButton } from '../emoji/EmojiButton'
import type { CompletionSource } from './completion'
import { CompletionList } from './CompletionList'
import { emojiSource } from './emojiSource'
import { ReplyChip } from './ReplyChip'
import { useCompletion } from './useCompletion'

import './composer.css'

/** As protocol.yaml says of message.post, in code points. */
const kLongest = 16_000

const kSources: readonly CompletionSource[] = [emojiSource]

/** Where one writes. Enter sends, Shift+Enter makes a new line; what is written survives a reload. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { line } = conversation
  const { id } = line
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const draft = useDrafts(draftOf(id))
  const ref = useRef<HTMLTextAreaElement>(null)
  const completion = useCompletion(ref, draft.text, kSources)
  const name = lineName(line, people, texts)
  const closed = line.peer !== undefined && people.get(line.peer)?.blocked === true

  // As high as its text, up to what the style sheet allows.
  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    box.style.blockSize = 'auto'
    box.style.blockSize = `${box.scrollHeight + 2}px`
  }, [draft.text])

  // One opens a conversation to write in it; where a keyboard would cover half of the screen, one taps first.
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) ref.current?.focus({ preventScroll: true })
  }, [id, draft.replyTo])

  // Counting code points is needed near the limit only.
  const over = draft.text.length > kLongest ? [...draft.text].length - kLongest : 0
  const empty = draft.text.trim() === ''
  const send = () => {
    if (empty || over > 0 || closed) return
    client().post(id, draft.text.trim(), draft.replyTo)
    setDraft(id, { text: '' })
    ref.current?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    // While an input method composes, Enter is its own.
    if (event.nativeEvent.isComposing || completion.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && draft.replyTo !== undefined) {
      event.preventDefault()
      setDraft(id, { text: draft.text })
    } else if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault()
      document.getElementById('messages')?.focus()
    }
  }
  const onChange = (text: string) => {
    setDraft(id, { ...draft, text })
    if (line.kind !== 'self') client().say(id, text !== '')
  }
  const insert = (emoji: string) => {
    const box = ref.current!
    insertText(box, box.selectionStart, box.selectionEnd, emoji)
  }
  if (closed)
    return (
      <div className="composer">
        <p className="composer-closed">{texts.talk.blockedPeer(name)}</p>
      </div>
    )
  return (
    <div className="composer">
      {draft.replyTo !== undefined && (
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
          value={draft.text}
          placeholder={line.kind === 'self' ? texts.talk.composerSelf : texts.talk.composer(name)}
          aria-label={line.kind === 'self' ? texts.talk.composerSelf : texts.talk.composer(name)}
          aria-describedby="composer-hint"
          aria-invalid={over > 0 || undefined}
          autoComplete="off"
          {...completion.boxProps}
          onChange={(event) => onChange(event.target.value)}
          onInput={completion.onInput}
          onKeyDown={onKeyDown}
        />
        <EmojiButton className="composer-emoji" onPick={insert} />
        <IconButton
          icon="send"
          className="composer-send"
          label={texts.talk.send}
          disabled={empty || over > 0}
          onClick={send}
        />
      </div>
      <p className="composer-hint" id="composer-hint" data-over={over > 0}>
        {over > 0 ? texts.talk.tooLong(over) : texts.talk.composerHint}
      </p>
    </div>
  )
}
