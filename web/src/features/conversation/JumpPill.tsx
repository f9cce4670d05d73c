import { useTexts } from '../../i18n/texts'
import { unreadOf } from '../../state/unread'
import type { Conversation } from '../../sync/world'
import { Icon } from '../../ui/Icon'

interface JumpPillProps {
  conversation: Conversation
  onJump(): void
}

export function JumpPill({ conversation, onJump }: JumpPillProps) {
  const texts = useTexts().talk
  const unread = unreadOf(conversation, undefined)
  return (
    <button type="button" className="jump" data-unread={unread > 0} onClick={onJump}>
      <Icon name="down" size={17} />
      {unread > 0 ? texts.jumpToNewestCount(unread) : texts.jumpToNewest}
    </button>
  )
}
