/** The beginning of a page's one run: its code, which comes late, and what another page has left of it. */
import type { SiteId } from '../../core/brands.ts'
import { isOpenEnd } from '../../core/journal.ts'
import type { Journal, JournaledRun } from '../ports/journal.ts'
import type { Clock, RunObserver } from '../ports/run.ts'
import { NEVER } from '../base/never.ts'
import type { Run } from './run.ts'
import type { RunDeps } from './stages.ts'

export interface OpenRunDeps extends Omit<RunDeps, 'observer' | 'runId'> {
  /** Fetches the code of runs, which the first screen does without. Never rejects. */
  readonly load: () => Promise<typeof Run>
  /** A UUID for a run that is not kept. */
  readonly runId: string
  /** Where runs are kept; undefined: nowhere. */
  readonly journal: Journal | undefined
}

/** Opens a site's run. Never rejects. */
export type OpenRun = (site: SiteId, observer: RunObserver) => Promise<OpenedRun>

export interface OpenedRun {
  readonly run: Run
  /** Rows of another page wait to be resumed. */
  readonly isResumed: boolean
}

/** Never rejects: what is added waits until the code is here. */
export const runOpener =
  (deps: OpenRunDeps): OpenRun =>
  async (site, observer) => {
    const [Machine, own] = await Promise.all([deps.load(), deps.journal?.open(site)])
    const run = new Machine({ ...deps, observer, runId: () => own?.id ?? deps.runId })
    if (!own) return { run, isResumed: false }
    run.recordTo(own)
    await resume(run, own, deps.clock)
    return { run, isResumed: own.rows.length > 0 }
  }

// Helpers

const RESUMED_AT_ONCE = 500

/** With the files of what is left to do, where the journal has them; in pieces, so that the page answers between them. */
async function resume(run: Run, own: JournaledRun, clock: Clock): Promise<void> {
  for (let from = 0; from < own.rows.length; from += RESUMED_AT_ONCE) {
    if (from > 0) await clock.sleep(0, NEVER)
    const rows = own.rows.slice(from, from + RESUMED_AT_ONCE).map(async (kept) => {
      const isHere = isOpenEnd(kept.end) && own.withBytes.has(kept.id)
      return { kept, file: isHere ? await own.bytes(kept) : undefined }
    })
    run.restore(await Promise.all(rows))
  }
}
