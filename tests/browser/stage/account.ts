// An account in a house, made and used through the public API: for what a story needs to be there before it begins.
import { WebSocket } from 'ws'

import type { Commands, Message } from '../../../web/src/protocol/wire'
import type { House } from './house'

export const kPassword = 'correct horse battery'

export class Account {
  private constructor(
    private readonly house: House,
    readonly id: number,
    readonly userName: string,
    readonly name: string,
    readonly cookie: string,
  ) {}

  /** The user name is made of the first name if not said. */
  static async register(
    house: House,
    name: string,
    userName = name
      .split(' ')[0]!
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase(),
  ): Promise<Account> {
    const answer = await fetch(`${house.url}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: house.url },
      body: JSON.stringify({
        user_name: userName,
        name,
        email: `${userName}@example.org`,
        password: kPassword,
        as: 'browser',
      }),
    })
    const body = (await answer.json()) as { me: { id: number }; detail?: string }
    if (!answer.ok) throw new Error(`${name} can't register: ${JSON.stringify(body)}`)
    // Debian's Node has no getSetCookie yet; none of our cookies has a comma in it but their dates.
    const cookie = /[^\s,;=]*session=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')![0]
    return new Account(house, body.me.id, userName, name, cookie)
  }

  /** The name and value of the session's cookie, for a browser that is signed in from the start. */
  get session(): { name: string; value: string } {
    const at = this.cookie.indexOf('=')
    return { name: this.cookie.slice(0, at), value: this.cookie.slice(at + 1) }
  }

  async connect(): Promise<Socket> {
    const socket = new WebSocket(`${this.house.url.replace('http', 'ws')}/api/v1/socket`, {
      headers: { Cookie: this.cookie, Origin: this.house.url },
    })
    return await Socket.greeted(socket)
  }

  /** Gives some commands on a connection of its own, and hangs up. */
  async briefly<T>(what: (socket: Socket) => Promise<T>): Promise<T> {
    const socket = await this.connect()
    try {
      return await what(socket)
    } finally {
      socket.close()
    }
  }

  /** The whole of a conversation as the server has it now. */
  async history(conversation: number): Promise<Message[]> {
    return await this.briefly(async (socket) => {
      const all: Message[] = []
      for (;;) {
        const after = all.at(-1)?.seq ?? 0
        const page = await socket.call('message.list', { conversation, after, limit: 200 })
        all.push(...page.messages)
        if (!page.more_after) return all
      }
    })
  }
}

export class Socket {
  private nextId = 1
  private pending = new Map<number, { resolve(ok: unknown): void; reject(error: Error): void }>()

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { re?: number; ok?: unknown; error?: unknown }
      const pending = frame.re === undefined ? undefined : this.pending.get(frame.re)
      if (pending === undefined) return
      this.pending.delete(frame.re!)
      if (frame.error === undefined) pending.resolve(frame.ok)
      else pending.reject(new Error(JSON.stringify(frame.error)))
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const { reject } of this.pending.values()) reject(new Error('closed'))
      this.pending.clear()
    })
  }

  static async greeted(socket: WebSocket): Promise<Socket> {
    await new Promise<void>((resolve, reject) => {
      socket.once('message', () => resolve())
      socket.once('error', reject)
    })
    return new Socket(socket)
  }

  call<Name extends keyof Commands>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<Commands[Name]['out']> {
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (ok: unknown) => void, reject })
      this.socket.send(JSON.stringify({ id, do: name, ...args }))
    })
  }

  post(
    conversation: number,
    body: string,
    replyTo?: number,
  ): Promise<Commands['message.post']['out']> {
    const key = `story-${conversation}-${Math.random().toString(36).slice(2)}`
    const reply = replyTo === undefined ? {} : { reply_to: replyTo }
    return this.call('message.post', { conversation, key, body, ...reply })
  }

  close(): void {
    this.socket.close()
  }
}
