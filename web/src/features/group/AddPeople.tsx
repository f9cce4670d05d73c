import { useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Person, PersonId } from '../../protocol/wire'
import { client } from '../../state/client'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Chips } from '../people/Chips'
import { PeoplePicker } from '../people/PeoplePicker'
import { messageOf } from '../people/useOpenDirect'

interface AddPeopleProps {
  conversation: number
  present: ReadonlySet<PersonId>
  onClose(): void
}

export function AddPeople({ conversation, present, onClose }: AddPeopleProps) {
  const texts = useTexts()
  const [people, setPeople] = useState<readonly Person[]>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const remove = (person: PersonId) => setPeople(people.filter((one) => one.id !== person))
  const add = () => {
    setBusy(true)
    client()
      .call('group.add', { conversation, people: people.map((person) => person.id) })
      .then(onClose, (reason: unknown) => {
        setError(messageOf(reason))
        setBusy(false)
      })
  }
  return (
    <Dialog
      title={texts.people.addPeople}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button look="main" busy={busy} disabled={busy || people.length === 0} onClick={add}>
            {texts.people.add}
          </Button>
        </>
      }
    >
      <div className="dialog-stack dialog-stack-close">
        {error && (
          <p className="form-error" role="alert">
            {error}
          </p>
        )}
        <Chips people={people} onRemove={remove} />
        <PeoplePicker
          label={texts.people.addPeople}
          focusFirst
          without={present}
          chosen={new Set(people.map((person) => person.id))}
          onChoose={(person) =>
            people.some((one) => one.id === person.id)
              ? remove(person.id)
              : setPeople([...people, person])
          }
          onEraseLast={() => setPeople(people.slice(0, -1))}
        />
      </div>
    </Dialog>
  )
}
