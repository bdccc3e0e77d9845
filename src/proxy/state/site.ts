/**
 * All state of one site: reservations and ledger, what is known of its assets and folders, its sealed token. A
 * plain class over plain SQL: on Node many sites share one file, in a Durable Object each has its own database.
 */
import { Catalogue } from './catalogue.ts'
import { Claims } from './claims.ts'
import type { TimeSource } from '../base/clock.ts'
import { Folders } from './folders.ts'
import type { Handle } from '../base/handle.ts'
import { Ledger } from './ledger.ts'
import { OrphanQueue } from './orphan-queue.ts'
import { Probes } from './probes.ts'
import { Records } from './records.ts'
import { CatalogueRefresh } from './catalogue-refresh.ts'
import { Reservations } from './reservations.ts'
import { Sends } from './sends.ts'
import type { Sql } from './sql.ts'
import { Vault } from './vault.ts'

export class Site {
  readonly claims: Claims
  readonly sends: Sends
  readonly records: Records
  readonly ledger: Ledger
  readonly leftovers: OrphanQueue
  readonly catalogue: Catalogue
  readonly relisting: CatalogueRefresh
  readonly folders: Folders
  readonly probes: Probes
  readonly vault: Vault

  /** The tables must be there (`prepareTables`). */
  constructor(sql: Sql, site: string, clock: TimeSource) {
    this.ledger = new Ledger(sql, site, clock)
    this.leftovers = new OrphanQueue(sql, site, clock)
    this.catalogue = new Catalogue(sql, site, clock)
    const reservations = new Reservations(sql, site, clock, this.leftovers)
    this.claims = new Claims(reservations, clock)
    this.sends = new Sends(reservations, this.ledger, clock)
    this.records = new Records(reservations)
    this.relisting = new CatalogueRefresh(sql, site, clock)
    this.folders = new Folders(sql, site, clock)
    this.probes = new Probes(sql, site, clock)
    this.vault = new Vault(sql, site, clock)
  }
}

/** The state of one site, by its parts; wherever it lives. */
export type SiteHandle = { readonly [P in keyof Site]: Handle<Site[P]> }

/** Stands for a site where what is kept belongs to none. Stored: must not change. */
export const NO_SITE = 'all'

/** The parts of a site, for hosts that reach them by name. */
export const SITE_PARTS = [
  'claims',
  'sends',
  'records',
  'ledger',
  'leftovers',
  'catalogue',
  'relisting',
  'folders',
  'probes',
  'vault',
] as const satisfies readonly (keyof Site)[]
