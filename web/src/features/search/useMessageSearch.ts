import { useCallback, useEffect, useRef, useState } from 'react'

import type { Hit } from '../../protocol/wire'
import { client, useConnection } from '../../state/client'
import type { Search } from '../../state/search'
import { Refused } from '../../sync/connection'

/** So long (ms) one may type before it is asked. */
const kPause = 200

export interface SearchState {
  hits: readonly Hit[]
  /** The question that the hits answer; null before the first answer. */
  asked: string | null
  next?: string | undefined
  /** What the server says is wrong with the question. */
  wrong?: string | undefined
}

/** +02:00, of the browser's own zone now. */
export function zoneOffset(minutesEast: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const minutes = Math.abs(minutesEast)
  return `${minutesEast < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Messages that have what is typed. What was found before stays until the next answer. */
export function useMessageSearch({ text, conversation, order }: Search): {
  state: SearchState
  busy: boolean
  more(): void
} {
  const [state, setState] = useState<SearchState>({ hits: [], asked: null })
  const [busy, setBusy] = useState(false)
  const online = useConnection((store) => store.state.is === 'online')
  const asking = useRef(0)
  // A space at the end says that the last word is whole, so it is not cut.
  const question = text.trimStart()

  const ask = useCallback(
    (after?: string) => {
      const number = ++asking.current
      setBusy(true)
      client()
        .searchMessages({
          text: question,
          order,
          zone: zoneOffset(-new Date().getTimezoneOffset()),
          ...(conversation !== null && { conversation }),
          ...(after !== undefined && { after }),
        })
        .then(
          ({ hits, next }) => {
            if (number !== asking.current) return
            setState((before) => ({
              hits: after === undefined ? hits : [...before.hits, ...hits],
              asked: question,
              next,
            }))
          },
          (error: unknown) => {
            if (number !== asking.current) return
            const wrong = error instanceof Refused ? error.message : undefined
            setState((before) => ({ ...before, asked: question, next: undefined, wrong }))
          },
        )
        .finally(() => number === asking.current && setBusy(false))
    },
    [question, conversation, order],
  )

  useEffect(() => {
    if (question.trim() === '') {
      asking.current += 1
      setState({ hits: [], asked: null })
      setBusy(false)
      return
    }
    if (!online) return
    const timer = window.setTimeout(() => ask(), kPause)
    return () => window.clearTimeout(timer)
  }, [question, online, ask])

  const { next } = state
  const more = useCallback(() => {
    if (next !== undefined && !busy) ask(next)
  }, [ask, next, busy])
  return { state, busy, more }
}
