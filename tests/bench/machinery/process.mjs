// Other programs: run to their end, or started and stopped. Only what was started here is ended here, by its process.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Runs a program to its end and gives what it printed. Throws what it complained of when it fails or takes too long. */
export function run(command, args, { input = '', cwd, env, seconds = 180 } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let out = ''
    let complaints = ''
    const late = setTimeout(() => {
      complaints += `took longer than ${seconds} s`
      child.kill('SIGKILL')
    }, seconds * 1000)
    child.stdout.on('data', (bytes) => (out += bytes))
    child.stderr.on('data', (bytes) => (complaints += bytes))
    child.on('error', fail)
    child.on('close', (status) => {
      clearTimeout(late)
      if (status === 0) done(out)
      else
        fail(
          new Error(
            `${command.split('/').pop()}: ${complaints.trim().slice(-600) || `ended with ${status}`}`,
          ),
        )
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** A server of ours. */
export class Served {
  /** `log`: an open file for what it says. */
  constructor(command, args, log) {
    this.name = command.split('/').pop()
    this.child = spawn(command, args, { stdio: ['ignore', log, log] })
    this.ended = new Promise((done) => {
      this.child.on('error', done)
      this.child.on('close', done)
    })
    this.ended.then(() => (this.gone = true))
  }

  get pid() {
    return this.child.pid
  }

  /** Asks it to end, waits, and insists after 15 s. */
  async stop() {
    if (this.gone) return
    this.child.kill('SIGTERM')
    const late = setTimeout(() => this.child.kill('SIGKILL'), 15_000)
    await this.ended
    clearTimeout(late)
  }
}

export function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}
