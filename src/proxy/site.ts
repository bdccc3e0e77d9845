/**
 * All state of one site: reservations and ledger, what is known of its assets and folders, its sealed token. A
 * plain class over plain SQL: on Node many sites share one file, in a Durable Object each has its own database.
 */
import { Catalogue } from './catalogue.ts'
import type { Clock } from './deps.ts'
import { Records } from './records.ts'
import type { Sql } from './sql.ts'
import { Vault } from './vault.ts'

export class Site {
  readonly records: Records
  readonly catalogue: Catalogue
  readonly vault: Vault

  /** The tables must be there (`prepareTables`). */
  constructor(sql: Sql, site: string, clock: Clock) {
    this.records = new Records(sql, site, clock)
    this.catalogue = new Catalogue(sql, site, clock)
    this.vault = new Vault(sql, site, clock)
  }
}
