/**
 * Rows about to be planned are compared with the site's assets by name and folder: one that would be called like an asset
 * with other bytes is not uploaded before a person has decided. The bytes were asked about before.
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

/** Tries that may go wrong in a row before rows that nobody was asked about yet go on uncompared. */
const MOST_TROUBLES = 3
/** Milliseconds that the first listing of a site may take; the proxy goes on with it. */
export const LISTING_MS = 20_000
/** Assets whose bytes are read at once. */
const COMPARED_AT_ONCE = 3
/** Rows that must not go on uncompared wait so long, milliseconds, for another try. */
const AGAIN_MS = 5000

export interface ConflictStageDeps {
  readonly library: Pick<LibraryClient, 'catalogue' | 'bytes'>
  readonly hasher: Pick<Hasher, 'digest'>
  readonly places: FolderResolver
  readonly line: ProxyConnection
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  /** Names given out in this run. */
  readonly naming: () => Naming
}

export class ConflictStage {
  readonly #floor: JobDispatcher
  readonly #deps: ConflictStageDeps
  readonly #queue = new Set<Asked>()
  #index: AssetNameIndex<ExistingAsset> | undefined
  #refresh: Refresh = 'never'
  #busy = false
  #troubles = 0

  constructor(floor: JobDispatcher, deps: ConflictStageDeps) {
    this.#floor = floor
    this.#deps = deps
  }

  /** A row whose bytes the site does not have, as far as anybody can tell. */
  enqueue(job: Job): void {
    // A person was asked about these, or they go where nothing is yet.
    if (job.forceNew || job.row.keptBoth || this.#deps.places.find(job.row.place) === 'missing') {
      this.#plan(job)
      return
    }
    this.#queue.add({ job, state: job.row.state })
    void this.#work()
  }

  /** What is known of the site's assets has proven wrong: they are listed again before the next row is compared. */
  distrust(): void {
    this.#index = undefined
    this.#refresh = 'now'
  }

  /** An asset has changed: what is stored of the site is read again before the next row is compared. */
  reread(): void {
    this.#index = undefined
  }

  /** A new run begins. */
  forget(): void {
    this.#index = undefined
    this.#troubles = 0
  }

  /** A name for the row that neither the run nor its folder on the site has, as far as is known. */
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
      // Rows of one answer are compared together.
      await Promise.resolve()
      while (this.#queue.size > 0) {
        const batch = [...this.#queue]
        this.#queue.clear()
        await this.#compare(batch)
      }
    } catch {
      // The page ends.
    } finally {
      this.#busy = false
    }
  }

  async #compare(batch: readonly Asked[]): Promise<void> {
    const { places, line, signal } = this.#deps
    try {
      const [index] = await Promise.all([this.#index ?? this.#read(), places.ready()])
      this.#index = index
      line.markReachable()
      const placed = batch.filter(({ job }) => this.#isPlaced(job))
      // At once, so that what is reserved is reserved together.
      const alike = placed.filter((asked) => this.#judge(asked) === 'compare')
      await pMap(alike, (asked) => this.#compareBytes(asked), { concurrency: COMPARED_AT_ONCE })
      if (placed.length < batch.length) throw UNPLACED
      this.#troubles = 0
    } catch (error) {
      if (signal.aborted) throw error
      await this.#trouble(batch, failureOf(error, 'internal'))
    }
  }

  /** The assets as they are stored, which costs Webflow no call; a site that was never listed is listed. */
  async #read(): Promise<AssetNameIndex<ExistingAsset>> {
    const { library, signal } = this.#deps
    const assets = new Map<AssetId, ExistingAsset>()
    let [isListed, trouble]: [boolean, Failure | undefined] = [false, undefined]
    const observer: CatalogueObserver = {
      stored: ({ ageMs }) => (isListed = ageMs !== undefined),
      // A fresh listing tells all assets again.
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
    // A record without bytes is one that a run has reserved.
    index.add([...assets.values()].filter(({ size }) => size > 0))
    return index
  }

  /** A large site's first listing takes minutes of Webflow's calls, which are not waited for. */
  async #list(observer: CatalogueObserver): Promise<void> {
    const { library, clock, signal } = this.#deps
    const over = new AbortController()
    const until = AbortSignal.any([signal, over.signal])
    const late = clock.sleep(LISTING_MS, until).then(() => Promise.reject(TOO_LONG))
    const listed = library.catalogue('auto', observer, until)
    try {
      await Promise.race([listed, late])
    } finally {
      over.abort()
      Promise.allSettled([listed, late]).catch(() => undefined)
    }
  }

  /** `compare`: an asset of the same size has the name, so that only the bytes can tell. */
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
    this.#floor.apply(job, { type: 'ask' })
    this.#floor.apply(job, {
      type: 'existing',
      asset: { id, name, folderId, hostedUrl },
      choice: 'keep',
    })
  }

  /** Where several assets have the name, none of them can be meant. */
  #existing(job: Job): ExistingAsset | undefined {
    const [asset, ...others] = this.#find(job.row.name, job)
    return others.length > 0 ? undefined : asset
  }

  #find(name: string, { row: { place } }: Job): readonly ExistingAsset[] {
    const folderId = this.#deps.places.find(place)
    if (folderId === 'missing' || folderId === 'unknown') return []
    return this.#index?.find({ name, folderId }) ?? []
  }

  /** False where the folders could not be listed, so that nobody can tell which one is meant. */
  #isPlaced({ row }: Job): boolean {
    const { places } = this.#deps
    return places.isListed || places.find(row.place) !== 'unknown'
  }

  /** Bytes that cannot be read count as different. */
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
    this.#floor.apply(job, { type: 'conflict', existing })
  }

  #plan(job: Job): void {
    job.awaitingAnswer = false
    this.#floor.apply(job, { type: 'plan', held: job.heldForReview })
  }

  /** Asks again after a while. What must not go on unasked waits for as long as it takes. */
  async #trouble(batch: readonly Asked[], failure: Failure): Promise<void> {
    const { line, random, signal } = this.#deps
    const asked = batch.filter(({ job, state }) => job.row.state === state)
    if (isOutage(failure)) {
      this.#again(asked)
      await line.wait(line.markUnreachable(), signal)
      return
    }
    line.markReachable()
    this.#troubles += 1
    if (retryRule(failure) === 'automatic' && this.#troubles < MOST_TROUBLES) {
      this.#again(asked)
      await line.wait(backoffMs(this.#troubles, random, failure.retryAfterMs), signal)
      return
    }
    this.#troubles = 0
    const waiting = asked.filter(({ job }) => job.awaitingAnswer)
    for (const { job } of asked) if (!job.awaitingAnswer) this.#plan(job)
    if (waiting.length === 0) return
    this.#again(waiting)
    await line.wait(AGAIN_MS, signal)
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

/** The folders could not be listed. */
const UNPLACED = new FailureError({
  code: 'webflow-unavailable',
  message: 'The folders of the site could not be listed.',
})

const TOO_LONG = new FailureError({
  code: 'internal',
  message: 'The site is still being listed.',
})
