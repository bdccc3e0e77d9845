/** Assets that were there already, moved into the folder that their row wants. */
import type { FolderId } from '../../core/brands.ts'
import { failureOf } from '../../core/failure.ts'
import { assetOf } from '../../core/row.ts'
import type { Designer, ProxyClient } from '../ports/run.ts'
import { takeFirst, type JobDispatcher, type Job } from './jobs/job.ts'

const MOVES_AT_ONCE = 3

export interface MoverDeps {
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly proxy: Pick<ProxyClient, 'ensureFolder'>
  readonly signal: AbortSignal
}

export class AssetMover {
  readonly #floor: JobDispatcher
  readonly #deps: MoverDeps
  readonly #queue = new Set<Job>()
  #busy = 0

  constructor(floor: JobDispatcher, deps: MoverDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  /** Ends in the row's choice `moved`, or in its `trouble`. Asking twice moves once. */
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
      this.#floor.apply(job, { type: 'moved', folderId })
    } catch (error) {
      this.#floor.apply(job, { type: 'trouble', failure: failureOf(error, 'webflow-refused') })
    } finally {
      job.moving = false
      this.#busy -= 1
      this.#pump()
    }
  }

  async #folderOf(job: Job): Promise<FolderId | null> {
    const { place } = job.row
    if (job.wanted === undefined && place.path.length > 0) {
      const { folders } = await this.#deps.proxy.ensureFolder(place, this.#deps.signal)
      job.wanted = folders.at(-1)?.id
    }
    return job.wanted ?? place.under
  }
}

// Helpers

/** A person may have changed their mind while others were moved. */
const wantsMove = ({ row: { state } }: Job): boolean => 'choice' in state && state.choice === 'move'
