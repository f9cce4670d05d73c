// A TCP proxy between a browser and the house whose lines can be cut, and stay dead until they are mended.
import type { AddressInfo, Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

export class CuttableLine {
  private readonly open = new Set<Socket>()
  private cut = false
  private silent = false

  private constructor(
    private readonly server: Server,
    private readonly to: number,
  ) {
    server.on('connection', (near) => this.join(near))
  }

  static async to(port: number): Promise<CuttableLine> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new CuttableLine(server, port)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** Resets every connection and takes no new one. */
  cutAll(): void {
    this.cut = true
    for (const socket of this.open) socket.resetAndDestroy()
  }

  /** Nothing gets through any more, and nobody is told: as when a cable is pulled. */
  fallSilent(): void {
    this.silent = true
    for (const socket of this.open) socket.pause()
  }

  mend(): void {
    this.cut = false
    if (this.silent) for (const socket of this.open) socket.resetAndDestroy()
    this.silent = false
  }

  async close(): Promise<void> {
    for (const socket of this.open) socket.destroy()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private join(near: Socket): void {
    if (this.cut) {
      near.resetAndDestroy()
      return
    }
    const far = connect(this.to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.open.add(socket)
      socket.on('data', (data) => {
        if (!this.silent) other.write(data)
      })
      socket.on('close', () => {
        this.open.delete(socket)
        other.destroy()
      })
      socket.on('error', () => {})
      if (this.silent) socket.pause()
    }
  }
}
