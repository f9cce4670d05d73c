import { useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { changePassword, signOut } from '../../state/session'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { AccountPage } from './AccountPage'
import { useSubmit } from './useSubmit'

/** The password one was given must be changed before anything else. */
export default function FirstPassword() {
  const all = useTexts()
  const texts = all.account
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const { busy, errors, submit } = useSubmit(['old_password', 'new_password'], () =>
    changePassword(old, next),
  )
  const onSubmit = () => {
    const missing = [!old && 'old_password', !next && 'new_password']
    submit(
      missing.filter((name) => name !== false),
      next !== again ? { again: texts.passwordsDiffer } : {},
    )
  }
  return (
    <AccountPage
      title={texts.firstPasswordTitle}
      text={texts.firstPasswordText}
      error={errors.whole}
      onSubmit={onSubmit}
      below={
        <Button look="quiet" onClick={() => void signOut()}>
          {all.shell.signOut}
        </Button>
      }
    >
      <Field
        label={texts.oldPassword}
        name="old_password"
        type="password"
        autoComplete="current-password"
        // The page has one purpose.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={old}
        onChange={(event) => setOld(event.target.value)}
        error={errors.fields['old_password']}
      />
      <Field
        label={texts.newPassword}
        hint={texts.passwordHint}
        name="new_password"
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.target.value)}
        error={errors.fields['new_password']}
      />
      <Field
        label={texts.repeatPassword}
        name="again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
        error={errors.fields['again']}
      />
      <Button look="main" type="submit" busy={busy}>
        {texts.changePassword}
      </Button>
    </AccountPage>
  )
}
