/** Opens a page's one run, with what another page has left of it. Fetched late: the first screen does without. */
import type { SiteId } from '../../core/brands.ts'
import { isOpenEnd } from '../../core/journal.ts'
import type { Journal, JournaledRun } from '../ports/journal.ts'
import type { Clock, RunObserver } from '../ports/run.ts'
import { NEVER } from '../base/never.ts'
import { Run } from './run.ts'
import type { RunDeps } from './stages.ts'

export interface OpenRunDeps extends Omit<RunDeps, 'observer' | 'runId'> {
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

export const runOpener =
  (deps: OpenRunDeps): OpenRun =>
  async (site, observer) => {
    const own = await deps.journal?.open(site)
    const run = new Run({ ...deps, observer, runId: () => own?.id ?? deps.runId })
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
