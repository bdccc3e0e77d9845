import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb'

/** Opens an IndexedDB database with these stores, whose keys are given from outside. Rejects where storage is denied. */
export function openStores<Schema extends DBSchema>(
  name: string,
  stores: readonly StoreNames<Schema>[],
): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(fresh) {
      for (const store of stores) fresh.createObjectStore(store)
    },
    // A panel with a newer version must not wait for this one.
    blocking(_, __, { target }) {
      if (target instanceof IDBDatabase) target.close()
    },
  })
}
