// The place of one benchmark: a temporary folder, a private database, and all that was started in it. Everything is
// gone when clear() returns.
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'

import { run } from './process.mjs'
import { here, root, tools } from './tools.mjs'

const databaseOptions = [
  '--innodb-buffer-pool-size=1G',
  '--innodb-log-file-size=512M',
  '--max-connections=1000',
]

export class Place {
  /** Everything that was measured, as the load generator told it. */
  runs = []
  #undo = []
  #served = []

  static async make() {
    const place = new Place()
    place.folder = mkdtempSync(join(tmpdir(), 'hearth-bench.'))
    place.#undo.push(() => rmSync(place.folder, { recursive: true, force: true }))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => void place.clear().finally(() => process.exit(130)))
    await place.#startDatabase()
    return place
  }

  /** ./dev bench brings a database; without it there is one of our own, with the same settings. */
  async #startDatabase() {
    if (process.env.HEARTH_TEST_DB_SOCKET && process.env.HEARTH_TEST_DB_PID) {
      this.socket = process.env.HEARTH_TEST_DB_SOCKET
      this.databasePid = Number(process.env.HEARTH_TEST_DB_PID)
      return
    }
    const script = `${root}/packaging/dev/mariadb`
    const folder = `${this.folder}/db`
    this.#undo.push(() => run(script, ['stop', folder]))
    this.socket = (await run(script, ['start', folder, '--test', '--', ...databaseOptions])).trim()
    this.databasePid = Number(readFileSync(`${folder}/pid`, 'utf8'))
  }

  say(text) {
    process.stderr.write(`  … ${text}\n`)
  }

  /** What is started for a while goes with its rows at the latest. */
  keep(served) {
    this.#served.push(served)
    return served
  }

  /** Nothing of ours runs but the database: what a group of rows left behind when it failed would disturb the next. */
  async stopServed() {
    for (const served of this.#served.splice(0).reverse()) await served.stop()
  }

  log(name) {
    return openSync(`${this.folder}/${name}.log`, 'a')
  }

  lastWords(name) {
    return readFileSync(`${this.folder}/${name}.log`, 'utf8')
      .trim()
      .split('\n')
      .slice(-3)
      .join(' | ')
  }

  /** Runs SQL as the database's root; gives rows of columns. A file of prepare/ may `source` others there. */
  async sql(text, schema = '') {
    const args = [
      '--no-defaults',
      '-u',
      'root',
      '-S',
      this.socket,
      '--batch',
      '--skip-column-names',
    ]
    const out = await run('mariadb', schema ? [...args, schema] : args, {
      input: text,
      cwd: `${here}/prepare`,
    })
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'))
  }

  /** An empty schema; one that an earlier benchmark has left in the same database goes. */
  async freshSchema(name) {
    await this.sql(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name}`)
  }

  /** One run of the load generator. What it says is kept for the report. */
  async load(kind, options) {
    const args = [kind]
    for (const [name, value] of Object.entries(options))
      for (const one of Array.isArray(value) ? value : [value]) args.push(`--${name}`, String(one))
    const said = JSON.parse(await run(tools.load, args))
    this.runs.push({ kind, options: { ...options, keys: undefined }, said })
    return said
  }

  /** The part of the machine's time that went to programs that have nothing to do with us, at the worst run. */
  busyWithOthers() {
    let worst = 0
    for (const { said } of this.runs)
      if (said.cpu && said.window_seconds)
        worst = Math.max(worst, said.cpu.others_ms / (said.window_seconds * 1000 * cpus().length))
    return worst
  }

  machine() {
    return {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memory_mib: Math.round(totalmem() / 2 ** 20),
      kernel: release(),
    }
  }

  async clear() {
    await this.stopServed()
    for (const undo of this.#undo.splice(0).reverse()) {
      try {
        await undo()
      } catch (failed) {
        process.stderr.write(`bench: ${failed.message}\n`)
      }
    }
  }
}
