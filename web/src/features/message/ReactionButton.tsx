import { lazy, Suspense, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { IconButton } from '../../ui/Button'
import { comeNear, onceLoaded } from '../shell/onceLoaded'
import { react } from './changing'

const load = () => import('./ReactionPicker')
const ReactionPicker = lazy(load)

interface ReactionButtonProps {
  conversation: number
  seq: number
  className?: string
}

/** Opens the choice of reactions. */
export function ReactionButton({ conversation, seq, className }: ReactionButtonProps) {
  const texts = useTexts().change
  const ref = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={ref}
        icon="smile"
        size={17}
        className={className ?? ''}
        label={texts.react}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => comeNear(load)}
        onFocus={() => comeNear(load)}
        onClick={() => onceLoaded(load, () => setOpen(true))}
      />
      {open && (
        <Suspense fallback={null}>
          <ReactionPicker
            anchor={ref}
            onPick={(emoji) => react(conversation, seq, emoji)}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
