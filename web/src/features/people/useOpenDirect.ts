import { useState } from 'react'
import { useLocation } from 'wouter'

import { currentTexts } from '../../i18n/texts'
import type { PersonId } from '../../protocol/wire'
import { client } from '../../state/client'
import { Refused } from '../../sync/connection'

/** Opens the conversation with a person and goes there. */
export function useOpenDirect(done: () => void) {
  const [, navigate] = useLocation()
  const [error, setError] = useState<string | null>(null)
  const open = (person: PersonId) => {
    setError(null)
    client()
      .openDirect(person)
      .then(
        (id) => {
          done()
          navigate(`/c/${id}`)
        },
        (reason: unknown) => setError(messageOf(reason)),
      )
  }
  return { open, error }
}

/** What to tell of a command that did not succeed. */
export function messageOf(error: unknown): string {
  const texts = currentTexts().shell
  if (error instanceof Refused) return error.message || texts.somethingFailed
  return texts.notConnected
}
