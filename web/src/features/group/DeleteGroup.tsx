import { useEffect, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import type { GroupDeletion, Line } from '../../protocol/wire'
import { client } from '../../state/client'
import { Refused } from '../../sync/connection'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { messageOf } from '../people/useOpenDirect'

interface DeleteGroupProps {
  line: Line
  onClose(): void
}

/** Says what will be gone, and asks for the group's name. */
export function DeleteGroup({ line, onClose }: DeleteGroupProps) {
  const texts = useTexts()
  const [counted, setCounted] = useState<GroupDeletion | null>(null)
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const name = line.name ?? ''

  useEffect(() => {
    let here = true
    client()
      .call('group.delete', { conversation: line.id, dry_run: true })
      .then(
        (counts) => here && setCounted(counts),
        (reason: unknown) => here && setErrors({ whole: messageOf(reason) }),
      )
    return () => {
      here = false
    }
  }, [line.id])

  const go = () => {
    if (typed.trim() !== name) return setErrors({ name: texts.groups.deleteWrongName })
    setBusy(true)
    setErrors({})
    client()
      .call('group.delete', { conversation: line.id, name })
      .then(onClose, (reason: unknown) => {
        const field = reason instanceof Refused && reason.field === 'name' ? 'name' : 'whole'
        setErrors({ [field]: messageOf(reason) })
        setBusy(false)
      })
  }
  return (
    <Dialog
      title={texts.groups.deleteTitle(name)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button
            look="danger"
            busy={busy}
            disabled={busy || counted === null || typed.trim() === ''}
            onClick={go}
          >
            {texts.groups.deleteAction}
          </Button>
        </>
      }
    >
      <form
        className="dialog-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (counted !== null) go()
        }}
      >
        <p className="dialog-text" role="status">
          {counted === null
            ? texts.groups.deleteCounting
            : texts.groups.deleteText(
                texts.groups.messages(counted.messages),
                texts.groups.members(counted.members),
              )}
        </p>
        {errors['whole'] && (
          <p className="form-error" role="alert">
            {errors['whole']}
          </p>
        )}
        <Field
          label={texts.groups.deleteType}
          hint={name}
          autoComplete="off"
          spellCheck={false}
          data-first-focus
          value={typed}
          error={errors['name']}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
