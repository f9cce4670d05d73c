import { useTexts } from '../../i18n/texts'
import type { PersonId } from '../../protocol/wire'
import { useWorld } from '../../state/client'
import { personName } from '../../state/names'
import { Icon } from '../../ui/Icon'

/** Above a message that is pinned. */
export function PinnedMark({ by }: { by: PersonId | undefined }) {
  const texts = useTexts()
  const isMine = useWorld((world) => by !== undefined && world.me?.id === by)
  const name = useWorld((world) => personName(world.people, by, texts))
  return (
    <p className="message-pinned">
      <Icon name="pin" size={13} />
      {isMine ? texts.change.pinnedByYou : texts.change.pinnedBy(name)}
    </p>
  )
}
