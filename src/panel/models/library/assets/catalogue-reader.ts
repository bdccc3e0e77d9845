/**
 * Reads the site's catalogue into the store: first the stored copy, then the new listing page by page. Pages are added
 * between frames within a time budget, so that a listing of thousands never blocks scrolling.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { AssetId } from '../../../../core/brands.ts'
import { failureOf, type Failure } from '../../../../core/failure.ts'
import type { AssetSummary } from '../../../../core/wire.ts'
import type { Clock, Frames } from '../../../ports/run.ts'
import type { LibraryClient } from '../../../ports/library.ts'
import type { AssetStore } from './asset-store.ts'
import type { ListingState } from '../library-views.ts'

export interface CatalogueReaderDeps {
  readonly client: Pick<LibraryClient, 'catalogue'>
  readonly clock: Clock
  readonly frames: Frames
  readonly store: AssetStore
  /** Called when the store has changed. */
  readonly onChange: () => void
}

/** Milliseconds of each frame that adding assets may use; the rest is for drawing. */
const FRAME_SHARE_MS = 6
/** Assets added between two looks at the clock. */
const PORTION = 200
/** Milliseconds between two updates of the view while pages arrive: each update is a pass over all assets. */
const SHOWN_EVERY_MS = 300

export class CatalogueReader {
  readonly listing: ReadonlySignal<ListingState>
  readonly #deps: CatalogueReaderDeps
  readonly #listing = signal<ListingState>(NOT_LISTED)
  readonly #steps: (() => void)[] = []
  #scheduled = false
  #running = false
  /** Whether the store has changed since the last update of the view. */
  #dirty = false
  #shownAt = 0
  /** Assets on the new pages of the current listing; undefined while none runs. */
  #listed: Set<AssetId> | undefined
  /** Assets changed here since the refresh began: pages may hold older data for them. */
  readonly #touched = new Set<AssetId>()

  constructor(deps: CatalogueReaderDeps) {
    this.#deps = deps
    this.listing = this.#listing
  }

  /** Marks assets as changed here: until the listing ends, its pages do not overwrite them. */
  touch(ids: Iterable<AssetId>): void {
    if (this.#running) for (const id of ids) this.#touched.add(id)
  }

  /**
   * Reads the stored catalogue, then lists the site: `auto` only if the stored copy is too old. Does nothing while a
   * refresh runs. Never rejects.
   */
  async refresh(how: 'auto' | 'now', signal: AbortSignal): Promise<void> {
    if (this.#running) return
    this.#running = true
    this.#touched.clear()
    const { asOf } = this.#listing.peek()
    this.#set({ phase: asOf === undefined ? 'opening' : 'listing', done: 0, trouble: undefined })
    try {
      const age = await this.#deps.client.catalogue(how, this.#observer(), signal)
      this.#step(() => this.#finish(age))
    } catch (error) {
      this.#step(() => this.#broken(failureOf(error, 'internal')))
    }
    await new Promise<void>((resolve) => this.#step(resolve))
    this.#running = false
  }

  #observer() {
    const { clock } = this.#deps
    return {
      stored: ({ ageMs, total }: { ageMs: number | undefined; total: number }) =>
        this.#step(() => {
          const asOf = ageMs === undefined ? undefined : clock.now() - ageMs
          this.#set({ asOf, total })
        }),
      listing: (total: number) =>
        this.#step(() => {
          this.#listed = new Set()
          this.#set({ phase: 'listing', done: 0, total, waitsUntil: undefined })
        }),
      page: (assets: readonly AssetSummary[]) => {
        for (let at = 0; at < assets.length; at += PORTION) {
          const portion = assets.slice(at, at + PORTION)
          this.#step(() => this.#take(portion))
        }
      },
      wait: (ms: number) => this.#step(() => this.#set({ waitsUntil: clock.now() + ms })),
      trouble: (failure: Failure) => this.#step(() => this.#broken(failure)),
    }
  }

  #take(assets: readonly AssetSummary[]): void {
    const { store } = this.#deps
    const trusted =
      this.#touched.size === 0 ? assets : assets.filter(({ id }) => !this.#touched.has(id))
    if (store.put(trusted)) this.#dirty = true
    if (this.#listed) {
      for (const { id } of assets) this.#listed.add(id)
      this.#set({ done: this.#listed.size, waitsUntil: undefined })
    }
  }

  #finish(age: number | undefined): void {
    const { clock, store } = this.#deps
    const listed = this.#listed
    if (listed) {
      const gone = [...store.byId.keys()].filter((id) => !listed.has(id) && !this.#touched.has(id))
      if (store.drop(gone)) this.#dirty = true
    }
    this.#listed = undefined
    const asOf = age === undefined ? undefined : clock.now() - age
    this.#set({ phase: 'still', asOf, waitsUntil: undefined })
  }

  /** Keeps what is stored: an incomplete listing removes nothing. */
  #broken(trouble: Failure): void {
    this.#listed = undefined
    this.#set({ phase: 'still', trouble, waitsUntil: undefined })
  }

  #set(part: Partial<ListingState>): void {
    this.#listing.value = { ...this.#listing.peek(), ...part }
  }

  #step(step: () => void): void {
    this.#steps.push(step)
    if (this.#scheduled) return
    this.#scheduled = true
    this.#deps.frames(() => this.#work())
  }

  #work(): void {
    const { clock, frames } = this.#deps
    const now = clock.now()
    const isQuiet = this.#steps.length === 0
    batch(() => {
      while (this.#steps.length > 0 && clock.now() < now + FRAME_SHARE_MS) this.#steps.shift()?.()
      if (this.#dirty && (isQuiet || now - this.#shownAt >= SHOWN_EVERY_MS)) this.#show(now)
    })
    this.#scheduled = this.#steps.length > 0 || this.#dirty
    if (this.#scheduled) frames(() => this.#work())
  }

  #show(now: number): void {
    this.#dirty = false
    this.#shownAt = now
    this.#deps.onChange()
  }
}

// Helpers

const NOT_LISTED: ListingState = {
  asOf: undefined,
  phase: 'opening',
  done: 0,
  total: 0,
  waitsUntil: undefined,
  trouble: undefined,
}
