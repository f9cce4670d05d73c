// The fault test: four people write through a bad network while hearthd and the database are killed at random, or the
// database's power is cut. At the end nothing acknowledged is lost, nothing is there twice, and everybody holds what a
// fresh look shows. They are the web client's own sync layer.
//
//   node tests/fault/run.mjs kills | power-cut
//
//   HEARTH_TEST_HEARTHD      the server's program
//   HEARTH_TEST_SEED         the seed of an earlier run
//   HEARTH_TEST_FAULT_KILLS  how often, 20 if not said
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database, DatabaseOnDisk } from './database.mjs'
import { loadSyncLayer, Person } from './person.mjs'
import { BadNetwork } from './proxy.mjs'
import { chosenSeed, seeded } from './random.mjs'
import { Server } from './server.mjs'
import { freshState, heldState, judgeHistory } from './verdict.mjs'
import { until } from './waiting.mjs'

const kInFlight = 4
const kLook = 5
const kReadable = 40 // differences shown, in lines

const powerCut = process.argv[2] === 'power-cut'
const kills = Number(process.env.HEARTH_TEST_FAULT_KILLS ?? 20)
const seed = chosenSeed()
const random = seeded(seed)
const folder = mkdtempSync(join(tmpdir(), 'hearth-fault.'))
const clean = []
let failed = false

try {
  await run()
} catch (error) {
  failed = true
  console.error(error)
} finally {
  for (const one of clean.reverse()) {
    try {
      await one()
    } catch (error) {
      console.error(error)
    }
  }
  rmSync(folder, { recursive: true, force: true })
}
process.exit(failed ? 1 : 0)

function openDatabase() {
  if (!powerCut) return new Database(join(folder, 'db'))
  try {
    return new DatabaseOnDisk(folder)
  } catch (error) {
    console.log(`skipped: there are no loop mounts here (${error.message.trim()})`)
    return null
  }
}

async function run() {
  console.log(`seed ${seed}`)
  const database = openDatabase()
  if (database === null) return
  clean.push(() => database.stop())
  database.start()
  const server = new Server(folder, database, 'hearth_fault')
  await server.prepare()
  await server.start()
  clean.push(() => server.kill())
  const network = new BadNetwork(random, () => server.port)
  await network.start()
  clean.push(() => network.stop())

  const people = await gather(server, network)
  const conversations = await found(server, people)
  network.bad = false
  for (const person of people) {
    person.start()
    clean.push(() => person.stop())
    await until(
      () => `${person.name} is online`,
      () =>
        person.client.world.ready &&
        person.client.world.conversations.size >= conversations.of(person).length,
    )
    await person.open(conversations.of(person))
  }
  network.bad = true

  let writing = true
  const acknowledged = () => people.reduce((sum, person) => sum + person.acknowledged.size, 0)
  const keepWriting = () => {
    if (!writing) return
    for (const person of people)
      while (person.unsent.length < kInFlight) {
        const mine = conversations.of(person)
        person.post(mine[random.below(mine.length)])
      }
    for (const person of people)
      if (random.below(4) === 0) {
        const id = conversations.of(person)[0]
        person.client.seen(id, person.client.world.conversations.get(id)?.line.seq ?? 0)
      }
    setImmediate(() => setTimeout(keepWriting, kLook))
  }
  keepWriting()

  for (let i = 1; i <= kills; ++i) {
    const wanted = acknowledged() + random.between(15, 90)
    await until(
      () =>
        `${wanted} messages are acknowledged; there are ${acknowledged()}\n${server.log.slice(-2000)}`,
      () => acknowledged() >= wanted,
    )
    const what = await strike(server, database)
    console.log(
      `${i}: ${what}, with ${acknowledged()} acknowledged and ${network.cuts} connections cut`,
    )
  }
  writing = false
  network.mend()
  await until(
    () => `everything is acknowledged; ${people.map((person) => person.unsent.length)} are not`,
    () => people.every((person) => person.unsent.length === 0),
  )

  let total = 0
  for (const conversation of conversations.all) {
    const { messages } = await freshState(
      server,
      conversations.someoneIn(conversation),
      conversation,
    )
    total += judgeHistory(conversation, messages, people)
  }
  assert.equal(total, acknowledged())
  for (const person of people)
    for (const conversation of conversations.of(person))
      await mustHold(server, person, conversation)
  assert.ok(network.cuts > 0, 'the network was never bad')
  assert.equal(await server.stop(), 0)
  console.log(
    `${total} acknowledged messages, ${server.starts} starts, ${network.cuts} cuts: nothing lost, nothing twice`,
  )
}

/** Kills one of the two, or both; starts again what was killed. */
async function strike(server, database) {
  if (powerCut) {
    const both = random.below(2) === 0
    if (both) await server.kill()
    database.crash()
    if (both) await server.start()
    return both ? 'power cut of everything' : 'power cut of the database'
  }
  switch (random.below(5)) {
    case 0:
    case 1:
      database.crash()
      return 'kill -9 of mariadbd'
    case 2:
      await server.kill()
      database.crash()
      await server.start()
      return 'kill -9 of both'
    default:
      await server.kill()
      await server.start()
      return 'kill -9 of hearthd'
  }
}

async function gather(server, network) {
  const layer = await loadSyncLayer(folder)
  const people = []
  for (const name of ['Ana', 'Ben', 'Carl', 'Dora']) {
    const signedIn = await server.ask('POST', '/auth/register', null, {
      user_name: name.toLowerCase(),
      name,
      password: `${name} likes cold oatmeal`,
      as: 'program',
    })
    people.push(new Person(name, signedIn, layer, random, network.port))
  }
  return people
}

/** A group of all, one of three, and two talks of two. */
async function found(server, people) {
  const [ana, ben, carl, dora] = people
  const members = new Map()
  const group = async (name, all) => {
    const [owner, ...others] = all
    const line = await server.ask('POST', '/groups', owner.token, {
      key: name,
      name,
      people: others.map((person) => person.id),
    })
    members.set(line.id, all)
  }
  const direct = async (one, other) => {
    const line = await server.ask('POST', '/direct', one.token, { person: other.id })
    await server.ask('POST', `/conversations/${line.id}/messages`, one.token, {
      key: `to ${other.id}`,
      body: 'Hello',
    })
    one.written.set(`to ${other.id}`, { conversation: line.id, body: 'Hello' })
    one.acknowledged.add(`to ${other.id}`)
    members.set(line.id, [one, other])
  }
  await group('All of us', people)
  await group('Three of us', [ana, ben, carl])
  await direct(ana, ben)
  await direct(carl, dora)
  return {
    all: [...members.keys()],
    of: (person) => [...members].filter(([, all]) => all.includes(person)).map(([id]) => id),
    someoneIn: (conversation) => members.get(conversation)[0],
  }
}

/** What the client holds becomes what a fresh look shows. */
async function mustHold(server, person, conversation) {
  let difference = ''
  await until(
    () => `${person.name} holds conversation ${conversation} as it is:\n${difference}`,
    async () => {
      if (heldState(person, conversation) === null) await person.open([conversation])
      const fresh = await freshState(server, person, conversation)
      try {
        assert.deepEqual(heldState(person, conversation), fresh)
        return true
      } catch (error) {
        difference = error.message.split('\n').slice(0, kReadable).join('\n')
        return false
      }
    },
    30_000,
  )
}
