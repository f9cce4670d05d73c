// The sync client of the person who is signed in, and its world as a store for the screens.
import { create } from 'zustand'

import { browserPorts } from '../browser/ports'
import type { PersonId } from '../protocol/wire'
import { Client } from '../sync/client'
import type { ConnectionState } from '../sync/connection'
import type { World } from '../sync/world'
import { emptyWorld } from '../sync/world'
import { tellOfGone, tellOfRefusal } from './quietNotice'

/** At most so often (ms) a burst of events makes the screens look. */
const kFrame = 16

export const useWorld = create<World>(() => emptyWorld)
export const useConnection = create<{ state: ConnectionState }>(() => ({ state: { is: 'idle' } }))

let current: Client | null = null
let leaving = () => {}

/** Only to be called where somebody is signed in. */
export function client(): Client {
  if (current === null) throw new Error('nobody is signed in')
  return current
}

export function startClient(me: PersonId, onSignedOut: () => void): void {
  stopClient()
  const started = new Client(browserPorts(me))
  current = started
  let shownAt = 0
  let timer = 0
  const show = () => {
    timer = 0
    shownAt = performance.now()
    useWorld.setState(started.world, true)
  }
  const unsubscribe = started.subscribe(() => {
    if (timer !== 0) return
    const wait = shownAt + kFrame - performance.now()
    if (wait <= 0) show()
    else timer = window.setTimeout(show, wait)
  })
  const unsubscribeState = started.onState((state) => {
    useConnection.setState({ state })
    if (state.is === 'stopped' && state.why === 'signed_out') onSignedOut()
  })
  const unsubscribeRefused = started.onRefusedWish((wish, { message }) =>
    tellOfRefusal(wish, message),
  )
  const unsubscribeGone = started.onGone(tellOfGone)
  const online = () => started.tryNow()
  const visible = () =>
    document.visibilityState === 'visible' ? started.tryNow() : started.tellNow()
  const leave = () => started.tellNow()
  window.addEventListener('online', online)
  window.addEventListener('offline', online)
  window.addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', visible)
  leaving = () => {
    unsubscribe()
    unsubscribeState()
    unsubscribeRefused()
    unsubscribeGone()
    window.clearTimeout(timer)
    window.removeEventListener('online', online)
    window.removeEventListener('offline', online)
    window.removeEventListener('pagehide', leave)
    document.removeEventListener('visibilitychange', visible)
  }
  started.start()
}

export function stopClient(): void {
  leaving()
  leaving = () => {}
  current?.stop()
  current = null
  useWorld.setState(emptyWorld, true)
  useConnection.setState({ state: { is: 'idle' } })
}
