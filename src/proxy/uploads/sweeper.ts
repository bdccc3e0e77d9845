/** Finds the sites that need a sweep and sweeps them. */
import { isSiteId, type SiteId } from '../../core/brands.ts'
import { failureOf } from '../../core/failure.ts'
import type { Deps } from '../access/deps.ts'
import { thrownFields, type Log } from '../base/log.ts'
import { sweep } from './removal.ts'
import { openSite } from '../access/site-context.ts'
import { text, type Sql } from '../state/sql.ts'

/** How often a round is due. */
export const SWEEP_MS = 60_000

export function sitesWithWork(sql: Sql): readonly SiteId[] {
  return sql
    .exec(
      `select site from reservations union select site from removals union select site from suspects`,
    )
    .map((row) => text(row, 'site'))
    .filter(isSiteId)
}

/** Cleans up one site after another. Never rejects. */
export async function sweepSites(deps: Deps, sites: readonly SiteId[]): Promise<void> {
  for (const site of sites) {
    try {
      await sweep(await openSite(deps, site, deps.log))
    } catch (thrown) {
      deps.log.warn('A site could not be swept.', { site, failure: failureOf(thrown, 'internal') })
    }
  }
}

/** Runs one sweep at a time; skips a sweep that is due while another runs. */
export class Sweeping {
  readonly #round: () => Promise<void>
  readonly #log: Log
  /** The round under way, or the last one. Rejects never. */
  current: Promise<void> = Promise.resolve()
  #isBusy = false

  constructor(round: () => Promise<void>, log: Log) {
    this.#round = round
    this.#log = log
  }

  /** Starts a round unless one runs. Logs failures (such as a locked database); later rounds still run. */
  due(): void {
    if (this.#isBusy) return
    this.#isBusy = true
    this.current = this.#sweep()
  }

  async #sweep(): Promise<void> {
    try {
      await this.#round()
    } catch (thrown) {
      this.#log.warn('A sweep failed.', thrownFields(thrown))
    } finally {
      this.#isBusy = false
    }
  }
}
