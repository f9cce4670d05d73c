// The one place that says what one picks a reaction with.
import type { RefObject } from 'react'

import { useTexts } from '../../i18n/texts'
import { Popover } from '../../ui/Popover'

const kEmoji = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🔥', '🚀', '😮', '😢', '👎']

interface ReactionPickerProps {
  anchor: RefObject<HTMLElement | null>
  onPick(emoji: string): void
  onClose(): void
}

export default function ReactionPicker({ anchor, onPick, onClose }: ReactionPickerProps) {
  const texts = useTexts().change
  return (
    <Popover anchor={anchor} label={texts.pickTitle} onClose={onClose}>
      <div className="reaction-picker">
        {kEmoji.map((emoji, index) => (
          <button
            key={emoji}
            type="button"
            className="reaction-choice"
            aria-label={texts.reactWith(emoji)}
            {...(index === 0 && { 'data-first-focus': true })}
            onClick={() => {
              onClose()
              onPick(emoji)
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Popover>
  )
}
