import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { findMessage } from '../../sync/reduce/messages'
import { Icon } from '../../ui/Icon'

interface QuoteProps {
  conversation: number
  seq: number
  onOpen(): void
}

/** One line of the message that this one replies to. */
export function Quote({ conversation, seq, onOpen }: QuoteProps) {
  const texts = useTexts()
  const original = useWorld((world) => {
    const history = world.conversations.get(conversation)?.history
    return history ? findMessage(history.messages, seq) : undefined
  })
  const isGone = original?.deleted_at !== undefined
  const sender = useWorld((world) => personName(world.people, original?.sender, texts))
  const text =
    original === undefined
      ? texts.talk.replyGone
      : isGone
        ? texts.talk.deleted
        : plainText(original.body)
  return (
    <button type="button" className="quote" title={texts.talk.openOriginal} onClick={onOpen}>
      <Icon name="reply" size={14} />
      {original && !isGone && <span className="quote-name">{sender}</span>}
      <span className="quote-text clip" data-gone={isGone || undefined}>
        {text}
      </span>
    </button>
  )
}
