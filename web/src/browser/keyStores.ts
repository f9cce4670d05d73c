// What the server has not acknowledged yet, in IndexedDB: one database a person, so that nobody sends what somebody else
// wrote.
import type { PersonId } from '../protocol/wire'
import type { KeyStore, Unsent, UngrantedWish } from '../sync/ports'
import type { PersonalWish } from '../sync/world'

const kStores = ['unsent', 'wishes', 'personal'] as const

type StoreName = (typeof kStores)[number]

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

/** null where the browser keeps nothing (a private window, say): then a reload forgets what was not sent. */
async function open(person: PersonId): Promise<IDBDatabase | null> {
  try {
    const request = indexedDB.open(`hearth-${person}`, 3)
    request.onupgradeneeded = () => {
      const { result } = request
      for (const name of kStores)
        if (!result.objectStoreNames.contains(name))
          result.createObjectStore(name, { keyPath: 'key' })
    }
    const database = await settled(request)
    // Another window may bring a newer client.
    database.onversionchange = () => database.close()
    return database
  } catch {
    return null
  }
}

class IndexedDbStore<T extends { key: string }> implements KeyStore<T> {
  constructor(
    private readonly opened: Promise<IDBDatabase | null>,
    private readonly name: StoreName,
  ) {}

  async load(): Promise<T[]> {
    const store = await this.store('readonly')
    return store === null ? [] : await settled<T[]>(store.getAll())
  }

  async put(one: T): Promise<void> {
    const store = await this.store('readwrite')
    if (store !== null) await settled(store.put(one))
  }

  async remove(key: string): Promise<void> {
    const store = await this.store('readwrite')
    if (store !== null) await settled(store.delete(key))
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore | null> {
    const database = await this.opened
    try {
      return database?.transaction(this.name, mode).objectStore(this.name) ?? null
    } catch {
      return null
    }
  }
}

export function openKeyStores(person: PersonId): {
  unsent: KeyStore<Unsent>
  wishes: KeyStore<UngrantedWish>
  personal: KeyStore<PersonalWish>
} {
  const opened = open(person)
  return {
    unsent: new IndexedDbStore(opened, 'unsent'),
    wishes: new IndexedDbStore(opened, 'wishes'),
    personal: new IndexedDbStore(opened, 'personal'),
  }
}
