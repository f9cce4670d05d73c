import { useTexts } from '../../i18n/texts'
import { useWorld } from '../../state/client'
import { personName, shortName } from '../../state/names'
import type { Conversation } from '../../sync/world'

/** Who is typing. Its place is always kept, so that nothing jumps. */
export function TypingLine({ conversation }: { conversation: Conversation }) {
  const texts = useTexts()
  const people = useWorld((world) => world.people)
  const names = [...conversation.typing.keys()].map((id) =>
    shortName(personName(people, id, texts)),
  )
  return (
    <div className="typing" aria-live="off">
      {names.length > 0 && (
        <>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="clip">{texts.talk.typing(names)}</span>
        </>
      )}
    </div>
  )
}
