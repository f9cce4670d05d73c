// What the sync layer gets in a browser.
import type { PersonId } from '../protocol/wire'
import type { Ports, SocketLike } from '../sync/ports'
import { systemClock } from '../sync/ports'
import { getSession } from './authApi'
import { Problem } from './http'
import { IndexedDbUnsentStore } from './unsentStore'

/** 128 random bits. Works on plain-HTTP addresses too, where crypto.randomUUID is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function browserPorts(me: PersonId): Ports {
  return {
    clock: systemClock,
    random: Math.random,
    newKey,
    unsent: new IndexedDbUnsentStore(me),
    openSocket() {
      const url = new URL('/api/v1/socket', location.href)
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
      return new WebSocket(url) as unknown as SocketLike
    },
    async sessionEnded() {
      try {
        const session = await getSession()
        return session.me.id !== me
      } catch (error) {
        return error instanceof Problem && error.status === 401
      }
    },
  }
}
