/**
 * Compares rows with the site's assets by name and folder before they are planned. A row with the name of an asset with
 * other bytes waits for a person's answer. Identical bytes were found earlier, by the known stage.
 */
import pMap from 'p-map'
import { AssetNameIndex } from '../../../core/asset-name-index.ts'
import type { AssetId } from '../../../core/brands.ts'
import { type Failure, FailureError, failureOf, retryRule } from '../../../core/failure.ts'
import { digestOf, type ExistingAsset, type RowState } from '../../../core/row.ts'
import type { Refresh } from '../../../core/wire-library.ts'
import type { CatalogueObserver, LibraryClient } from '../../ports/library.ts'
import type { Clock, Hasher } from '../../ports/run.ts'
import type { JobDispatcher, Job } from '../jobs/job.ts'
import type { ProxyConnection } from '../jobs/proxy-connection.ts'
import type { Naming } from '../folders/naming.ts'
import type { FolderResolver } from '../folders/folder-resolver.ts'
import { backoffMs, isOutage } from '../jobs/retry.ts'
import { withDeadline } from '../../base/races.ts'

/** Failures in a row before rows go on uncompared, unless they await an answer. */
const MOST_FAILURES = 3
/** Milliseconds to wait for a site's first listing; the proxy continues it. */
export const LISTING_MS = 20_000
/** Assets read in parallel. */
const COMPARED_AT_ONCE = 3
/** Milliseconds before another try for rows that must not go on uncompared. */
const AGAIN_MS = 5000

export interface ConflictStageDeps {
  readonly library: Pick<LibraryClient, 'catalogue' | 'bytes'>
  readonly hasher: Pick<Hasher, 'digest'>
  readonly folders: FolderResolver
  readonly connection: ProxyConnection
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  /** The names given in this run. */
  readonly naming: () => Naming
}

export class ConflictStage {
  readonly #dispatcher: JobDispatcher
  readonly #deps: ConflictStageDeps
  readonly #queue = new Set<Asked>()
  #index: AssetNameIndex<ExistingAsset> | undefined
  #refresh: Refresh = 'never'
  #busy = false
  #failures = 0

  constructor(dispatcher: JobDispatcher, deps: ConflictStageDeps) {
    this.#dispatcher = dispatcher
    this.#deps = deps
  }

  /** Takes a row whose bytes are not on the site as far as is known. */
  enqueue(job: Job): void {
    // A person has answered for these, or their folder does not exist yet.
    if (job.forceNew || job.row.keptBoth || this.#deps.folders.find(job.row.place) === 'missing') {
      this.#plan(job)
      return
    }
    this.#queue.add({ job, state: job.row.state })
    void this.#work()
  }

  /** Has the site listed again before the next comparison: the stored assets proved wrong. */
  distrust(): void {
    this.#index = undefined
    this.#refresh = 'now'
  }

  /** Reads the stored assets again before the next comparison: one has changed. */
  reread(): void {
    this.#index = undefined
  }

  /** Starts a new run. */
  forget(): void {
    this.#index = undefined
    this.#failures = 0
  }

  /** A name that neither the run nor the folder on the site has, as far as is known. */
  freeName(job: Job): string {
    const { row } = job
    const naming = this.#deps.naming()
    let name = naming.another(row.name, row.place)
    while (this.#find(name, job).length > 0) name = naming.another(row.name, row.place)
    return name
  }

  async #work(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      // Batches the rows of one answer.
      await Promise.resolve()
      while (this.#queue.size > 0) {
        const batch = [...this.#queue]
        this.#queue.clear()
        await this.#compare(batch)
      }
    } catch {
      // The page closes.
    } finally {
      this.#busy = false
    }
  }

  async #compare(batch: readonly Asked[]): Promise<void> {
    const { folders, connection, signal } = this.#deps
    try {
      const [index] = await Promise.all([this.#index ?? this.#read(), folders.ready()])
      this.#index = index
      connection.markReachable()
      const placed = batch.filter(({ job }) => this.#isPlaced(job))
      // Synchronously, so that these rows are reserved together.
      const sameSize = placed.filter((asked) => this.#judge(asked) === 'compare')
      await pMap(sameSize, (asked) => this.#compareBytes(asked), { concurrency: COMPARED_AT_ONCE })
      if (placed.length < batch.length) throw FOLDERS_UNLISTED
      this.#failures = 0
    } catch (error) {
      if (signal.aborted) throw error
      await this.#handleFailure(batch, failureOf(error, 'internal'))
    }
  }

  /** Reads the stored assets, at no cost to Webflow's budget. Lists a site that was never listed. */
  async #read(): Promise<AssetNameIndex<ExistingAsset>> {
    const { library, signal } = this.#deps
    const assets = new Map<AssetId, ExistingAsset>()
    let [isListed, trouble]: [boolean, Failure | undefined] = [false, undefined]
    const observer: CatalogueObserver = {
      stored: ({ ageMs }) => (isListed = ageMs !== undefined),
      // A fresh listing sends all assets again.
      listing: () => assets.clear(),
      page: (page) => {
        for (const asset of page) assets.set(asset.id, asset)
      },
      wait: () => undefined,
      trouble: (failure) => (trouble = failure),
    }
    await library.catalogue(this.#refresh, observer, signal)
    if (!isListed && this.#refresh === 'never') await this.#list(observer)
    if (trouble) throw new FailureError(trouble)
    this.#refresh = 'never'
    const index = new AssetNameIndex<ExistingAsset>()
    // Assets without bytes are records that a run has reserved.
    index.add([...assets.values()].filter(({ size }) => size > 0))
    return index
  }

  /** Waits only {@link LISTING_MS}: a large site's first listing takes minutes of Webflow's budget. */
  async #list(observer: CatalogueObserver): Promise<void> {
    const { library, clock, signal } = this.#deps
    await withDeadline(
      clock,
      LISTING_MS,
      (over) => library.catalogue('auto', observer, AbortSignal.any([signal, over])),
      () => Promise.reject(LISTING_TIMED_OUT),
    )
  }

  /** `compare`: an asset of the same name and size exists, so the bytes must be compared. */
  #judge({ job, state }: Asked): 'compare' | 'done' {
    if (job.row.state !== state) return 'done'
    const existing = this.#existing(job)
    if (existing?.size === job.row.size) return 'compare'
    if (existing) this.#ask(job, existing)
    else this.#plan(job)
    return 'done'
  }

  async #compareBytes({ job, state }: Asked): Promise<void> {
    const existing = this.#existing(job)
    const md5 = digestOf(state)
    if (!existing || md5 === undefined) return
    const isSame = await this.#hosts(existing.id, md5)
    if (job.row.state !== state) return
    if (!isSame) {
      this.#ask(job, existing)
      return
    }
    const { id, name, folderId, hostedUrl } = existing
    job.awaitingAnswer = false
    this.#dispatcher.apply(job, { type: 'ask' })
    this.#dispatcher.apply(job, {
      type: 'existing',
      asset: { id, name, folderId, hostedUrl },
      choice: 'keep',
    })
  }

  /** Undefined if several assets have the name: none can be chosen. */
  #existing(job: Job): ExistingAsset | undefined {
    const [asset, ...others] = this.#find(job.row.name, job)
    return others.length > 0 ? undefined : asset
  }

  #find(name: string, { row: { place } }: Job): readonly ExistingAsset[] {
    const folderId = this.#deps.folders.find(place)
    if (folderId === 'missing' || folderId === 'unknown') return []
    return this.#index?.find({ name, folderId }) ?? []
  }

  /** False if the row's folder is unknown because the listing failed. */
  #isPlaced({ row }: Job): boolean {
    const { folders } = this.#deps
    return folders.isListed || folders.find(row.place) !== 'unknown'
  }

  /** Unreadable hosted bytes count as different. */
  async #hosts(asset: AssetId, md5: string): Promise<boolean> {
    const { library, hasher, signal } = this.#deps
    try {
      const bytes = await library.bytes(asset, signal)
      return (await hasher.digest(bytes, { signal })) === md5
    } catch {
      return false
    }
  }

  #ask(job: Job, existing: ExistingAsset): void {
    job.awaitingAnswer = false
    this.#dispatcher.apply(job, { type: 'conflict', existing })
  }

  #plan(job: Job): void {
    job.awaitingAnswer = false
    this.#dispatcher.apply(job, { type: 'plan', held: job.heldForReview })
  }

  /** Retries after a while. Rows that await an answer retry without limit; others go on uncompared. */
  async #handleFailure(batch: readonly Asked[], failure: Failure): Promise<void> {
    const { connection, random, signal } = this.#deps
    const asked = batch.filter(({ job, state }) => job.row.state === state)
    if (isOutage(failure)) {
      this.#again(asked)
      await connection.wait(connection.markUnreachable(), signal)
      return
    }
    connection.markReachable()
    this.#failures += 1
    if (retryRule(failure) === 'automatic' && this.#failures < MOST_FAILURES) {
      this.#again(asked)
      await connection.wait(backoffMs(this.#failures, random, failure.retryAfterMs), signal)
      return
    }
    this.#failures = 0
    const waiting = asked.filter(({ job }) => job.awaitingAnswer)
    for (const { job } of asked) if (!job.awaitingAnswer) this.#plan(job)
    if (waiting.length === 0) return
    this.#again(waiting)
    await connection.wait(AGAIN_MS, signal)
  }

  #again(asked: readonly Asked[]): void {
    for (const one of asked) this.#queue.add(one)
  }
}

// Helpers

interface Asked {
  readonly job: Job
  readonly state: RowState
}

/** Message for rows whose folder is unknown. */
const FOLDERS_UNLISTED = new FailureError({
  code: 'webflow-unavailable',
  message: 'The folders of the site could not be listed.',
})

const LISTING_TIMED_OUT = new FailureError({
  code: 'internal',
  message: 'The site is still being listed.',
})
