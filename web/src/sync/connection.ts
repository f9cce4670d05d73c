// One WebSocket at a time to the server: commands with answers, events, heartbeats, and connecting again.
// Owned by Client. All calls on the one thread of the page.
import type { Commands, ErrorCode, Events } from '../protocol/wire'
import type { Ports, SocketLike } from './ports'
import { judgeClose } from './retry'

export type ConnectionState =
  | { is: 'idle' }
  | { is: 'connecting' }
  | { is: 'online' }
  | { is: 'waiting'; until: number }
  | { is: 'stopped'; why: 'protocol' | 'signed_out' }

/** The server said no. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly field?: string,
    readonly retryAfter?: number,
  ) {
    super(message)
  }
}

/** There was no answer: the connection ended first. The command may or may not have been carried out. */
export class Unanswered extends Error {}

interface Pending {
  settle(ok: unknown): void
  fail(error: Error): void
  cancelTimeout(): void
}

interface Listener {
  onState(state: ConnectionState): void
  onWelcome(welcome: Extract<Events, { on: 'welcome' }>): void
  onEvent(event: Events): void
}

const kOpenWithin = 15_000
const kAnswerWithin = 15_000
const kProbeWithin = 5_000
const kGoodAfter = 5_000
const kQuietDefault = 25_000

export class Connection {
  private socket: SocketLike | null = null
  private pending = new Map<number, Pending>()
  private nextId = 1
  private failures = 0
  private heartbeat = kQuietDefault
  private lastHeard = 0
  private state: ConnectionState = { is: 'idle' }
  private cancels = { retry: () => {}, open: () => {}, beat: () => {}, good: () => {} }

  constructor(
    private readonly ports: Pick<Ports, 'clock' | 'random' | 'openSocket' | 'sessionEnded'>,
    private readonly listener: Listener,
  ) {}

  get isOnline(): boolean {
    return this.state.is === 'online'
  }

  start(): void {
    if (this.state.is === 'idle') this.open()
  }

  /** Ends for good. */
  stop(): void {
    this.drop(1000)
    this.cancels.retry()
    this.become({ is: 'idle' })
  }

  /** Does not wait any longer; a connection that is up is asked for a sign of life. */
  tryNow(): void {
    if (this.state.is === 'waiting') this.open()
    else if (this.state.is === 'online') this.probe()
  }

  /** Rejects with Refused, or with Unanswered when the connection is not up or ends first. */
  call<Name extends keyof Commands>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['out']> {
    const socket = this.socket
    if (socket === null || this.state.is !== 'online')
      return Promise.reject(new Unanswered('not connected'))
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.pending.set(id, {
        settle: resolve as (ok: unknown) => void,
        fail: reject,
        // Whoever leaves a command unanswered is not to be trusted with the next one.
        cancelTimeout: this.ports.clock.after(kAnswerWithin, () => this.lost()),
      })
      socket.send(JSON.stringify({ id, do: name, ...args }))
    })
  }

  private open(): void {
    this.cancels.retry()
    this.become({ is: 'connecting' })
    let socket: SocketLike
    try {
      socket = this.ports.openSocket()
    } catch {
      this.closed(1006, '', false)
      return
    }
    this.socket = socket
    let welcomed = false
    this.cancels.open = this.ports.clock.after(kOpenWithin, () => this.lost())
    socket.onmessage = (event) => {
      if (this.socket !== socket || typeof event.data !== 'string') return
      this.lastHeard = this.ports.clock.now()
      const frame = JSON.parse(event.data) as Record<string, unknown>
      if ('re' in frame) this.answered(frame)
      else if (frame['on'] === 'welcome') {
        welcomed = true
        this.welcomed(frame as unknown as Extract<Events, { on: 'welcome' }>)
      } else if (typeof frame['on'] === 'string') {
        this.listener.onEvent(frame as unknown as Events)
      }
    }
    socket.onclose = (event) => {
      if (this.socket === socket) this.closed(event.code, event.reason, welcomed)
    }
    socket.onerror = () => {}
    socket.onopen = () => {}
  }

  private welcomed(welcome: Extract<Events, { on: 'welcome' }>): void {
    this.cancels.open()
    this.heartbeat = Math.max(2000, welcome.heartbeat_ms || kQuietDefault)
    this.cancels.good = this.ports.clock.after(kGoodAfter, () => (this.failures = 0))
    this.beat()
    this.become({ is: 'online' })
    this.listener.onWelcome(welcome)
  }

  private answered(frame: Record<string, unknown>): void {
    const id = frame['re'] as number
    const pending = this.pending.get(id)
    if (pending === undefined) return
    this.pending.delete(id)
    pending.cancelTimeout()
    const error = frame['error'] as
      { code: ErrorCode; message: string; field?: string; retry_after_ms?: number } | undefined
    if (error === undefined) pending.settle(frame['ok'])
    else pending.fail(new Refused(error.code, error.message, error.field, error.retry_after_ms))
  }

  /** Looks now and then whether anything has been heard; if not, asks. */
  private beat(): void {
    this.cancels.beat()
    const quiet = this.ports.clock.now() - this.lastHeard
    const wait = Math.max(500, this.heartbeat - quiet)
    this.cancels.beat = this.ports.clock.after(wait, () => {
      if (this.ports.clock.now() - this.lastHeard >= this.heartbeat) this.probe()
      else this.beat()
    })
  }

  private probe(): void {
    this.cancels.beat()
    const asked = this.ports.clock.now()
    this.call('ping', {}).catch(() => {})
    this.cancels.beat = this.ports.clock.after(kProbeWithin, () => {
      if (this.lastHeard >= asked) this.beat()
      else this.lost()
    })
  }

  private lost(): void {
    const wasUp = this.state.is === 'online'
    this.drop(4408)
    this.closed(wasUp ? 4408 : 1006, '', wasUp)
  }

  /** Lets go of the socket; whatever it says from now on is not heard. */
  private drop(code: number): void {
    const socket = this.socket
    this.socket = null
    this.cancels.open()
    this.cancels.beat()
    this.cancels.good()
    if (socket !== null) {
      try {
        socket.close(code)
      } catch {
        // It was closed already.
      }
    }
    const pending = [...this.pending.values()]
    this.pending.clear()
    for (const one of pending) {
      one.cancelTimeout()
      one.fail(new Unanswered('connection lost'))
    }
  }

  private closed(code: number, reason: string, welcomed: boolean): void {
    this.drop(1000)
    this.failures += 1
    const verdict = judgeClose(code, reason, this.failures, this.ports.random)
    if (verdict.retry === 'no') return this.become({ is: 'stopped', why: 'protocol' })
    if (verdict.retry === 'sign_in') return this.become({ is: 'stopped', why: 'signed_out' })
    this.become({ is: 'waiting', until: this.ports.clock.now() + verdict.ms })
    this.cancels.retry = this.ports.clock.after(verdict.ms, () => this.open())
    // A refused handshake does not say why. Perhaps the session has ended.
    if (welcomed) return
    void this.ports.sessionEnded().then((ended) => {
      if (!ended || this.state.is === 'online' || this.state.is === 'idle') return
      this.cancels.retry()
      this.drop(1000)
      this.become({ is: 'stopped', why: 'signed_out' })
    })
  }

  private become(state: ConnectionState): void {
    this.state = state
    this.listener.onState(state)
  }
}
