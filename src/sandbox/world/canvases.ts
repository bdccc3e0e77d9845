import type { Database } from './database.ts'

/** Each site's page as last saved by the Designer's canvas, as JSON that only the Designer reads. */
export class Canvases {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Undefined for a site whose page was never changed. */
  get(siteId: string): string | undefined {
    return this.#db.get(`select document from canvases where site_id = ?`, siteId)?.text('document')
  }

  set(siteId: string, document: string): void {
    this.#db.run(
      `insert into canvases (site_id, document) values (?, ?)
        on conflict do update set document = excluded.document`,
      siteId,
      document,
    )
  }

  clear(): void {
    this.#db.run(`delete from canvases`)
  }
}
