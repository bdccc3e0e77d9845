import type { TimeSource } from '../base/clock.ts'
import type { Sql, SqlRow, SqlValue } from './sql.ts'

/** A part of one site's state. */
export class SiteTable {
  readonly #sql: Sql
  readonly #site: string
  readonly #clock: TimeSource

  constructor(sql: Sql, site: string, clock: TimeSource) {
    this.#sql = sql
    this.#site = site
    this.#clock = clock
  }

  /** Runs a statement whose first parameter is the site. */
  protected exec(statement: string, ...params: readonly SqlValue[]): readonly SqlRow[] {
    return this.#sql.exec(statement, this.#site, ...params)
  }

  /** Runs `work` as one transaction. Not to be nested. */
  protected atomic<T>(work: () => T): T {
    return this.#sql.atomic(work)
  }

  /** Milliseconds since the epoch. */
  protected now(): number {
    return this.#clock.now()
  }
}
