import { useCallback, useEffect, useRef, useState } from 'react'

interface Page<T> {
  items: readonly T[]
  next: string | undefined
}

export interface Paged<T> {
  /** null: not one page has come yet. */
  items: readonly T[] | null
  more: boolean
  failed: boolean
  busy: boolean
  loadMore(): void
}

/** A list that the server gives page by page. `ask` must stay the same function while the list is the same. */
export function usePaged<T>(ask: (after: string | undefined) => Promise<Page<T>>): Paged<T> {
  const [list, setList] = useState<Page<T> | null>(null)
  const [state, setState] = useState<'busy' | 'failed' | 'idle'>('busy')
  const era = useRef(0)
  const load = useCallback(
    (before: Page<T> | null) => {
      const mine = era.current
      setState('busy')
      ask(before?.next).then(
        (page) => {
          if (mine !== era.current) return
          setList({ items: [...(before?.items ?? []), ...page.items], next: page.next })
          setState('idle')
        },
        () => mine === era.current && setState('failed'),
      )
    },
    [ask],
  )
  useEffect(() => {
    load(null)
    return () => {
      era.current += 1
    }
  }, [load])
  return {
    items: list?.items ?? null,
    more: list?.next !== undefined,
    failed: state === 'failed',
    busy: state === 'busy',
    loadMore: () => load(list),
  }
}
