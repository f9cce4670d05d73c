// What the sync layer gets in a browser.
import type { PersonId } from '../protocol/wire'
import type { Ports, SocketLike } from '../sync/ports'
import { systemClock } from '../sync/ports'
import { getSession } from './authApi'
import { Problem } from './http'
import { openKeyStores } from './keyStores'
import { newKey } from './newKey'

export function browserPorts(me: PersonId): Ports {
  return {
    clock: systemClock,
    random: Math.random,
    newKey,
    ...openKeyStores(me),
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
