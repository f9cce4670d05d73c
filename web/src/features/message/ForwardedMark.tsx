import { useTexts } from '../../i18n/texts'
import { fullTime } from '../../i18n/times'
import type { Forwarded } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Icon } from '../../ui/Icon'

/** Whose words these were first. */
export function ForwardedMark({ forwarded }: { forwarded: Forwarded }) {
  const texts = useTexts()
  const name = useWorld((world) => personName(world.people, forwarded.person, texts))
  return (
    <p className="message-forwarded" title={texts.threads.forwardedOn(fullTime(forwarded.at))}>
      <Icon name="forward" size={13} /> {texts.threads.forwarded(name)}
    </p>
  )
}
