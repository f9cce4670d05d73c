import { memo } from 'react'

import type { Catalogue } from '../../i18n/texts'
import { useTexts } from '../../i18n/texts'
import type { IconName } from '../../ui/Icon'
import { Icon } from '../../ui/Icon'
import type { MessageState } from './status'

const kIcons: Record<MessageState, IconName> = {
  waiting: 'clock',
  sending: 'clock',
  failed: 'warning',
  sent: 'check',
  delivered: 'checks',
  seen: 'checks',
}

interface StatusMarkProps {
  state: MessageState
  seen?: number
  delivered?: number
  others?: number
}

function describe(
  { state, seen = 0, delivered = 0, others = 0 }: StatusMarkProps,
  texts: Catalogue,
) {
  const { talk } = texts
  if (others < 2 || !['sent', 'delivered'].includes(state)) return talk.states[state]
  if (seen > 0) return talk.seenBy(seen, others)
  return delivered > 0 ? talk.deliveredTo(delivered, others) : talk.states[state]
}

/** The small mark beside a message of mine. */
export const StatusMark = memo(function StatusMark(props: StatusMarkProps) {
  const texts = useTexts()
  const label = describe(props, texts)
  return (
    <span
      className={`status-mark status-${props.state}`}
      role="img"
      aria-label={label}
      title={label}
    >
      <Icon name={kIcons[props.state]} size={15} />
    </span>
  )
})
