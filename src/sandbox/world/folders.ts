import { isoTime } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Database, Row } from './database.ts'
import { newObjectId } from './ids.ts'

/** An asset folder. `parentFolder` is null at the root. */
export interface Folder {
  readonly id: string
  readonly siteId: string
  readonly displayName: string
  readonly parentFolder: string | null
  readonly createdOn: string
  readonly lastUpdated: string
}

/** A folder to create. The caller checks that the parent exists. */
export interface NewFolder {
  readonly siteId: string
  readonly displayName: string
  readonly parentFolder: string | null
  /** Milliseconds since 1970; default: now. */
  readonly createdOn?: number
  /** Default: a new one. */
  readonly id?: string
}

/** The folders of all sites. Synchronous. */
export class Folders {
  readonly #db: Database
  readonly #clock: Clock
  #revision = 0

  constructor(db: Database, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision
  }

  /** Creates a folder, even if its parent has one of that name. */
  create(input: NewFolder): Folder {
    const now = input.createdOn ?? this.#clock.now()
    const { siteId, displayName, parentFolder, id = newObjectId(now) } = input
    this.#revision += 1
    this.#db.run(
      `insert into folders (id, site_id, display_name, parent_id, created_on, updated_on) values (?, ?, ?, ?, ?, ?)`,
      id,
      siteId,
      displayName,
      parentFolder,
      now,
      now,
    )
    const madeOn = isoTime(now)
    return { id, siteId, displayName, parentFolder, createdOn: madeOn, lastUpdated: madeOn }
  }

  get(id: string): Folder | undefined {
    const row = this.#db.get(`select * from folders where id = ?`, id)
    return row && toFolder(row)
  }

  /** The site's folder of this name under this parent, if there is one. */
  find(siteId: string, parentFolder: string | null, displayName: string): Folder | undefined {
    const row = this.#db.get(
      `select * from folders where site_id = ? and parent_id is ? and display_name = ? order by seq limit 1`,
      siteId,
      parentFolder,
      displayName,
    )
    return row && toFolder(row)
  }

  /** The site's folders in creation order. */
  list(siteId: string, page: { offset: number; limit: number } = EVERYTHING): Folder[] {
    return this.#db
      .all(
        `select * from folders where site_id = ? order by seq limit ? offset ?`,
        siteId,
        page.limit,
        page.offset,
      )
      .map(toFolder)
  }

  count(siteId: string): number {
    const row = this.#db.get(`select count(*) as n from folders where site_id = ?`, siteId)
    return row?.number('n') ?? 0
  }

  /** The IDs of the assets directly in the folder, in creation order. */
  members(folderId: string): string[] {
    return this.#db
      .all(`select id from assets where folder_id = ? order by seq`, folderId)
      .map((row) => row.text('id'))
  }

  /** The names from the root to the folder; empty for the root itself. */
  path(folderId: string | null): string[] {
    const names: string[] = []
    for (let id = folderId; id !== null;) {
      const folder = this.get(id)
      if (folder === undefined) break
      names.unshift(folder.displayName)
      id = folder.parentFolder
    }
    return names
  }

  clear(): void {
    this.#revision += 1
    this.#db.run(`delete from folders`)
  }
}

// Helpers

const EVERYTHING = { offset: 0, limit: -1 }

const toFolder = (row: Row): Folder => ({
  id: row.text('id'),
  siteId: row.text('site_id'),
  displayName: row.text('display_name'),
  parentFolder: row.textOrNull('parent_id'),
  createdOn: isoTime(row.number('created_on')),
  lastUpdated: isoTime(row.number('updated_on')),
})
