/** Opens a page's one run, with what another page has left of it. Fetched late: the first screen does without. */
import type { SiteId } from '../../core/brands.ts'
import { isOpenEnd } from '../../core/journal.ts'
import type { Journal, JournaledRun } from '../ports/journal.ts'
import type { Clock, RunObserver } from '../ports/run.ts'
import { NEVER } from '../base/never.ts'
import { Run } from './run.ts'
import type { RunDeps } from './stages.ts'

export interface OpenRunDeps extends Omit<RunDeps, 'observer' | 'runId'> {
  /** The id of a run that is not journaled: a UUID. */
  readonly runId: string
  /** Undefined: runs are not journaled. */
  readonly journal: Journal | undefined
}

/** Opens a site's run. Never rejects. */
export type OpenRun = (site: SiteId, observer: RunObserver) => Promise<OpenedRun>

export interface OpenedRun {
  readonly run: Run
  /** Rows of an earlier page wait to be resumed. */
  readonly isResumed: boolean
}

export const runOpener =
  (deps: OpenRunDeps): OpenRun =>
  async (site, observer) => {
    const journaled = await deps.journal?.open(site)
    const run = new Run({ ...deps, observer, runId: () => journaled?.id ?? deps.runId })
    if (!journaled) return { run, isResumed: false }
    run.recordTo(journaled)
    await resume(run, journaled, deps.clock)
    return { run, isResumed: journaled.rows.length > 0 }
  }

// Helpers

const RESUMED_AT_ONCE = 500

/** Restores unfinished rows with their files, if the journal has them; in pieces, so that the page stays responsive. */
async function resume(run: Run, journaled: JournaledRun, clock: Clock): Promise<void> {
  for (let from = 0; from < journaled.rows.length; from += RESUMED_AT_ONCE) {
    if (from > 0) await clock.sleep(0, NEVER)
    const rows = journaled.rows.slice(from, from + RESUMED_AT_ONCE).map(async (kept) => {
      const isHere = isOpenEnd(kept.end) && journaled.withBytes.has(kept.id)
      return { kept, file: isHere ? await journaled.bytes(kept) : undefined }
    })
    run.restore(await Promise.all(rows))
  }
}
