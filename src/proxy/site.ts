/**
 * All state of one site: reservations and ledger, what is known of its assets and folders, its sealed token. A
 * plain class over plain SQL: on Node many sites share one file, in a Durable Object each has its own database.
 */
import { Catalogue } from './catalogue.ts'
import type { Clock } from './deps.ts'
import { Ledger } from './ledger.ts'
import { Leftovers } from './leftovers.ts'
import { Records } from './records.ts'
import type { Sql } from './sql.ts'
import { Vault } from './vault.ts'

export class Site {
  readonly records: Records
  readonly ledger: Ledger
  readonly leftovers: Leftovers
  readonly catalogue: Catalogue
  readonly vault: Vault

  /** The tables must be there (`prepareTables`). */
  constructor(sql: Sql, site: string, clock: Clock) {
    this.ledger = new Ledger(sql, site, clock)
    this.leftovers = new Leftovers(sql, site, clock)
    this.records = new Records(sql, site, clock, this)
    this.catalogue = new Catalogue(sql, site, clock)
    this.vault = new Vault(sql, site, clock)
  }
}
