import { useTexts } from '../../i18n/texts'
import { Dialog } from '../../ui/Dialog'
import { PeoplePicker } from './PeoplePicker'
import { useOpenDirect } from './useOpenDirect'

export default function NewMessage({ onClose }: { onClose(): void }) {
  const texts = useTexts().people
  const { open, error } = useOpenDirect(onClose)
  return (
    <Dialog title={texts.newMessageTitle} onClose={onClose}>
      <div className="dialog-stack">
        <p className="dialog-text">{texts.newMessageText}</p>
        {error && (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
        <PeoplePicker label={texts.findPeople} focusFirst onChoose={(person) => open(person.id)} />
      </div>
    </Dialog>
  )
}
