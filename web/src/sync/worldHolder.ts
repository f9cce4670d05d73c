// Holds the current world and tells of each next one. The only mutable cell of the sync layer.
import type { World } from './world'
import { emptyWorld } from './world'

export class WorldHolder {
  private world: World = emptyWorld
  private listeners = new Set<(world: World) => void>()

  get now(): World {
    return this.world
  }

  change(step: (world: World) => World): void {
    const next = step(this.world)
    if (next === this.world) return
    this.world = next
    for (const listener of this.listeners) listener(next)
  }

  subscribe(listener: (world: World) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
