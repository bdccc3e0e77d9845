import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb'

/** Opens an IndexedDB database with these stores, with out-of-line keys. Rejects if storage is denied. */
export function openStores<Schema extends DBSchema>(
  name: string,
  stores: readonly StoreNames<Schema>[],
): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(fresh) {
      for (const store of stores) fresh.createObjectStore(store)
    },
    // Must not block a panel with a newer version.
    blocking(_, __, { target }) {
      if (target instanceof IDBDatabase) target.close()
    },
  })
}
