/** A site's sealed token, and names that may be used only once. Holds nothing that can be read without the key. */
import { SiteTable } from './site-table.ts'
import { text } from './sql.ts'

export class Vault extends SiteTable {
  sealedToken(): string | null {
    const [row] = this.exec('select sealed from tokens where site = ?')
    return row ? text(row, 'sealed') : null
  }

  keepToken(sealed: string): void {
    this.exec(
      `insert into tokens (site, sealed, at) values (?, ?, ?)
       on conflict do update set sealed = excluded.sealed, at = excluded.at`,
      sealed,
      this.now(),
    )
  }

  /** True the first time for this key. It is remembered until `until`, milliseconds since the epoch. */
  useOnce(key: string, until: number): boolean {
    this.exec('delete from used where site = ? and until <= ?', this.now())
    const rows = this.exec(
      'insert into used (site, key, until) values (?, ?, ?) on conflict do nothing returning key',
      key,
      until,
    )
    return rows.length > 0
  }
}
