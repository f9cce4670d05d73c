// A button that opens the picker beside itself. The picker and its data are loaded when somebody comes near the button.
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { useTexts } from '../../i18n/texts'
import { IconButton } from '../../ui/Button'

type Popover = typeof import('./EmojiPopover').default

/** Not React's `lazy`: it would hold the picker back for a moment, and take the page with it when loading fails. */
async function load(): Promise<Popover> {
  const { default: popover, ready } = await import('./EmojiPopover')
  await ready
  return popover
}

interface EmojiButtonProps {
  /** Its accessible name where "Emoji" is not enough. */
  label?: string
  size?: number
  className?: string
  /** The picker is closed by then, unless more are wanted (`stays`). An emoji of the organisation comes as `:name:`. */
  onPick(emoji: string, stays: boolean): void
}

export function EmojiButton({ label, size, className, onPick }: EmojiButtonProps) {
  const texts = useTexts().emoji
  const ref = useRef<HTMLButtonElement>(null)
  const [EmojiPopover, setPopover] = useState<Popover | null>(null)
  const [failed, setFailed] = useState(false)
  const open = () =>
    load().then(
      (popover) => {
        setFailed(false)
        setPopover(() => popover)
      },
      () => setFailed(true),
    )
  const comeNear = () => void load().catch(() => {})
  return (
    <>
      <IconButton
        ref={ref}
        icon="smile"
        size={size ?? 20}
        className={className ?? ''}
        label={failed ? texts.loadFailed : (label ?? texts.open)}
        aria-haspopup="dialog"
        aria-expanded={EmojiPopover !== null}
        onPointerEnter={comeNear}
        onFocus={comeNear}
        onClick={() => void open()}
      />
      {EmojiPopover && (
        <EmojiPopover
          anchor={ref}
          onPick={onPick}
          // At once: what is picked may go where nothing can be written while the picker is open.
          onClose={() => flushSync(() => setPopover(null))}
        />
      )}
    </>
  )
}
