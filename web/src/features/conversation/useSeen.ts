import { useEffect } from 'react'

import { client } from '../../state/client'

/** What is on the screen of somebody who is looking has been seen. */
export function useSeen(id: number, lastVisible: () => number, changes: readonly unknown[]): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return
      const seq = lastVisible()
      if (seq > 0) client().seen(id, seq)
    }
    look()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
    // `changes` says when to look again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, ...changes])
}
