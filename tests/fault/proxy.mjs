// A bad network: passes bytes on until it cuts a connection, in the middle of whatever is on its way.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

export class BadNetwork {
  /** `target` tells the port to pass bytes on to. */
  constructor(random, target) {
    this.random = random
    this.target = target
    this.bad = true
    this.cuts = 0
    this.open = new Set()
  }

  async start() {
    this.server = createServer((near) => this.pass(near)).listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = this.server.address().port
  }

  stop() {
    this.server.close()
    for (const socket of this.open) socket.destroy()
  }

  /** From here on it is a good one. */
  mend() {
    this.bad = false
  }

  pass(near) {
    const far = connect(this.target(), '127.0.0.1')
    const cut = () => {
      near.resetAndDestroy?.() ?? near.destroy()
      far.resetAndDestroy?.() ?? far.destroy()
      this.open.delete(near)
      this.open.delete(far)
    }
    // What goes to a client counts, or what comes from it: answers are lost, and commands.
    const [watched, budget] =
      this.random.below(3) > 0
        ? [far, this.random.between(300, 40_000)]
        : [near, this.random.between(300, 10_000)]
    let left = budget
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      this.open.add(from)
      from.setNoDelay(true)
      from.on('data', (bytes) => {
        if (this.bad && from === watched && (left -= bytes.length) < 0) {
          this.cuts += 1
          if (bytes.length + left > 0) to.write(bytes.subarray(0, bytes.length + left))
          cut()
          return
        }
        to.write(bytes)
      })
      from.on('end', () => to.end())
      from.on('error', cut)
      from.on('close', cut)
    }
  }
}
