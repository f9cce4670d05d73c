// Changes of messages over real sockets: shown at once, sent until they are answered, taken back when refused.
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Line, Message } from '../protocol/wire'
import { Client } from './client'
import type { UngrantedWish } from './ports'
import { isBehind } from './reduce/conversation'
import { asWished } from './reduce/wishes'
import type { Answer, Frame } from './testing/scriptedServer'
import { MemoryStore, ScriptedServer } from './testing/scriptedServer'

const kAna = { id: 1, user_name: 'ana', name: 'Ana', role: 'member', blocked: false } as const
const kTime = '2026-01-01T00:00:00.000Z'
const kOk: Answer = { ok: {} }

let server: ScriptedServer
let client: Client
/** The message of the story, as this server has it. */
let message: Message
let rev: number

function line(): Line {
  return {
    id: 5,
    kind: 'direct',
    visibility: 'private',
    settings_rev: 1,
    peer: 2,
    seq: 1,
    rev,
    last_at: kTime,
    members: 2,
    role: 'member',
    delivered_seq: 1,
    read_seq: 1,
    unread: 0,
    last_message: message,
  }
}

/** What the server does where a story does not say otherwise. */
function usual(frame: Frame): Answer {
  switch (frame.do) {
    case 'hello':
      return { ok: { me: kAna, lines: [line()], people: [], presence: [], personal_rev: 0 } }
    case 'message.list':
      return { ok: { messages: [message], people: [], more_before: false, more_after: false } }
    case 'conversation.sync':
      return {
        ok: {
          rev,
          line: line(),
          messages: message.rev > (frame['rev'] as number) ? [message] : [],
          members: [],
          people: [],
          more: false,
          reset: false,
        },
      }
    case 'message.pin':
      return change({ pinned_at: kTime, pinned_by: 1 })
    default:
      return kOk
  }
}

/** Carries out a change and tells of it, as the server does before it answers. */
function change(next: Partial<Message>): Answer {
  rev += 1
  message = { ...message, ...next, rev }
  server.tell({ on: 'message.changed', conversation: 5, rev, message })
  return { ok: { rev, message } }
}

function react(frame: Frame): Answer {
  rev += 1
  const added = frame.do === 'reaction.add'
  const emoji = frame['emoji'] as string
  const reaction = { emoji, count: added ? 1 : 0, people: added ? [1] : [] }
  message = { ...message, rev }
  delete message.reactions
  if (added) message.reactions = [reaction]
  server.tell({
    on: 'reaction.changed',
    conversation: 5,
    rev,
    seq: 1,
    person: 1,
    added,
    reaction,
  })
  return kOk
}

async function begin(
  answer: (frame: Frame, connection: number) => Answer | undefined,
  wishes = new MemoryStore<UngrantedWish>(),
): Promise<MemoryStore<UngrantedWish>> {
  message = { seq: 1, rev: 1, sender: 1, at: kTime, kind: 'text', body: 'Words' }
  rev = 1
  server = await ScriptedServer.start((frame, connection) => {
    return answer(frame, connection) ?? usual(frame)
  })
  client = new Client(server.ports(undefined, wishes))
  client.start()
  await vi.waitFor(() => expect(client.world.ready).toBe(true))
  await client.loadNewest(5)
  return wishes
}

afterEach(async () => {
  client.stop()
  await server.stop()
})

/** As the screen shows it. */
function shown(): Message {
  const { conversations, wishes } = client.world
  return asWished(conversations.get(5)!.history!.messages[0]!, wishes, 1)
}
const asked = (...names: string[]) => server.heard.filter((frame) => names.includes(frame.do))
const kThumb = { emoji: '👍', count: 1, people: [1] }

describe('A reaction of mine', () => {
  it('shows at once, and nothing of it is left to do once it is granted', async () => {
    const kept = await begin((frame) => (frame.do === 'reaction.add' ? react(frame) : undefined))
    client.wish(5, 1, { is: 'reaction', emoji: '👍', add: true })
    expect(shown().reactions).toEqual([kThumb])
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(shown().reactions).toEqual([kThumb])
    expect(kept.kept.size).toBe(0)
  })

  it('clicked again and again never flickers, and ends as the last click wants it', async () => {
    await begin((frame) => (frame.do.startsWith('reaction.') ? react(frame) : undefined))
    const counts: number[] = []
    const look = () => {
      const count = shown().reactions?.[0]?.count ?? 0
      if (counts.at(-1) !== count) counts.push(count)
    }
    client.subscribe(look)
    for (const add of [true, false, true, false, true])
      client.wish(5, 1, { is: 'reaction', emoji: '👍', add })
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(shown().reactions).toEqual([kThumb])
    expect(counts).toEqual([1, 0, 1, 0, 1])
    // One at a time, and what was undone before it was sent is never asked for.
    expect(asked('reaction.add', 'reaction.remove').length).toBeLessThanOrEqual(3)
  })

  it('taken back before it could be sent was never there', async () => {
    const kept = await begin(() => undefined)
    server.close(1001, '{"after_ms":[50,60]}')
    await vi.waitFor(() => expect(client.state.is).not.toBe('online'))
    client.wish(5, 1, { is: 'reaction', emoji: '👍', add: true })
    client.wish(5, 1, { is: 'reaction', emoji: '👍', add: false })
    expect(client.world.wishes).toEqual([])
    expect(kept.kept.size).toBe(0)
    await vi.waitFor(() => expect(client.state.is).toBe('online'))
    client.wish(5, 1, { is: 'pin', pin: true })
    await vi.waitFor(() => expect(asked('message.pin')).toHaveLength(1))
    expect(asked('reaction.add', 'reaction.remove')).toEqual([])
  })

  it('is taken back when it is refused, and the person is told why', async () => {
    await begin((frame) =>
      frame.do === 'reaction.add'
        ? { error: { code: 'too_large', message: 'Too many.' } }
        : undefined,
    )
    const told: string[] = []
    client.onRefusedWish((_wish, { message: why }) => told.push(why))
    client.wish(5, 1, { is: 'reaction', emoji: '👍', add: true })
    await vi.waitFor(() => expect(told).toEqual(['Too many.']))
    expect(shown().reactions).toBeUndefined()
    expect(client.world.wishes).toEqual([])
  })

  it('waits for the connection, over a reload too', async () => {
    const kept = new MemoryStore<UngrantedWish>()
    kept.kept.set('5 1 👍', {
      key: '5 1 👍',
      conversation: 5,
      seq: 1,
      wanted: { is: 'reaction', emoji: '👍', add: true },
      wished_at: 1,
    })
    await begin((frame, connection) => {
      if (frame.do !== 'reaction.add') return undefined
      return connection === 1 ? 'cut' : react(frame)
    }, kept)
    await vi.waitFor(() => expect(kept.kept.size).toBe(0), 4000)
    await vi.waitFor(() => expect(shown().reactions).toEqual([kThumb]))
    expect(asked('reaction.add')).toHaveLength(2)
  })

  it('is asked for again when the server could not do it at present', async () => {
    await begin((frame) => {
      if (frame.do !== 'reaction.add') return undefined
      return asked('reaction.add').length < 3
        ? { error: { code: 'unavailable', message: '', retry_after_ms: 5 } }
        : react(frame)
    })
    client.wish(5, 1, { is: 'reaction', emoji: '👍', add: true })
    expect(shown().reactions).toEqual([kThumb])
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(shown().reactions).toEqual([kThumb])
  })
})

describe('New words of mine', () => {
  const edit = (body: string) =>
    client.wish(5, 1, { is: 'edit', body, from: message.body, rev: message.rev })

  /** As the server decides it. */
  function decide(frame: Frame): Answer | undefined {
    if (frame.do !== 'message.edit') return undefined
    if (frame['rev'] !== message.rev) return refusedBy('conflict')
    return change({ body: frame['body'] as string, edited_at: kTime })
  }
  const refusedBy = (code: string): Answer => ({ error: { code, message: 'No.' } })

  it('show at once, and are what the message says once they are granted', async () => {
    await begin(decide)
    edit('Better words')
    expect(shown().body).toBe('Better words')
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(shown().body).toBe('Better words')
  })

  it('are not refused for a reaction that came in between', async () => {
    let meanwhile = true
    await begin((frame) => {
      if (frame.do === 'message.edit' && meanwhile) {
        meanwhile = false
        rev += 1
        message = { ...message, rev, reactions: [{ emoji: '👍', count: 1, people: [2] }] }
      }
      return decide(frame)
    })
    edit('Better words')
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(message.body).toBe('Better words')
    await vi.waitFor(() => expect(shown().reactions).toHaveLength(1))
  })

  it('are kept beside newer ones from elsewhere, until the person decides', async () => {
    const kept = await begin((frame) => {
      if (frame.do === 'message.edit' && message.body === 'Words') change({ body: 'Elsewhere' })
      return decide(frame)
    })
    edit('Mine')
    await vi.waitFor(() => expect(client.world.wishes[0]?.refused?.code).toBe('conflict'))
    expect(shown().body).toBe('Elsewhere')
    expect(kept.kept.get('5 1 words')?.wanted).toMatchObject({ body: 'Mine' })
    client.dropWish('5 1 words')
    expect(kept.kept.size).toBe(0)
  })

  it('changed again before the answer go on from the ones before', async () => {
    await begin(decide)
    edit('Second')
    edit('Third')
    expect(shown().body).toBe('Third')
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(message.body).toBe('Third')
    expect(shown().body).toBe('Third')
  })

  it('give way to the deletion of the message', async () => {
    await begin((frame) =>
      frame.do === 'message.delete' ? change({ body: '', deleted_at: kTime }) : decide(frame),
    )
    edit('Second')
    client.wish(5, 1, { is: 'delete' })
    expect(shown().deleted_at).toBeDefined()
    await vi.waitFor(() => expect(client.world.wishes).toEqual([]))
    expect(message.deleted_at).toBe(kTime)
  })
})

describe('A rev that nobody is told of', () => {
  it('is asked for once, and then the client is content', async () => {
    await begin(() => undefined)
    // A change was refused: its rev is gone. The next change shows the gap.
    rev += 1
    change({ body: 'After the gap' })
    await vi.waitFor(() => expect(shown().body).toBe('After the gap'))
    const held = () => client.world.conversations.get(5)!
    expect(held().rev).toBe(3)
    rev += 1
    change({ body: 'After another one' })
    await vi.waitFor(() => expect(held().rev).toBe(5))
    expect(asked('conversation.sync').map((frame) => frame['rev'])).toEqual([1, 3])
    // Also where the head alone tells of it, as after a restart of the server.
    rev += 1
    server.close(1001, '{"after_ms":[10,20]}')
    await vi.waitFor(() => expect(held().rev).toBe(6), 4000)
    expect(isBehind(held())).toBe(false)
    client.wish(5, 1, { is: 'pin', pin: true })
    await vi.waitFor(() => expect(asked('message.pin')).toHaveLength(1))
    expect(asked('conversation.sync').map((frame) => frame['rev'])).toEqual([1, 3, 5])
  })
})
