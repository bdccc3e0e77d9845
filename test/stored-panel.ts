/** What the panel of version 0.1.0 has stored in a browser (`record-panel.mjs`), and how a test gets it back in there. */
import record from './vectors/stored-0.1.0/panel.json'

/** A file; all else is stored as it is. */
interface StoredFile {
  readonly file: {
    readonly name: string
    readonly type: string
    readonly lastModified: number
    readonly base64: string
  }
}

type Entry = readonly [key: string | [run: string, row: number], value: unknown]

interface StoredDatabase {
  readonly version: number
  readonly stores: Readonly<Record<string, readonly Entry[]>>
}

interface StoredRow {
  readonly id: number
  readonly fileName: string
  readonly held: boolean
  /** The row is a conflict that waits for an answer. */
  readonly asks?: true
  readonly end: { readonly phase: string } | null
}

interface StoredPanel {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly site: string
  /** Names of databases. */
  readonly databases: Readonly<Record<string, StoredDatabase>>
  /** `localStorage`. */
  readonly settings: Readonly<Record<string, string>>
}

export const storedPanel = record as unknown as StoredPanel

export const JOURNAL = 'asset-dock-journal'
export const DIGESTS = 'asset-dock-digests'

/** The rows of the site's run, as they are stored, and the contents of the files that are kept of them. */
export function storedRun() {
  const { runs = [], rows = [], files = [] } = storedPanel.databases[JOURNAL]?.stores ?? {}
  const run = runs
    .map(([, value]) => value as { readonly id: string; readonly site: string })
    .find(({ site }) => site === storedPanel.site)
  const ofRun = ([key]: Entry) => key[0] === run?.id
  return {
    id: run?.id,
    rows: rows.filter(ofRun).map(([, row]) => row as StoredRow),
    files: new Map(
      files.filter(ofRun).map(([key, value]) => {
        const { file } = value as StoredFile
        return [Number(key[1]), atob(file.base64)]
      }),
    ),
  }
}

/**
 * Stores a recorded database in the place of what is there, as if the run had been left at `touched`. Stands alone, so
 * that it can be run in any page.
 */
export async function restoreDatabase({
  name,
  database,
  touched,
}: {
  readonly name: string
  readonly database: StoredDatabase
  readonly touched?: number
}): Promise<void> {
  const done = (request: IDBRequest) =>
    new Promise<void>((resolve, reject) => {
      request.addEventListener('success', () => resolve())
      request.addEventListener('error', () => reject(request.error))
    })
  const valueOf = (store: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (store === 'runs' && touched !== undefined) return { ...value, touched }
    if (!('file' in value)) return value
    const { name, type, lastModified, base64 } = (value as StoredFile).file
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    return new File([bytes], name, { type, lastModified })
  }
  await done(indexedDB.deleteDatabase(name))
  const opening = indexedDB.open(name, database.version)
  opening.addEventListener('upgradeneeded', () => {
    for (const store of Object.keys(database.stores)) opening.result.createObjectStore(store)
  })
  await done(opening)
  const opened = opening.result
  for (const [store, entries] of Object.entries(database.stores)) {
    for (const [key, value] of entries) {
      await done(
        opened.transaction(store, 'readwrite').objectStore(store).put(valueOf(store, value), key),
      )
    }
  }
  opened.close()
}
