// The floor (see floor/): the same work without a product.
import { connect } from 'node:net'

import { freePort, Served } from './process.mjs'
import { tools } from './tools.mjs'

export class Floor {
  /** Starts it on a schema of its own. */
  static async start(place, schema) {
    await place.freshSchema(schema)
    const floor = new Floor()
    floor.place = place
    floor.port = await freePort()
    const args = ['--port', String(floor.port), '--db-socket', place.socket, '--schema', schema]
    floor.served = place.keep(new Served(tools.floor, args, place.log(schema)))
    const deadline = Date.now() + 10_000
    while (!(await listens(floor.port))) {
      if (floor.served.gone || Date.now() > deadline)
        throw new Error(`no floor: ${place.lastWords(schema)}`)
      await new Promise((done) => setTimeout(done, 10))
    }
    return floor
  }

  stop() {
    return this.served.stop()
  }

  door() {
    return { target: 'floor', port: this.port }
  }
  watch() {
    return [`server=${this.served.pid}`, `database=${this.place.databasePid}`]
  }
}

function listens(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
