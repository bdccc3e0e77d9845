/** Moves existing assets into the folder that their row asks for. */
import type { FolderId } from '../../core/brands.ts'
import { failureOf } from '../../core/failure.ts'
import { assetOf } from '../../core/row.ts'
import type { Designer, ProxyClient } from '../ports/run.ts'
import { takeFirst, type JobDispatcher, type Job } from './jobs/job.ts'

const MOVES_AT_ONCE = 3

export interface AssetMoverDeps {
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly proxy: Pick<ProxyClient, 'ensureFolder'>
  readonly signal: AbortSignal
}

export class AssetMover {
  readonly #dispatcher: JobDispatcher
  readonly #deps: AssetMoverDeps
  readonly #queue = new Set<Job>()
  #busy = 0

  constructor(dispatcher: JobDispatcher, deps: AssetMoverDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  /** Ends in the row's choice `moved` or its `trouble`. A second call while moving does nothing. */
  move(job: Job): void {
    if (job.moving) return
    job.moving = true
    this.#queue.add(job)
    this.#pump()
  }

  #pump(): void {
    while (this.#busy < MOVES_AT_ONCE) {
      const job = takeFirst(this.#queue)
      if (!job) return
      void this.#run(job)
    }
  }

  async #run(job: Job): Promise<void> {
    this.#busy += 1
    try {
      const asset = assetOf(job.row.state)
      if (!asset || !wantsMove(job)) return
      const folderId = await this.#folderOf(job)
      await this.#deps.designer.moveAsset(asset.id, folderId)
      this.#dispatcher.apply(job, { type: 'moved', folderId })
    } catch (error) {
      this.#dispatcher.apply(job, { type: 'trouble', failure: failureOf(error, 'webflow-refused') })
    } finally {
      job.moving = false
      this.#busy -= 1
      this.#pump()
    }
  }

  async #folderOf(job: Job): Promise<FolderId | null> {
    const { place } = job.row
    if (job.destination === undefined && place.path.length > 0) {
      const { folders } = await this.#deps.proxy.ensureFolder(place, this.#deps.signal)
      job.destination = folders.at(-1)?.id
    }
    return job.destination ?? place.under
  }
}

// Helpers

/** A person may change the choice while the row is queued. */
const wantsMove = ({ row: { state } }: Job): boolean => 'choice' in state && state.choice === 'move'
