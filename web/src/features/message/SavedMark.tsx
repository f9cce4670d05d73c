import { useTexts } from '../../i18n/texts'
import { Icon } from '../../ui/Icon'

/** Above a message that I have saved; nobody else sees it. */
export function SavedMark() {
  const texts = useTexts()
  return (
    <p className="message-pinned">
      <Icon name="bookmark" size={13} />
      <span aria-hidden="true">{texts.mine.saved}</span>
      <span className="hidden-visually">{texts.mine.savedMark}</span>
    </p>
  )
}
