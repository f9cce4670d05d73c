// The client's own sync layer without a browser: for load, and for whoever wants to know what a client would hold.
import { WebSocket } from 'ws'

import { Client } from '../../../web/src/sync/client'
import type { SocketLike, Unsent } from '../../../web/src/sync/ports'
import { systemClock } from '../../../web/src/sync/ports'
import type { Account } from './account'

let keys = 0

export function headlessClient(account: Account, url: string): Client {
  const kept = new Map<string, Unsent>()
  return new Client({
    clock: systemClock,
    random: Math.random,
    newKey: () => `headless-${process.pid}-${(keys += 1)}`,
    unsent: {
      load: () => Promise.resolve([...kept.values()]),
      put: (unsent) => Promise.resolve(void kept.set(unsent.key, unsent)),
      remove: (key) => Promise.resolve(void kept.delete(key)),
    },
    openSocket: () =>
      new WebSocket(`${url.replace('http', 'ws')}/api/v1/socket`, {
        headers: { Cookie: account.cookie, Origin: url },
      }) as unknown as SocketLike,
    sessionEnded: () => Promise.resolve(false),
  })
}
