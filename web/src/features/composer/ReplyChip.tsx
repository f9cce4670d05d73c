import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { findMessage } from '../../sync/reduce/messages'
import type { Conversation } from '../../sync/world'
import { IconButton } from '../../ui/Button'

interface ReplyChipProps {
  conversation: Conversation
  seq: number
  onCancel(): void
}

export function ReplyChip({ conversation, seq, onCancel }: ReplyChipProps) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const original = conversation.history && findMessage(conversation.history.messages, seq)
  const words =
    original == null
      ? texts.talk.replyGone
      : original.deleted_at !== undefined
        ? texts.talk.deleted
        : plainText(original.body)
  return (
    <div className="reply-chip">
      <div className="reply-chip-text">
        <p className="reply-chip-name clip">
          {texts.talk.replyingTo(personName(people, original?.sender, texts))}
        </p>
        <p className="clip">{words}</p>
      </div>
      <IconButton icon="close" size={16} label={texts.talk.cancelReply} onClick={onCancel} />
    </div>
  )
}
