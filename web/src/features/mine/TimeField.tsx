import { useTexts } from '../../i18n/texts'
import { Field } from '../../ui/Field'
import { chosen } from './times'

interface TimeFieldProps {
  value: string
  onChange(value: string): void
}

/** A date and a time, in the person's own zone. */
export function TimeField({ value, onChange }: TimeFieldProps) {
  const texts = useTexts().mine
  const time = chosen(value)
  const problem = 'problem' in time ? time.problem : null
  return (
    <Field
      type="datetime-local"
      label={texts.dateAndTime}
      value={value}
      error={
        problem === 'passed'
          ? texts.timePassed
          : problem === 'too_far'
            ? texts.timeTooFar
            : undefined
      }
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
