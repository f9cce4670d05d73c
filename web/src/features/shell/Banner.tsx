import { useEffect, useState } from 'react'

import { useTexts } from '../../i18n/texts'
import { client, useConnection } from '../../state/client'
import type { ConnectionState } from '../../sync/connection'
import { Icon } from '../../ui/Icon'

/** A cut that mends itself at once is nobody's business. */
const kPatience = 1200

/** Quietly says when there is no connection, and when it will be tried again. */
export function Banner() {
  const texts = useTexts().shell
  const state = useConnection((store) => store.state)
  const [trouble, setTrouble] = useState(false)
  const up = state.is === 'online' || state.is === 'idle'
  const stopped = state.is === 'stopped'
  useEffect(() => {
    if (up) {
      setTrouble(false)
      return
    }
    const timer = window.setTimeout(() => setTrouble(true), stopped ? 0 : kPatience)
    return () => window.clearTimeout(timer)
  }, [up, stopped])
  const shown = trouble && !up
  return (
    <div role="status">
      {shown && (
        <div className="banner">
          <Icon name="offline" size={16} />
          {stopped ? (
            <>
              <span>{texts.outdated}</span>
              <button type="button" className="banner-action" onClick={() => location.reload()}>
                {texts.reload}
              </button>
            </>
          ) : (
            <>
              <Waiting state={state} />
              <button
                type="button"
                className="banner-action"
                disabled={state.is === 'connecting'}
                onClick={() => client().tryNow()}
              >
                {texts.tryNow}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

function Waiting({ state }: { state: ConnectionState }) {
  const texts = useTexts().shell
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000)
    return () => window.clearInterval(timer)
  }, [])
  if (!navigator.onLine) return <span>{texts.offline}</span>
  if (state.is !== 'waiting') return <span>{texts.reconnecting}</span>
  const seconds = Math.max(1, Math.ceil((state.until - Math.max(now, Date.now())) / 1000))
  return (
    <>
      {/* A screen reader need not hear every second. */}
      <span className="hidden-visually">{texts.reconnecting}</span>
      <span aria-hidden="true">{texts.reconnectingIn(seconds)}</span>
    </>
  )
}
