import { lazy, Suspense, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Seq } from '../../protocol/wire'
import { setDraft, useDrafts } from '../../state/drafts'
import { IconButton } from '../../ui/Button'

const MessageInfo = lazy(() => import('./MessageInfo'))

interface MessageActionsProps {
  conversation: number
  seq: Seq
  body: string
  isMine: boolean
}

/** What can be done with a message; shown when one points at it or has gone to it with the keyboard. */
export function MessageActions({ conversation, seq, body, isMine }: MessageActionsProps) {
  const texts = useTexts().talk
  const [info, setInfo] = useState(false)
  const [copied, setCopied] = useState<'text' | 'link' | null>(null)
  const copy = (what: 'text' | 'link') => {
    const text = what === 'text' ? body : `${location.origin}/c/${conversation}/${seq}`
    void navigator.clipboard?.writeText(text).then(() => {
      setCopied(what)
      window.setTimeout(() => setCopied(null), 1500)
    })
  }
  const reply = () => {
    const draft = useDrafts.getState().drafts[conversation]
    setDraft(conversation, { text: draft?.text ?? '', replyTo: seq })
    document.querySelector<HTMLElement>('.composer-text')?.focus()
  }
  return (
    <>
      <div className="message-actions" role="group" aria-label={texts.actions}>
        <IconButton icon="reply" size={17} label={texts.reply} onClick={reply} />
        <IconButton
          icon={copied === 'text' ? 'check' : 'copy'}
          size={17}
          label={copied === 'text' ? texts.copied : texts.copyText}
          onClick={() => copy('text')}
        />
        <IconButton
          icon={copied === 'link' ? 'check' : 'link'}
          size={17}
          label={copied === 'link' ? texts.copied : texts.copyLink}
          onClick={() => copy('link')}
        />
        {isMine && (
          <IconButton icon="info" size={17} label={texts.info} onClick={() => setInfo(true)} />
        )}
      </div>
      {info && (
        <Suspense fallback={null}>
          <MessageInfo conversation={conversation} seq={seq} onClose={() => setInfo(false)} />
        </Suspense>
      )}
    </>
  )
}
