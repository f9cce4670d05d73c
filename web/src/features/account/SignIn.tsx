import { useState } from 'react'
import { Link } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { signIn, useSession } from '../../state/session'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { AccountPage } from './AccountPage'
import { useSubmit } from './useSubmit'

export default function SignIn({ expired }: { expired: boolean }) {
  const texts = useTexts().account
  const settings = useSession((store) => store.settings)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const { busy, errors, submit } = useSubmit(['login', 'password'], () =>
    signIn(login.trim(), password),
  )
  const onSubmit = () => {
    const missing = [!login.trim() && 'login', !password && 'password']
    submit(missing.filter((name) => name !== false))
  }
  const mayRegister = settings !== null && settings.registration !== 'closed'
  return (
    <AccountPage
      title={texts.signInTitle}
      text={expired ? texts.sessionEnded : undefined}
      error={errors.whole}
      onSubmit={onSubmit}
      below={
        mayRegister ? (
          <>
            {texts.noAccount} <Link href="/register">{texts.createOne}</Link>
          </>
        ) : (
          settings !== null && texts.registrationClosed
        )
      }
    >
      <Field
        label={texts.login}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        // The page has one purpose.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        error={errors.fields['login']}
      />
      <Field
        label={texts.password}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={errors.fields['password']}
      />
      <Button look="main" type="submit" busy={busy}>
        {texts.signIn}
      </Button>
    </AccountPage>
  )
}
