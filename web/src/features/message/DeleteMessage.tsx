import { useTexts } from '../../i18n/texts'
import { client } from '../../state/client'
import { Confirm } from '../group/Confirm'

interface DeleteMessageProps {
  conversation: number
  seq: number
  /** Whose message it is; null: my own. */
  name: string | null
  onClose(): void
}

/** Asks first: nothing brings it back. */
export function DeleteMessage({ conversation, seq, name, onClose }: DeleteMessageProps) {
  const texts = useTexts().change
  return (
    <Confirm
      title={texts.deleteTitle}
      text={name === null ? texts.deleteMine : texts.deleteTheirs(name)}
      action={texts.delete}
      carryOut={() => Promise.resolve(client().wish(conversation, seq, { is: 'delete' }))}
      onClose={onClose}
    />
  )
}
