import { lazy, Suspense, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import type { Message } from '../../protocol/wire'
import { onceLoaded } from '../shell/onceLoaded'

const load = () => import('./Versions')
const Versions = lazy(load)

interface EditedMarkProps {
  conversation: number
  message: Message
  maySeeVersions: boolean
}

/** Says that a message has other words than at first; for those who may see them it leads there. */
export function EditedMark({ conversation, message, maySeeVersions }: EditedMarkProps) {
  const texts = useTexts()
  const [open, setOpen] = useState(false)
  const time = fullTime(message.edited_at!)
  if (!maySeeVersions)
    return (
      <span className="message-edited" title={time}>
        {texts.talk.edited}
      </span>
    )
  return (
    <>
      <button
        type="button"
        className="message-edited"
        title={time}
        aria-label={texts.change.versionsOpen}
        onClick={() => onceLoaded(load, () => setOpen(true))}
      >
        {texts.talk.edited}
      </button>
      {open && (
        <Suspense fallback={null}>
          <Versions conversation={conversation} message={message} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
