import { useLocation } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { Icon } from '../../ui/Icon'

/** Above the composer: what of mine is sent here later, or was not. */
export function ScheduledLine({ id }: { id: number }) {
  const texts = useTexts().mine
  const [, navigate] = useLocation()
  const scheduled = useWorld((world) => world.mine.scheduled)
  const here = [...scheduled.values()].filter((message) => message.conversation === id)
  if (here.length === 0) return null
  const failed = here.filter((message) => message.state === 'failed').length
  return (
    <p className="scheduled-line" data-failed={failed > 0}>
      <Icon name={failed > 0 ? 'warning' : 'clock'} size={15} />
      <span className="clip">
        {failed > 0 ? texts.failedHere(failed) : texts.scheduledHere(here.length)}
      </span>
      <button type="button" onClick={() => navigate('/scheduled')}>
        {texts.show}
      </button>
    </p>
  )
}
