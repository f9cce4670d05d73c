// Sending a form: busy while it lasts, and what the server says about it, per field or for the whole.
import { useEffect, useState } from 'react'

import { Problem } from '../../browser/http'
import { currentTexts } from '../../i18n/texts'
import { inTime } from '../../i18n/times'

export interface FormErrors {
  fields: Readonly<Record<string, string>>
  whole?: string
}

const kNone: FormErrors = { fields: {} }

export function useSubmit(known: readonly string[], send: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<FormErrors>(kNone)
  useEffect(() => {
    if (Object.keys(errors.fields).length > 0)
      document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [errors])
  const submit = (missing: readonly string[], own: Readonly<Record<string, string>> = {}) => {
    if (busy) return
    const needed = Object.fromEntries(
      missing.map((name) => [name, currentTexts().account.required]),
    )
    const fields = { ...needed, ...own }
    setErrors({ fields })
    if (Object.keys(fields).length > 0) return
    setBusy(true)
    send()
      .catch((error: unknown) => setErrors(errorsOf(error, known)))
      .finally(() => setBusy(false))
  }
  return { busy, errors, submit }
}

function errorsOf(error: unknown, known: readonly string[]): FormErrors {
  const texts = currentTexts()
  if (!(error instanceof Problem)) return { fields: {}, whole: texts.shell.somethingFailed }
  if (error.field !== undefined && known.includes(error.field))
    return { fields: { [error.field]: error.message } }
  if (error.status === 0) return { fields: {}, whole: texts.account.unreachable }
  if (error.code === 'wrong_credentials')
    return { fields: {}, whole: texts.account.wrongCredentials }
  if (error.code === 'too_many' && error.retryAfterMs !== undefined)
    return { fields: {}, whole: texts.account.tooMany(inTime(error.retryAfterMs)) }
  return { fields: {}, whole: error.message || texts.shell.somethingFailed }
}
