// A real WebSocket server on a real port that answers as a test tells it, for what the clock and the wire do to a
// connection. Whatever the product itself does is tested against hearthd (tests/browser, tests/story).
import type { AddressInfo } from 'node:net'
import type { WebSocket as ServerSocket } from 'ws'
import { WebSocket, WebSocketServer } from 'ws'

import type { KeyStore, Ports, SocketLike, Unsent, UngrantedWish } from '../ports'
import { systemClock } from '../ports'
import type { PersonalWish } from '../world'

export interface Frame {
  id: number
  do: string
  [name: string]: unknown
}

export type Answer = { ok: unknown } | { error: unknown } | 'silence' | 'cut'

export class ScriptedServer {
  readonly heard: Frame[] = []
  connections = 0
  private sockets = new Set<ServerSocket>()

  private constructor(
    private readonly server: WebSocketServer,
    private readonly answer: (frame: Frame, connection: number) => Answer,
    private readonly heartbeat: number,
  ) {
    server.on('connection', (socket) => this.greet(socket))
  }

  static async start(
    answer: (frame: Frame, connection: number) => Answer,
    heartbeat = 20_000,
  ): Promise<ScriptedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    return new ScriptedServer(server, answer, heartbeat)
  }

  tell(event: unknown): void {
    for (const socket of this.sockets) socket.send(JSON.stringify(event))
  }

  close(code: number, reason = ''): void {
    for (const socket of this.sockets) socket.close(code, reason)
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.terminate()
    await new Promise((resolve) => this.server.close(resolve))
  }

  ports(
    unsent: KeyStore<Unsent> = new MemoryStore(),
    wishes: KeyStore<UngrantedWish> = new MemoryStore(),
    personal: KeyStore<PersonalWish> = new MemoryStore(),
  ): Ports {
    const { port } = this.server.address() as AddressInfo
    let keys = 0
    return {
      clock: systemClock,
      random: () => 0,
      newKey: () => `key-${(keys += 1)}`,
      unsent,
      wishes,
      personal,
      openSocket: () => new WebSocket(`ws://127.0.0.1:${port}/`) as unknown as SocketLike,
      sessionEnded: () => Promise.resolve(false),
    }
  }

  private greet(socket: ServerSocket): void {
    const connection = (this.connections += 1)
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame
      this.heard.push(frame)
      const answer = this.answer(frame, connection)
      if (answer === 'cut') socket.terminate()
      else if (answer !== 'silence') socket.send(JSON.stringify({ re: frame.id, ...answer }))
    })
    socket.send(
      JSON.stringify({
        on: 'welcome',
        me: 1,
        session: 1,
        server: 'scripted',
        version: 1,
        heartbeat_ms: this.heartbeat,
        at: new Date().toISOString(),
      }),
    )
  }
}

export class MemoryStore<T extends { key: string }> implements KeyStore<T> {
  readonly kept = new Map<string, T>()

  load(): Promise<T[]> {
    return Promise.resolve([...this.kept.values()])
  }
  put(one: T): Promise<void> {
    this.kept.set(one.key, one)
    return Promise.resolve()
  }
  remove(key: string): Promise<void> {
    this.kept.delete(key)
    return Promise.resolve()
  }
}
