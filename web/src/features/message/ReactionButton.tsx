import { useTexts } from '../../i18n/texts'
import { EmojiButton } from '../emoji/EmojiButton'
import { react } from './changing'

interface ReactionButtonProps {
  conversation: number
  seq: number
  className?: string
}

/** Opens the choice of reactions. */
export function ReactionButton({ conversation, seq, className = '' }: ReactionButtonProps) {
  const texts = useTexts().change
  return (
    <EmojiButton
      label={texts.react}
      size={17}
      className={className}
      onPick={(emoji) => react(conversation, seq, emoji)}
    />
  )
}
