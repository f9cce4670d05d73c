import type { InputHTMLAttributes, ReactNode } from 'react'
import { useId, useState } from 'react'

import { useTexts } from '../i18n/texts'
import { IconButton } from './Button'

import './field.css'

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: boolean
}

/** A labelled input. Its hint and its error are read together with it. */
export function Field({ label, hint, error, optional, type = 'text', ...rest }: FieldProps) {
  const texts = useTexts()
  const id = useId()
  const [shown, setShown] = useState(false)
  const isPassword = type === 'password'
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional ?? false}>
      <span className="field-box">
        <input
          id={id}
          className="input"
          type={isPassword && shown ? 'text' : type}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy}
          {...rest}
        />
        {isPassword && (
          <IconButton
            icon="eye"
            className="field-eye"
            aria-pressed={shown}
            label={shown ? texts.account.hidePassword : texts.account.showPassword}
            onClick={() => setShown(!shown)}
          />
        )}
      </span>
    </FieldFrame>
  )
}

interface FrameProps {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional: boolean
  children: ReactNode
}

export function FieldFrame({ id, label, hint, error, optional, children }: FrameProps) {
  const texts = useTexts()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> {texts.account.optional}</span>}
      </label>
      {children}
      {error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : (
        hint && (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}
