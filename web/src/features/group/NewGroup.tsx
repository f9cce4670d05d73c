import { useId, useState } from 'react'
import { useLocation } from 'wouter'

import { newKey } from '../../browser/newKey'
import { useTexts } from '../../i18n/texts'
import type { Person, PersonId, Visibility } from '../../protocol/wire'
import { client, useWorld } from '../../state/client'
import { Refused } from '../../sync/connection'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field, FieldFrame } from '../../ui/Field'
import { Chips } from '../people/Chips'
import { PeoplePicker } from '../people/PeoplePicker'
import { messageOf } from '../people/useOpenDirect'
import { VisibilityChoice } from './VisibilityChoice'

import './group.css'

export default function NewGroup({ onClose }: { onClose(): void }) {
  const texts = useTexts()
  const [, navigate] = useLocation()
  const id = useId()
  const me = useWorld((world) => world.me?.id)
  // One key for this dialog: pressing the button again after a cut makes no second group.
  const [key] = useState(newKey)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [visibility, setVisibility] = useState<Visibility>('private')
  const [people, setPeople] = useState<readonly Person[]>([])
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})

  const remove = (person: PersonId) => setPeople(people.filter((one) => one.id !== person))
  const create = () => {
    if (name.trim() === '') return setErrors({ name: texts.account.required })
    setBusy(true)
    setErrors({})
    client()
      .createGroup({
        key,
        name: name.trim(),
        ...(description.trim() && { description: description.trim() }),
        visibility,
        people: people.map((person) => person.id),
      })
      .then(
        (conversation) => {
          onClose()
          navigate(`/c/${conversation}`)
        },
        (error: unknown) => {
          const field = error instanceof Refused ? error.field : undefined
          const known = field === 'name' || field === 'description' ? field : 'whole'
          setErrors({ [known]: messageOf(error) })
          setBusy(false)
        },
      )
  }
  return (
    <Dialog
      title={texts.people.newGroupTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button look="main" busy={busy} disabled={busy} onClick={create}>
            {texts.people.createGroup}
          </Button>
        </>
      }
    >
      <form
        className="dialog-stack"
        onSubmit={(event) => {
          event.preventDefault()
          create()
        }}
      >
        {errors['whole'] && (
          <p className="form-error" role="alert">
            {errors['whole']}
          </p>
        )}
        <Field
          label={texts.people.groupName}
          maxLength={100}
          autoComplete="off"
          data-first-focus
          value={name}
          error={errors['name']}
          onChange={(event) => setName(event.target.value)}
        />
        <FieldFrame
          id={`${id}-description`}
          label={texts.people.groupDescription}
          error={errors['description']}
          optional
        >
          <textarea
            id={`${id}-description`}
            className="input"
            rows={2}
            maxLength={500}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </FieldFrame>
        <VisibilityChoice value={visibility} onChange={setVisibility} />
        <div className="dialog-stack dialog-stack-close">
          <span className="field-label">{texts.people.peopleInGroup}</span>
          <Chips people={people} onRemove={remove} />
          <PeoplePicker
            label={texts.people.addPeople}
            without={new Set(me === undefined ? [] : [me])}
            chosen={new Set(people.map((person) => person.id))}
            onChoose={(person) =>
              people.some((one) => one.id === person.id)
                ? remove(person.id)
                : setPeople([...people, person])
            }
            onEraseLast={() => setPeople(people.slice(0, -1))}
          />
        </div>
      </form>
    </Dialog>
  )
}
