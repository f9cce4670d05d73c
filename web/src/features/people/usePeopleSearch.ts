import { useEffect, useState } from 'react'

import type { Person } from '../../protocol/wire'
import { client, useConnection } from '../../state/client'

/** So long (ms) one may type before it is asked. */
const kPause = 150

/** People by what is typed; null while it is not known yet. What was found before stays until then. */
export function usePeopleSearch(text: string): { found: readonly Person[]; asked: string | null } {
  const [result, setResult] = useState<{ found: readonly Person[]; asked: string | null }>({
    found: [],
    asked: null,
  })
  const online = useConnection((store) => store.state.is === 'online')
  const query = text.trim()
  useEffect(() => {
    if (!online) return
    let here = true
    const timer = window.setTimeout(
      () => {
        client()
          .findPeople(query)
          .then(
            ({ people }) => here && setResult({ found: people, asked: query }),
            () => {},
          )
      },
      query === '' ? 0 : kPause,
    )
    return () => {
      here = false
      window.clearTimeout(timer)
    }
  }, [query, online])
  return result
}
