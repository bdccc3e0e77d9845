/** Successive pages of the panel, with a journaled run. */
import { isSiteId, type SiteId } from '../../src/core/brands.ts'
import type { JournaledRun } from '../../src/panel/ports/journal.ts'
import type { ManualClock } from './manual-clock.ts'
import { MemoryJournal, type MemoryDisk } from './memory-journal.ts'
import { startRun } from './run-harness.ts'

const SITE = siteId('65f0c0ffee00000000000001')

/** A page whose run is journaled on `disk`; it has resumed what the previous page left there. */
export async function page(disk: MemoryDisk) {
  const started = startRun()
  const journal = new MemoryJournal(started.clock, disk)
  const own = await opened(journal)
  started.run.recordTo(own)
  const rows = await Promise.all(
    own.rows.map(async (kept) => ({ kept, file: await own.bytes(kept) })),
  )
  started.run.restore(rows)
  return { ...started, journal, own }
}

/** Lets the journal write its pending changes. */
export const written = async (clock: ManualClock): Promise<void> => {
  for (let n = 0; n < 5; n++) await clock.advance(400)
}

// Helpers

function siteId(id: string): SiteId {
  if (!isSiteId(id)) throw new TypeError(`"${id}" is no site id.`)
  return id
}

async function opened(journal: MemoryJournal): Promise<JournaledRun> {
  const own = await journal.open(SITE)
  if (!own) throw new Error('Expected a run, got none.')
  return own
}
