import { useId, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Line } from '../../protocol/wire'
import { client } from '../../state/client'
import { Refused } from '../../sync/connection'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field, FieldFrame } from '../../ui/Field'
import { messageOf } from '../people/useOpenDirect'
import { mayRename, maySetVisibility } from './rights'
import { VisibilityChoice } from './VisibilityChoice'

interface EditGroupProps {
  /** As it is now; it may change while the window is open. */
  line: Line
  onClose(): void
}

/** What a group is called, what it is for and who may find it. Only what was changed here is sent. */
export function EditGroup({ line, onClose }: EditGroupProps) {
  const texts = useTexts()
  const id = useId()
  const [from, setFrom] = useState(line)
  const [name, setName] = useState(line.name ?? '')
  const [description, setDescription] = useState(line.description ?? '')
  const [visibility, setVisibility] = useState(line.visibility)
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const whole = mayRename(line.role)

  const refused = (error: unknown) => {
    setBusy(false)
    if (error instanceof Refused && error.code === 'conflict') {
      // Somebody was faster: what they changed shows, what was typed here stays.
      if (name === (from.name ?? '')) setName(line.name ?? '')
      if (description === (from.description ?? '')) setDescription(line.description ?? '')
      if (visibility === from.visibility) setVisibility(line.visibility)
      setFrom(line)
      return setErrors({ whole: texts.groups.changedMeanwhile })
    }
    const field = error instanceof Refused ? error.field : undefined
    const known = field === 'name' || field === 'description' ? field : 'whole'
    setErrors({ [known]: messageOf(error) })
  }
  const save = () => {
    if (name.trim() === '') return setErrors({ name: texts.account.required })
    setBusy(true)
    setErrors({})
    client()
      .updateGroup({
        conversation: line.id,
        rev: from.settings_rev,
        ...(name.trim() !== from.name && { name: name.trim() }),
        ...(description.trim() !== (from.description ?? '') && { description: description.trim() }),
        ...(visibility !== from.visibility && { visibility }),
      })
      .then(onClose, refused)
  }
  return (
    <Dialog
      title={texts.groups.editTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button look="main" busy={busy} disabled={busy} onClick={save}>
            {texts.groups.save}
          </Button>
        </>
      }
    >
      <form
        className="dialog-stack"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {errors['whole'] && (
          <p className="form-error" role="alert">
            {errors['whole']}
          </p>
        )}
        {whole && (
          <Field
            label={texts.people.groupName}
            maxLength={100}
            autoComplete="off"
            data-first-focus
            value={name}
            error={errors['name']}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <FieldFrame
          id={`${id}-description`}
          label={texts.people.groupDescription}
          error={errors['description']}
          optional
        >
          <textarea
            id={`${id}-description`}
            className="input"
            rows={3}
            maxLength={500}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </FieldFrame>
        {maySetVisibility(line.role) && (
          <VisibilityChoice value={visibility} onChange={setVisibility} />
        )}
      </form>
    </Dialog>
  )
}
