import { useTexts } from '../../i18n/texts'
import { plainText } from '../../markdown/plainText'
import { client } from '../../state/client'
import type { Wish } from '../../sync/world'
import { beginEdit, takeOver } from './changing'

/** New words that were not taken: they stay here until somebody decides what becomes of them. */
export function EditRefused({ wish, isGone }: { wish: Wish; isGone: boolean }) {
  const texts = useTexts().change
  const { wanted, refused, conversation, seq, key } = wish
  if (wanted.is !== 'edit' || refused === undefined) return null
  const again = () => {
    if (!isGone) return beginEdit(conversation, seq)
    client().dropWish(key)
    takeOver(conversation, wanted.body)
  }
  const reason = refused.code === 'conflict' ? texts.conflict : refused.message
  return (
    <div className="message-failed" role="alert">
      <span>{texts.notSaved(reason)}</span>
      <span className="message-failed-words">
        {texts.yourWords}: <q>{plainText(wanted.body)}</q>
      </span>
      <button type="button" onClick={again}>
        {isGone ? texts.takeOver : texts.editAgain}
      </button>
      <button type="button" onClick={() => client().dropWish(key)}>
        {texts.discard}
      </button>
    </div>
  )
}
