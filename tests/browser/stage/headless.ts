// The client's own sync layer without a browser: for load, and for whoever wants to know what a client would hold.
import { WebSocket } from 'ws'

import { Client } from '../../../web/src/sync/client'
import type { KeyStore, SocketLike } from '../../../web/src/sync/ports'
import { systemClock } from '../../../web/src/sync/ports'
import type { Account } from './account'

let keys = 0

export function headlessClient(account: Account, url: string): Client {
  return new Client({
    clock: systemClock,
    random: Math.random,
    newKey: () => `headless-${process.pid}-${(keys += 1)}`,
    unsent: inMemory(),
    wishes: inMemory(),
    personal: inMemory(),
    openSocket: () =>
      new WebSocket(`${url.replace('http', 'ws')}/api/v1/socket`, {
        headers: { Cookie: account.cookie, Origin: url },
      }) as unknown as SocketLike,
    sessionEnded: () => Promise.resolve(false),
  })
}

function inMemory<T extends { key: string }>(): KeyStore<T> {
  const kept = new Map<string, T>()
  return {
    load: () => Promise.resolve([...kept.values()]),
    put: (one) => Promise.resolve(void kept.set(one.key, one)),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  }
}
