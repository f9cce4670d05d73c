import { lazy, Suspense, useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { IconButton } from '../../ui/Button'
import { comeNear, onceLoaded } from '../shell/onceLoaded'

const load = () => import('../mine/ScheduleMenu')
const ScheduleMenu = lazy(load)

/** Beside the button that sends: later. */
export function ScheduleButton({ onChoose }: { onChoose(time: Date): void }) {
  const texts = useTexts().mine
  const ref = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={ref}
        icon="clock"
        className="composer-later"
        label={texts.schedule}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => comeNear(load)}
        onFocus={() => comeNear(load)}
        onClick={() => onceLoaded(load, () => setOpen(true))}
      />
      {open && (
        <Suspense fallback={null}>
          <ScheduleMenu anchor={ref} onChoose={onChoose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
