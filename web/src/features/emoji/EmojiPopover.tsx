import type { RefObject } from 'react'

import { useTexts } from '../../i18n/texts'
import { Popover } from '../../ui/Popover'
import { warmUp } from './book'
import { EmojiPicker } from './EmojiPicker'

interface EmojiPopoverProps {
  anchor: RefObject<HTMLElement | null>
  onPick(emoji: string, stays: boolean): void
  onClose(): void
}

/** When it can be shown without making anybody wait. */
export const ready = warmUp()

/** The picker beside what opened it. The emoji themselves come with this module, so it is to be loaded when needed. */
export default function EmojiPopover({ anchor, onPick, onClose }: EmojiPopoverProps) {
  const texts = useTexts().emoji
  return (
    <Popover anchor={anchor} label={texts.title} className="emoji-popover" onClose={onClose}>
      <EmojiPicker onPick={onPick} onClose={onClose} />
    </Popover>
  )
}
