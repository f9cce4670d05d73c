// The sync client over real sockets: sending until acknowledged, catching up, coming back.
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Line, Message } from '../protocol/wire'
import { Client } from './client'
import type { Unsent } from './ports'
import type { Answer, Frame } from './testing/scriptedServer'
import { MemoryStore, ScriptedServer } from './testing/scriptedServer'

const kAna = { id: 1, user_name: 'ana', name: 'Ana', role: 'member', blocked: false } as const
const kTime = '2026-01-01T00:00:00.000Z'

function message(seq: number, rev: number, body: string, sender = 2): Message {
  return { seq, rev, sender, at: kTime, kind: 'text', body }
}

function line(seq: number, rev: number, last?: Message): Line {
  return {
    id: 5,
    kind: 'direct',
    visibility: 'private',
    settings_rev: 1,
    peer: 2,
    seq,
    rev,
    last_at: kTime,
    members: 2,
    role: 'member',
    delivered_seq: seq,
    read_seq: seq,
    unread: 0,
    ...(last && { last_message: last }),
  }
}

function hello(...lines: Line[]): Answer {
  return { ok: { me: kAna, lines, people: [], presence: [], personal_rev: 0 } }
}

const kOk: Answer = { ok: {} }

let server: ScriptedServer
let client: Client

async function begin(
  answer: (frame: Frame, connection: number) => Answer,
  unsent = new MemoryStore<Unsent>(),
  heartbeat?: number,
): Promise<Client> {
  server = await ScriptedServer.start(answer, heartbeat)
  client = new Client(server.ports(unsent))
  client.start()
  await vi.waitFor(() => expect(client.world.ready).toBe(true))
  return client
}

afterEach(async () => {
  client.stop()
  await server.stop()
})

const bodies = () => client.world.conversations.get(5)?.history?.messages.map((one) => one.body)

describe('A message that one posts', () => {
  it('is shown at once, and once it is acknowledged exactly once', async () => {
    await begin((frame) => {
      if (frame.do === 'hello') return hello(line(0, 0))
      if (frame.do === 'message.list')
        return { ok: { messages: [], people: [], more_before: false, more_after: false } }
      if (frame.do === 'message.post') return { ok: { seq: 1, rev: 1, at: kTime, repeated: false } }
      return kOk
    })
    await client.loadNewest(5)
    client.post(5, 'Hello')
    expect(client.world.outgoing.map((one) => one.body)).toEqual(['Hello'])
    await vi.waitFor(() => expect(bodies()).toEqual(['Hello']))
    expect(client.world.outgoing).toEqual([])
  })

  it('is sent again with the same key when the connection ends before the answer', async () => {
    await begin((frame, connection) => {
      if (frame.do === 'hello') return hello(line(0, 0))
      if (frame.do === 'message.post')
        return connection === 1 ? 'cut' : { ok: { seq: 1, rev: 1, at: kTime, repeated: true } }
      return kOk
    })
    client.post(5, 'Hello')
    await vi.waitFor(() => expect(client.world.outgoing).toEqual([]), 4000)
    const posts = server.heard.filter((frame) => frame.do === 'message.post')
    expect(posts.map((frame) => frame['key'])).toEqual(['key-1', 'key-1'])
  })

  it('survives a reload of the page', async () => {
    const kept = new MemoryStore<Unsent>()
    kept.kept.set('old', { key: 'old', conversation: 5, body: 'Before', written_at: 1 })
    await begin((frame) => {
      if (frame.do === 'hello') return hello(line(0, 0))
      if (frame.do === 'message.post') return { ok: { seq: 1, rev: 1, at: kTime, repeated: false } }
      return kOk
    }, kept)
    await vi.waitFor(() => expect(kept.kept.size).toBe(0))
    expect(server.heard.find((frame) => frame.do === 'message.post')?.['key']).toBe('old')
  })

  it('waits for the one before it, so that they arrive in the order written', async () => {
    let seq = 0
    await begin((frame) => {
      if (frame.do === 'hello') return hello(line(0, 0))
      if (frame.do === 'message.post') {
        if (frame['body'] === 'one' && server.heard.filter((f) => f['body'] === 'one').length < 3)
          return { error: { code: 'unavailable', message: '', retry_after_ms: 5 } }
        seq += 1
        return { ok: { seq, rev: seq, at: kTime, repeated: false } }
      }
      return kOk
    })
    client.post(5, 'one')
    client.post(5, 'two')
    await vi.waitFor(() => expect(client.world.outgoing).toEqual([]))
    const order = server.heard.filter((f) => f.do === 'message.post').map((f) => f['body'])
    expect(order).toEqual(['one', 'one', 'one', 'two'])
  })

  it('stays with its reason when it is refused, is kept, and can be sent again or discarded', async () => {
    const kept = new MemoryStore<Unsent>()
    await begin((frame) => {
      if (frame.do === 'hello') return hello(line(0, 0))
      if (frame.do === 'message.post')
        return { error: { code: 'refused_by_plugin', message: 'That looks like a key.' } }
      return kOk
    }, kept)
    const key = client.post(5, 'secret')
    await vi.waitFor(() =>
      expect(client.world.outgoing[0]?.refused?.message).toBe('That looks like a key.'),
    )
    expect(kept.kept.get(key)?.refused?.code).toBe('refused_by_plugin')
    client.retry(key)
    expect(client.world.outgoing[0]?.refused).toBeUndefined()
    await vi.waitFor(() => expect(client.world.outgoing[0]?.refused).toBeDefined())
    client.discard(key)
    expect(client.world.outgoing).toEqual([])
    expect(kept.kept.size).toBe(0)
  })
})

describe('A client that misses a change', () => {
  it('sees the gap and asks for what lies in it', async () => {
    await begin((frame) => {
      if (frame.do === 'hello') return hello(line(1, 1, message(1, 1, 'one')))
      if (frame.do === 'message.list')
        return {
          ok: {
            messages: [message(1, 1, 'one')],
            people: [],
            more_before: false,
            more_after: false,
          },
        }
      if (frame.do === 'conversation.sync')
        return {
          ok: {
            rev: 3,
            line: line(3, 3, message(3, 3, 'three')),
            messages: [message(2, 2, 'two'), message(3, 3, 'three')],
            members: [],
            people: [],
            more: false,
            reset: false,
          },
        }
      return kOk
    })
    await client.loadNewest(5)
    server.tell({
      on: 'message.posted',
      conversation: 5,
      rev: 3,
      message: message(3, 3, 'three'),
    })
    await vi.waitFor(() => expect(bodies()).toEqual(['one', 'two', 'three']))
    const asked = server.heard.find((frame) => frame.do === 'conversation.sync')
    expect(asked?.['rev']).toBe(1)
  })

  it('catches up by itself after a cut, page by page', async () => {
    await begin((frame, connection) => {
      if (frame.do === 'hello')
        return connection === 1 ? hello(line(1, 1)) : hello(line(4, 5, message(4, 5, 'four')))
      if (frame.do === 'message.list')
        return {
          ok: {
            messages: [message(1, 1, 'one')],
            people: [],
            more_before: false,
            more_after: false,
          },
        }
      if (frame.do === 'conversation.sync') {
        const first = frame['rev'] === 1
        // Message 2 has been edited since: it comes later than 3 does.
        return {
          ok: {
            rev: first ? 3 : 5,
            messages: first
              ? [message(3, 3, 'three')]
              : [message(2, 4, 'two, edited'), message(4, 5, 'four')],
            members: [],
            people: [],
            more: first,
            reset: false,
          },
        }
      }
      return kOk
    })
    await client.loadNewest(5)
    server.close(1001, '{"after_ms":[10,20]}')
    await vi.waitFor(() => expect(bodies()).toEqual(['one', 'two, edited', 'three', 'four']))
  })

  it('asks for a conversation that it has never heard of, and forgets one that is none of its business', async () => {
    await begin((frame) => {
      if (frame.do === 'hello') return hello()
      if (frame.do === 'conversation.get')
        return frame['conversation'] === 5
          ? { ok: line(1, 1, message(1, 1, 'one')) }
          : { error: { code: 'not_found', message: 'There is no such conversation.' } }
      if (frame.do === 'person.get') return { ok: { ...kAna, id: 2, name: 'Ben' } }
      return kOk
    })
    for (const conversation of [5, 6])
      server.tell({ on: 'message.posted', conversation, rev: 1, message: message(1, 1, 'one') })
    await vi.waitFor(() => expect(client.world.people.get(2)?.name).toBe('Ben'))
    await vi.waitFor(() => expect(client.world.strangers.size).toBe(0))
    expect([...client.world.conversations.keys()]).toEqual([5])
  })
})

describe('The connection', () => {
  it('asks for a sign of life when it hears nothing, and stays when there is one', async () => {
    await begin((frame) => (frame.do === 'hello' ? hello() : kOk), undefined, 2000)
    await vi.waitFor(
      () => expect(server.heard.some((frame) => frame.do === 'ping')).toBe(true),
      5000,
    )
    expect(server.connections).toBe(1)
  }, 8000)

  it('tells what arrived and what was seen once, gathered', async () => {
    await begin((frame) => (frame.do === 'hello' ? hello(line(0, 0)) : kOk))
    for (let seq = 1; seq <= 5; seq += 1)
      server.tell({
        on: 'message.posted',
        conversation: 5,
        rev: seq,
        message: message(seq, seq, `${seq}`),
      })
    await vi.waitFor(() => expect(client.world.conversations.get(5)?.line.seq).toBe(5))
    client.seen(5, 5)
    await vi.waitFor(() => {
      const told = server.heard.filter((frame) => frame.do === 'receipt.advance')
      expect(told.map(({ delivered, read }) => ({ delivered, read }))).toEqual([
        { delivered: 5, read: 5 },
      ])
    })
  })

  it('stops when it is told to sign in', async () => {
    await begin((frame) => (frame.do === 'hello' ? hello() : kOk))
    server.close(4401)
    await vi.waitFor(() => expect(client.state).toEqual({ is: 'stopped', why: 'signed_out' }))
  })
})
