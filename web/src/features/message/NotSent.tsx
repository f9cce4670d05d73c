import { useTexts } from '../../i18n/texts'
import { client } from '../../state/client'

interface NotSentProps {
  messageKey: string
  reason: string
}

/** Why a message was refused, and what to do with it. */
export function NotSent({ messageKey, reason }: NotSentProps) {
  const texts = useTexts().talk
  return (
    <p className="message-failed" role="alert">
      <span>{reason || texts.notSent}</span>
      <button type="button" onClick={() => client().retry(messageKey)}>
        {texts.sendAgain}
      </button>
      <button type="button" onClick={() => client().discard(messageKey)}>
        {texts.discard}
      </button>
    </p>
  )
}
