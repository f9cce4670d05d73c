import type { FormEvent, ReactNode } from 'react'
import { useEffect } from 'react'

import { useSession } from '../../state/session'
import { useTexts } from '../../i18n/texts'
import { Flame } from '../../ui/Flame'

import '../../ui/empty.css'
import './account.css'

interface AccountPageProps {
  title: string
  text?: string | undefined
  error?: string | undefined
  onSubmit(): void
  children: ReactNode
  below?: ReactNode
}

/** The frame of the pages before one is in: the mark, a title, a form. */
export function AccountPage({ title, text, error, onSubmit, children, below }: AccountPageProps) {
  const texts = useTexts()
  const organisation = useSession((store) => store.settings?.organisation)
  useEffect(() => {
    document.title = `${title} — ${organisation ?? texts.shell.appName}`
  }, [title, organisation, texts])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <main className="account">
      <div className="account-card">
        <div className="account-brand">
          <Flame size={36} />
          <span className="clip">{organisation ?? texts.shell.appName}</span>
        </div>
        <h1>{title}</h1>
        {text && <p className="account-text">{text}</p>}
        <form className="account-form" onSubmit={submit} noValidate>
          {error && (
            <p className="form-error" role="alert">
              {error}
            </p>
          )}
          {children}
        </form>
        {below && <p className="account-below">{below}</p>}
      </div>
    </main>
  )
}
