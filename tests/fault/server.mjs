// hearthd, as a supervisor would keep it: when it ends it is started again.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { until } from './waiting.mjs'

const program = process.env.HEARTH_TEST_HEARTHD

export class Server {
  constructor(folder, database, schema) {
    this.folder = folder
    this.database = database
    this.schema = schema
    this.starts = 0
  }

  async prepare() {
    if (!program) throw new Error('HEARTH_TEST_HEARTHD is not set: the path of hearthd')
    this.port = await freePort()
    this.config = join(this.folder, 'hearth.yaml')
    mkdirSync(join(this.folder, 'web'))
    writeFileSync(
      this.config,
      `listen: ["127.0.0.1:${this.port}"]
web: {folder: ${join(this.folder, 'web')}}
database: {socket: ${this.database.socket}, name: ${this.schema}, user: root}
secrets: {folder: ${join(this.folder, 'secrets')}}
accounts: {registration: open}
limits: {messages_per_minute: 0}
`,
    )
    this.database.run(`CREATE DATABASE ${this.schema}`)
    const migrated = spawnSync(program, ['--config', this.config, '--migrate'], {
      encoding: 'utf8',
    })
    if (migrated.status !== 0) throw new Error(`hearthd --migrate: ${migrated.stderr}`)
  }

  /** Answers when it serves. While the database is away it ends again, and is started again. */
  async start() {
    this.starts += 1
    for (let tries = 0; ; ++tries) {
      const child = spawn(program, ['--config', this.config], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      this.child = child
      let ended = false
      child.once('exit', () => (ended = true))
      child.stderr.on('data', (text) => appendFileSync(this.logFile, text))
      const serves = await until(
        () => 'hearthd serves or ends',
        async () => ended || (await answers(this.port)),
      )
      if (serves && !ended) return
      if (tries === 100) throw new Error(`hearthd does not start:\n${this.log.slice(-3000)}`)
    }
  }

  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }

  async stop() {
    this.child.kill('SIGTERM')
    const [code] = await once(this.child, 'exit')
    return code
  }

  get logFile() {
    return join(this.folder, 'hearthd.log')
  }
  get log() {
    return readFileSync(this.logFile, 'utf8')
  }

  async ask(method, path, token, body) {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
