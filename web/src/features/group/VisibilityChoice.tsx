import { useId } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Visibility } from '../../protocol/wire'
import { Icon } from '../../ui/Icon'

interface VisibilityChoiceProps {
  value: Visibility
  onChange(value: Visibility): void
}

export function VisibilityChoice({ value, onChange }: VisibilityChoiceProps) {
  const texts = useTexts()
  const id = useId()
  return (
    <fieldset className="choices">
      <legend className="field-label">{texts.people.visibility}</legend>
      {(['private', 'public'] as const).map((choice) => (
        <label key={choice} className="choice">
          <input
            type="radio"
            name={`${id}-visibility`}
            checked={value === choice}
            onChange={() => onChange(choice)}
          />
          <Icon name={choice === 'private' ? 'lock' : 'globe'} size={18} />
          <span>
            {texts.people[choice]}
            <span className="field-hint">
              {choice === 'private' ? texts.people.privateHint : texts.people.publicHint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
