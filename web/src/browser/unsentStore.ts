// Unsent messages in IndexedDB, one database a person, so that nobody sends what somebody else wrote.
import type { PersonId } from '../protocol/wire'
import type { Unsent, UnsentStore } from '../sync/ports'

const kStore = 'unsent'

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

export class IndexedDbUnsentStore implements UnsentStore {
  private readonly opened: Promise<IDBDatabase | null>

  constructor(person: PersonId) {
    this.opened = this.open(`hearth-${person}`)
  }

  async load(): Promise<Unsent[]> {
    const store = await this.store('readonly')
    return store === null ? [] : await settled<Unsent[]>(store.getAll())
  }

  async put(unsent: Unsent): Promise<void> {
    const store = await this.store('readwrite')
    if (store !== null) await settled(store.put(unsent))
  }

  async remove(key: string): Promise<void> {
    const store = await this.store('readwrite')
    if (store !== null) await settled(store.delete(key))
  }

  /** null where the browser keeps nothing (a private window, say): then a reload forgets unsent messages. */
  private async open(name: string): Promise<IDBDatabase | null> {
    try {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => {
        request.result.createObjectStore(kStore, { keyPath: 'key' })
      }
      return await settled(request)
    } catch {
      return null
    }
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
    const database = await this.opened
    return database?.transaction(kStore, mode).objectStore(kStore) ?? null
  }
}
