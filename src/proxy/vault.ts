/** A site's sealed token, and names that may be used only once. Holds nothing that can be read without the key. */
import type { Clock } from './clock.ts'
import { text, type Sql } from './sql.ts'

export class Vault {
  readonly #sql: Sql
  readonly #site: string
  readonly #clock: Clock

  constructor(sql: Sql, site: string, clock: Clock) {
    this.#sql = sql
    this.#site = site
    this.#clock = clock
  }

  sealedToken(): string | null {
    const [row] = this.#sql.exec('select sealed from tokens where site = ?', this.#site)
    return row ? text(row, 'sealed') : null
  }

  keepToken(sealed: string): void {
    this.#sql.exec(
      `insert into tokens (site, sealed, at) values (?, ?, ?)
       on conflict do update set sealed = excluded.sealed, at = excluded.at`,
      this.#site,
      sealed,
      this.#clock.now(),
    )
  }

  /** True the first time for this key. It is remembered until `until`, milliseconds since the epoch. */
  useOnce(key: string, until: number): boolean {
    this.#sql.exec('delete from used where site = ? and until <= ?', this.#site, this.#clock.now())
    const rows = this.#sql.exec(
      'insert into used (site, key, until) values (?, ?, ?) on conflict do nothing returning key',
      this.#site,
      key,
      until,
    )
    return rows.length > 0
  }
}
