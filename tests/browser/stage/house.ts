// A house of its own for a story: hearthd on a free port, a fresh database, a temporary folder. Gone afterwards.
import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

function needed(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export class House {
  private server: ChildProcess | null = null
  private log = ''

  private constructor(
    private readonly folder: string,
    private readonly database: string,
    readonly port: number,
  ) {}

  static async open(
    rules: { registration?: 'open' | 'invite' | 'closed'; deletionGrace?: number } = {},
  ): Promise<House> {
    const port = await freePort()
    const database = `hearth_browser_${process.pid}_${port}`
    const folder = mkdtempSync(join(tmpdir(), 'hearth-browser.'))
    const house = new House(folder, database, port)
    await house.sql(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`)
    writeFileSync(
      house.settings,
      [
        'organisation: {name: Northwind Labs}',
        `listen: ["127.0.0.1:${port}"]`,
        `web: {folder: "${needed('HEARTH_TEST_WEB')}"}`,
        `database: {socket: "${needed('HEARTH_TEST_DB_SOCKET')}", name: ${database}, user: root}`,
        `secrets: {folder: "${join(folder, 'secrets')}"}`,
        `accounts: {registration: ${rules.registration ?? 'open'}}`,
        'limits: {messages_per_minute: 0, reads_per_minute: 0, writes_per_minute: 0, expensive_per_minute: 0}',
        `groups: {deletion_grace_seconds: ${rules.deletionGrace ?? 60}}`,
        'jobs: {poll_seconds: 1}',
        'log: {level: info}',
        '',
      ].join('\n'),
    )
    await run(needed('HEARTH_TEST_HEARTHD'), ['--config', house.settings, '--migrate'])
    return house
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  private get settings(): string {
    return join(this.folder, 'hearth.yaml')
  }

  /** The first administrator; the password must be changed at once. */
  async firstAdmin(): Promise<{ login: string; password: string }> {
    const { stdout } = await run(needed('HEARTH_TEST_HEARTHD'), [
      '--config',
      this.settings,
      '--create-first-admin',
    ])
    const login = /user name:?\s+(\S+)/i.exec(stdout)?.[1]
    const password = /password:?\s+(\S+)/i.exec(stdout)?.[1]
    if (!login || !password) throw new Error(`no first admin in: ${stdout}`)
    return { login, password }
  }

  async start(): Promise<void> {
    const server = spawn(needed('HEARTH_TEST_HEARTHD'), ['--config', this.settings], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.server = server
    const hear = (chunk: Buffer) => (this.log += chunk.toString())
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    const deadline = Date.now() + 20_000
    for (;;) {
      const answer = await fetch(`${this.url}/health`).catch(() => null)
      if (answer?.ok) return
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error(`hearthd did not start:\n${this.log}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** As when the power of the process goes: no farewell to anybody. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
  }

  /** Stops, and leaves nothing behind. */
  async close(): Promise<void> {
    await this.stop()
    await this.sql(`DROP DATABASE IF EXISTS ${this.database}`)
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Moves what was just said into the last days: the youngest conversation to just now, the others further back. */
  async age(): Promise<void> {
    await this.stop()
    await this.sql(
      `USE ${this.database};
       CREATE TEMPORARY TABLE ago AS
         SELECT h.conversation_id, h.seq,
                (SELECT COUNT(*) FROM conversation_head n WHERE n.last_at > h.last_at) AS place
         FROM conversation_head h;
       UPDATE message m JOIN ago USING (conversation_id)
         SET m.created_at = UTC_TIMESTAMP(3)
           - INTERVAL FLOOR(4 + POW(place, 2.6) * 21 + (ago.seq - m.seq) * 7) MINUTE;
       UPDATE conversation_head h
         SET h.last_at = (SELECT MAX(created_at) FROM message m WHERE m.conversation_id = h.conversation_id);
       UPDATE receipt_advance r JOIN message m
         ON m.conversation_id = r.conversation_id AND m.seq = r.up_to_seq
         SET r.at = m.created_at + INTERVAL 1 + r.person_id MINUTE;`,
    )
    await this.start()
  }

  /** The grace of a group that is to be deleted is over. */
  async removeNow(group: number): Promise<void> {
    await this.sql(
      `UPDATE ${this.database}.job SET run_after = '2020-01-01' WHERE kind = 'group.delete' AND open_key = '${group}'`,
    )
  }

  get said(): string {
    return this.log
  }

  async sql(statement: string): Promise<string> {
    const socket = needed('HEARTH_TEST_DB_SOCKET')
    const { stdout } = await run('mariadb', [
      '--no-defaults',
      '-S',
      socket,
      '-uroot',
      '-BNe',
      statement,
    ])
    return stdout
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { server } = this
    this.server = null
    if (server === null || server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }
}
