import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import { IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import type { EditInHand } from './editing'

/** Says that the composer edits, and what has become of the message meanwhile. */
export function EditChip({ edit }: { edit: EditInHand }) {
  const texts = useTexts().change
  return (
    <div className="reply-chip" data-problem={edit.problem ?? undefined}>
      <Icon name="pencil" size={16} />
      <div className="reply-chip-text" role="status">
        <p className="reply-chip-name clip">{texts.editingChip}</p>
        {edit.problem === null ? (
          <p className="clip">{plainText(edit.now)}</p>
        ) : edit.problem === 'deleted' ? (
          <p>{texts.deletedMeanwhile}</p>
        ) : (
          <>
            <p>{texts.changedMeanwhile}</p>
            <p className="clip">
              <q>{plainText(edit.now)}</q>
            </p>
          </>
        )}
      </div>
      <IconButton icon="close" size={16} label={texts.cancelEdit} onClick={edit.cancel} />
    </div>
  )
}
