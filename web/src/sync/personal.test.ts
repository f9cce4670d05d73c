// What I want of my own log, on its way to a server that is slow, away, or says no.
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { LinePlace } from '../protocol/wire'
import { Client } from './client'
import type { Answer, Frame } from './testing/scriptedServer'
import { MemoryStore, ScriptedServer } from './testing/scriptedServer'
import type { PersonalWish } from './world'

const kAna = { id: 1, user_name: 'ana', name: 'Ana', role: 'member', blocked: false } as const

/** Keeps places as the server does. */
class Places {
  rev = 0
  readonly all = new Map<number, LinePlace>()

  answer(frame: Frame): Answer {
    if (frame.do === 'hello')
      return { ok: { me: kAna, lines: [], people: [], presence: [], personal_rev: this.rev } }
    if (frame.do === 'personal.sync') {
      const places = [...this.all.values()].filter(({ rev }) => rev > (frame['rev'] as number))
      const none = { saved: [], drafts: [], scheduled: [], preferences: [] }
      return { ok: { rev: this.rev, places, ...none, more: false, reset: false } }
    }
    if (frame.do === 'place.set') return { ok: this.set(frame) }
    return { ok: {} }
  }

  set({ conversation, favourite, muted }: Record<string, unknown>) {
    const id = conversation as number
    const before = this.all.get(id) ?? { favourite: false, muted: false }
    const place: LinePlace = {
      ...before,
      conversation: id,
      rev: (this.rev += 1),
      ...(favourite !== undefined && { favourite: favourite as boolean }),
      ...(muted !== undefined && { muted: muted as boolean }),
    }
    this.all.set(id, place)
    return { rev: this.rev, place }
  }
}

let server: ScriptedServer
let client: Client

async function begin(
  answer: (frame: Frame, connection: number) => Answer,
  personal = new MemoryStore<PersonalWish>(),
): Promise<void> {
  server = await ScriptedServer.start(answer)
  client = new Client(server.ports(undefined, undefined, personal))
  client.start()
  await vi.waitFor(() => expect(client.world.ready).toBe(true))
}

afterEach(async () => {
  client.stop()
  await server.stop()
})

const asked = () => server.heard.filter((frame) => frame.do === 'place.set')
const isFavourite = (id = 5) => client.world.mine.places.get(id)?.favourite

describe('A wish', () => {
  it('shows at once, and is asked for again when the connection ends before the answer', async () => {
    const places = new Places()
    let cuts = 0
    await begin((frame) =>
      frame.do === 'place.set' && cuts++ === 0 ? 'cut' : places.answer(frame),
    )
    client.place(5, { favourite: true })
    expect(isFavourite()).toBe(true)
    await vi.waitFor(() => expect(client.world.mine.wishes).toEqual([]), { timeout: 5000 })
    expect(asked()).toHaveLength(2)
    expect(isFavourite()).toBe(true)
    expect(client.world.mine.rev).toBe(1)
  })

  it('is asked for after a reload', async () => {
    const places = new Places()
    const kept = new MemoryStore<PersonalWish>()
    await begin((frame) => (frame.do === 'place.set' ? 'silence' : places.answer(frame)), kept)
    client.place(5, { favourite: true })
    client.place(5, { muted: true })
    await vi.waitFor(() => expect(asked()).toHaveLength(1))
    client.stop()
    await server.stop()
    await begin((frame) => places.answer(frame), kept)
    await vi.waitFor(() => expect(client.world.mine.wishes).toEqual([]))
    expect(places.all.get(5)).toMatchObject({ favourite: true, muted: true })
    expect(await kept.load()).toEqual([])
  })

  it('is taken back when it is refused, and what comes after it is not held up', async () => {
    const places = new Places()
    const refused: string[] = []
    await begin((frame) =>
      frame['conversation'] === 6
        ? { error: { code: 'not_found', message: 'There is no such conversation.' } }
        : places.answer(frame),
    )
    client.onRefusedWish((_wish, { code }) => refused.push(code))
    client.place(6, { favourite: true })
    client.place(5, { favourite: true })
    await vi.waitFor(() => expect(client.world.mine.wishes).toEqual([]))
    expect(refused).toEqual(['not_found'])
    expect(isFavourite(6)).toBeUndefined()
    expect(isFavourite()).toBe(true)
  })

  it('waits and comes again when the server is too busy', async () => {
    const places = new Places()
    let busy = 0
    await begin((frame) =>
      frame.do === 'place.set' && busy++ === 0
        ? { error: { code: 'unavailable', message: 'Later.', retry_after_ms: 10 } }
        : places.answer(frame),
    )
    client.place(5, { favourite: true })
    await vi.waitFor(() => expect(client.world.mine.wishes).toEqual([]))
    expect(isFavourite()).toBe(true)
  })
})

describe('My other device', () => {
  it('changes something, and it is here; also what was missed', async () => {
    const places = new Places()
    places.set({ conversation: 5, favourite: true })
    await begin((frame) => places.answer(frame))
    await vi.waitFor(() => expect(isFavourite()).toBe(true))
    server.tell({ on: 'personal.changed', ...places.set({ conversation: 6, favourite: true }) })
    await vi.waitFor(() => expect(isFavourite(6)).toBe(true))
    places.set({ conversation: 7, favourite: true })
    server.tell({ on: 'personal.changed', ...places.set({ conversation: 8, favourite: true }) })
    await vi.waitFor(() => expect(isFavourite(7)).toBe(true))
    expect(isFavourite(8)).toBe(true)
    expect(server.heard.filter((frame) => frame.do === 'personal.sync')).toHaveLength(2)
  })
})
