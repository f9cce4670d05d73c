// Somebody with the web client's own sync layer, on `ws` and in memory. Its clock runs faster than ours, so that it
// waits tenths of the seconds it would wait in a browser.
import { createRequire } from 'node:module'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const web = new URL('../../web/', import.meta.url).pathname
const require = createRequire(join(web, 'package.json'))
const { WebSocket } = require('ws')

/** web/src/sync, bundled; `folder` is where it is put. */
export async function loadSyncLayer(folder) {
  const esbuild = createRequire(require.resolve('vite/package.json'))('esbuild')
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [join(web, 'src/sync/client.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  const file = join(folder, 'sync.mjs')
  writeFileSync(file, outputFiles[0].text)
  const layer = await import(file)
  rmSync(file)
  return layer
}

const kFaster = 10

function fastClock() {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * kFaster,
    after(ms, what) {
      const timer = setTimeout(what, ms / kFaster)
      return () => clearTimeout(timer)
    },
  }
}

export class Person {
  constructor(name, signedIn, layer, random, port) {
    this.name = name
    this.id = signedIn.me.id
    this.token = signedIn.access_token
    /** What this person has written and what was acknowledged, by key. */
    this.written = new Map()
    this.acknowledged = new Set()
    this.count = 0
    const unsent = new Map()
    this.client = new layer.Client({
      clock: fastClock(),
      random: () => random.next(),
      openSocket: () =>
        new WebSocket(`ws://127.0.0.1:${port}/api/v1/socket`, {
          headers: { Authorization: `Bearer ${this.token}` },
        }),
      unsent: {
        load: async () => [...unsent.values()],
        put: async (message) => void unsent.set(message.key, message),
        // Only an acknowledgement removes a message here, because nothing is ever discarded.
        remove: async (key) => {
          unsent.delete(key)
          this.acknowledged.add(key)
        },
      },
      wishes: { load: async () => [], put: async () => {}, remove: async () => {} },
      personal: { load: async () => [], put: async () => {}, remove: async () => {} },
      newKey: () => `${name} ${++this.count}`,
      sessionEnded: async () => false,
    })
  }

  start() {
    this.client.start()
  }
  stop() {
    this.client.stop()
  }

  get unsent() {
    return this.client.world.outgoing.filter((message) => !message.stored)
  }

  post(conversation) {
    const body = `${this.name} says ${this.count + 1} in ${conversation}`
    const key = this.client.post(conversation, body)
    this.written.set(key, { conversation, body })
  }

  /** Everything of these conversations is held from here on. */
  async open(conversations) {
    for (const id of conversations) {
      await this.client.loadNewest(id)
      while (this.client.world.conversations.get(id)?.history?.moreBefore)
        await this.client.loadOlder(id)
      await this.client.loadMembers(id)
    }
  }
}
