// When a message shall be sent: a menu beside the button that sends.
import type { RefObject } from 'react'
import { useRef, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { fullTime, shortTime } from '../../i18n/times'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { TimeField } from './TimeField'
import { chosen, inAnHour, nineOClock, toInput } from './times'

import '../../ui/menu.css'
import './mine.css'

interface ScheduleMenuProps {
  anchor: RefObject<HTMLElement | null>
  onChoose(time: Date): void
  onClose(): void
}

const kMonday = 1

export default function ScheduleMenu({ anchor, onChoose, onClose }: ScheduleMenuProps) {
  const texts = useTexts().mine
  const ref = useRef<HTMLDivElement>(null)
  const [now] = useState(() => new Date())
  const [other, setOther] = useState<string | null>(null)
  const time = other === null ? null : chosen(other)
  const choose = (at: Date) => {
    onClose()
    onChoose(at)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const items = [...ref.current!.querySelectorAll<HTMLElement>('[role=menuitem]')]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to]?.focus()
  }
  if (other !== null)
    return (
      <Popover
        key="other"
        anchor={anchor}
        label={texts.scheduleTitle}
        className="schedule-menu"
        onClose={onClose}
      >
        <form
          className="schedule-other"
          onSubmit={(event) => {
            event.preventDefault()
            if (time !== null && 'time' in time) choose(time.time)
          }}
        >
          <TimeField value={other} onChange={setOther} />
          {time !== null && 'time' in time && (
            <p className="field-hint">{texts.scheduledFor(fullTime(time.time.toISOString()))}</p>
          )}
          <Button look="main" type="submit" disabled={time === null || !('time' in time)}>
            {texts.schedule}
          </Button>
        </form>
      </Popover>
    )
  const times: [string, Date][] = [
    [texts.at.hour, inAnHour(now)],
    [texts.at.tomorrow, nineOClock(now, null)],
    [texts.at.monday, nineOClock(now, kMonday)],
  ]
  return (
    <Popover
      key="usual"
      anchor={anchor}
      label={texts.scheduleTitle}
      className="schedule-menu"
      onClose={onClose}
    >
      <div
        ref={ref}
        className="message-menu-list"
        role="menu"
        tabIndex={-1}
        aria-label={texts.scheduleTitle}
        onKeyDown={onKeyDown}
      >
        <p className="menu-heading">{texts.scheduleTitle}</p>
        {times.map(([name, at], index) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            {...(index === 0 && { 'data-first-focus': true })}
            className="menu-item"
            onClick={() => choose(at)}
          >
            <span className="menu-icon">
              <Icon name="clock" size={17} />
            </span>
            {name}
            <time className="schedule-time" dateTime={at.toISOString()} aria-hidden="true">
              {shortTime(at.toISOString(), now)}
            </time>
          </button>
        ))}
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="menu-item"
          onClick={() => setOther(toInput(nineOClock(now, null)))}
        >
          <span className="menu-icon">
            <Icon name="pencil" size={17} />
          </span>
          {texts.at.other}
        </button>
      </div>
    </Popover>
  )
}
