import { useState } from 'react'
import { Link } from 'wouter'

import { useTexts } from '../../i18n/texts'
import { register, useSession } from '../../state/session'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { AccountPage } from './AccountPage'
import { useSubmit } from './useSubmit'

const kFields = ['name', 'user_name', 'email', 'phone', 'password', 'invite'] as const
type FieldName = (typeof kFields)[number]

export default function Register() {
  const texts = useTexts().account
  const registration = useSession((store) => store.settings?.registration)
  const [values, setValues] = useState<Record<FieldName, string>>({
    name: '',
    user_name: '',
    email: '',
    phone: '',
    password: '',
    invite: new URLSearchParams(location.search).get('invite') ?? '',
  })
  const { busy, errors, submit } = useSubmit(kFields, async () => {
    const { name, user_name, email, phone, password, invite } = values
    await register({
      name: name.trim(),
      user_name: user_name.trim(),
      email: email.trim(),
      password,
      ...(phone.trim() && { phone: phone.trim() }),
      ...(invite.trim() && { invite: invite.trim() }),
    })
    history.replaceState(null, '', '/')
  })
  const needed: FieldName[] = ['name', 'user_name', 'email', 'password']
  if (registration === 'invite') needed.push('invite')
  const field = (name: FieldName) => ({
    name,
    value: values[name],
    error: errors.fields[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setValues({ ...values, [name]: event.target.value }),
  })
  return (
    <AccountPage
      title={texts.registerTitle}
      error={errors.whole}
      onSubmit={() => submit(needed.filter((name) => values[name].trim() === ''))}
      below={
        <>
          {texts.haveAccount} <Link href="/">{texts.signIn}</Link>
        </>
      }
    >
      <Field
        label={texts.displayName}
        hint={texts.displayNameHint}
        autoComplete="name"
        // The page has one purpose.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        {...field('name')}
      />
      <Field
        label={texts.userName}
        hint={texts.userNameHint}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...field('user_name')}
      />
      <Field label={texts.email} type="email" autoComplete="email" {...field('email')} />
      <Field label={texts.phone} type="tel" autoComplete="tel" optional {...field('phone')} />
      <Field
        label={texts.password}
        hint={texts.passwordHint}
        type="password"
        autoComplete="new-password"
        {...field('password')}
      />
      {registration === 'invite' && (
        <Field label={texts.invite} autoComplete="off" spellCheck={false} {...field('invite')} />
      )}
      <Button look="main" type="submit" busy={busy}>
        {texts.register}
      </Button>
    </AccountPage>
  )
}
