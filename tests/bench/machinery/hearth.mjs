// hearthd on a schema of its own, with the settings of a benchmark: no limit on messages, and all connections.
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'

import { freePort, run, Served } from './process.mjs'
import { tools } from './tools.mjs'

export class Hearth {
  constructor(place, schema) {
    this.place = place
    this.schema = schema
    this.settings = `${place.folder}/${schema}.yaml`
    this.keys = `${place.folder}/${schema}.secrets/keys`
  }

  /** A fresh schema, filled by a file of prepare/ (none: left empty). */
  static async prepare(place, schema, file) {
    const hearth = new Hearth(place, schema)
    hearth.port = await freePort()
    mkdirSync(`${place.folder}/web`, { recursive: true })
    writeFileSync(
      hearth.settings,
      `listen: ["127.0.0.1:${hearth.port}"]
web: { folder: "${place.folder}/web" }
database: { socket: "${place.socket}", name: ${schema}, user: root }
secrets: { folder: "${place.folder}/${schema}.secrets" }
limits: { messages_per_minute: 0, connections: 19000 }
`,
    )
    await place.freshSchema(schema)
    await run(tools.hearthd, ['--config', hearth.settings, '--migrate'])
    if (file) await place.sql(`source ${file}`, schema)
    return hearth
  }

  /** Starts it; gives the seconds from its start to the first 200 on /health. */
  async start() {
    const begun = process.hrtime.bigint()
    this.served = this.place.keep(
      new Served(tools.hearthd, ['--config', this.settings], this.place.log(this.schema)),
    )
    const health = `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\n\r\n`
    while (!(await answers(this.port, health))) {
      if (this.served.gone) throw new Error(`hearthd ended: ${this.place.lastWords(this.schema)}`)
      if (seconds(begun) > 30) throw new Error('hearthd does not answer for 30 s')
      await new Promise((done) => setTimeout(done, 1))
    }
    return seconds(begun)
  }

  stop() {
    return this.served.stop()
  }

  /** Options for the load generator. */
  door() {
    return { target: 'hearth', port: this.port, keys: this.keys }
  }
  watch() {
    return [`server=${this.served.pid}`, `database=${this.place.databasePid}`]
  }
}

const seconds = (begun) => Number(process.hrtime.bigint() - begun) / 1e9

/** Does the server answer 200? */
function answers(port, request) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    const end = (yes) => {
      socket.destroy()
      done(yes)
    }
    socket.once('data', (bytes) => end(bytes.toString('latin1').startsWith('HTTP/1.1 200 ')))
    socket.once('error', () => end(false))
    socket.once('close', () => done(false))
  })
}
