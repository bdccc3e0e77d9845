/** Runs changes to assets, one batch after the other, and updates the library with the results. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import { sameAlt } from '../../../../core/alt-text.ts'
import type { AssetId, FolderId } from '../../../../core/brands.ts'
import { Bulk, type BulkDeps } from '../../../flow/changes/bulk.ts'
import type { Change, ChangeType, Made } from '../../../flow/changes/change.ts'
import type { Frames } from '../../../ports/run.ts'
import { announceBatchStart, announceBatchEnd } from '../../../strings/en/changes.ts'
import { ChangedAssets } from './changed-assets.ts'
import type {
  LibraryChanges,
  NewAlt,
  NewFile,
  NewName,
  NewUse,
  ChangeBatch,
} from './changes-views.ts'
import type { LibraryWriter } from '../library-views.ts'

export interface ChangesDeps extends Pick<BulkDeps, 'maker' | 'clock' | 'random'> {
  readonly frames: Frames
  readonly allowed: ReadonlySignal<boolean>
}

/** Settled batches that stay undoable after they are dismissed. */
const MOST_KEPT = 20

export class ChangesModel implements LibraryChanges {
  readonly works: ReadonlySignal<readonly ChangeBatch[]>
  readonly allowed: ReadonlySignal<boolean>
  readonly #library: LibraryWriter
  readonly #deps: ChangesDeps
  readonly #works = signal<readonly ChangeBatch[]>([])
  #entries: readonly Entry[] = []
  #made: (readonly [Change, Made])[] = []
  #lastRun = Promise.resolve()
  #drawing = false
  #count = 0

  constructor(library: LibraryWriter, deps: ChangesDeps) {
    this.#library = library
    this.#deps = deps
    this.works = this.#works
    this.allowed = deps.allowed
  }

  move(assets: readonly AssetId[], folder: FolderId | null): void {
    this.#begin('move', () =>
      assets.flatMap((asset) => {
        const from = this.#library.asset(asset)?.folderId
        return from === undefined || from === folder
          ? []
          : { type: 'move', asset, from, to: folder }
      }),
    )
  }

  rename(names: readonly NewName[]): void {
    this.#begin('rename', () =>
      names.flatMap(({ asset, name }) => {
        const from = this.#library.asset(asset)?.name
        return from === undefined || from === name ? [] : { type: 'rename', asset, from, to: name }
      }),
    )
  }

  describe(alts: readonly NewAlt[]): void {
    const changes = alts.filter(({ from, to }) => !sameAlt(from, to))
    this.#begin('alt', () => changes.map((alt) => ({ type: 'alt', ...alt })))
  }

  remove(assets: readonly AssetId[]): void {
    this.#begin('delete', () => assets.map((asset) => ({ type: 'delete', asset })))
  }

  replace(files: readonly NewFile[]): void {
    this.#begin('replace', () =>
      files.flatMap(({ asset, file }) => {
        const current = this.#library.asset(asset)
        return current ? { type: 'replace', asset, file, fileName: current.fileName } : []
      }),
    )
  }

  use(uses: readonly NewUse[]): void {
    this.#begin('use', () =>
      uses.map(({ asset, element: { id, assetId, altText } }) => ({
        type: 'use',
        asset,
        element: id,
        from: { asset: assetId, altText },
        to: { asset, altText: undefined },
      })),
    )
  }

  insert(assets: readonly AssetId[]): void {
    this.#begin('insert', () => assets.map((asset) => ({ type: 'insert', asset })))
  }

  stop(work: number): void {
    const entry = this.#entry(work)
    if (entry?.bulk.status === 'ready') this.#forget(entry)
    else entry?.bulk.stop()
  }

  again(work: number): void {
    const entry = this.#entry(work)
    if (entry?.bulk.status !== 'settled') return
    entry.bulk.again(['failed', 'cancelled'])
    this.#queue(entry)
  }

  undo(work: number): void {
    const entry = this.#entry(work)
    const changes = entry?.bulk.status === 'settled' ? undoOf(entry) : []
    if (!entry || changes.length === 0) return
    entry.undone = true
    this.#begin(entry.what, () => changes, !entry.back)
  }

  undoLast(): boolean {
    const last = this.#entries.findLast((entry) => !entry.back && undoableOf(entry) > 0)
    if (last) this.undo(last.id)
    return last !== undefined
  }

  putAway(work: number): void {
    const entry = this.#entry(work)
    if (entry?.bulk.status !== 'settled') return
    entry.shown = false
    this.#show()
  }

  /** Calls `plan` again right before the batch starts: earlier batches may have changed the assets. */
  #begin(what: ChangeType, plan: () => readonly Change[], back = false): void {
    const changes = plan()
    if (changes.length === 0) return
    const names = new Map(changes.map(({ asset }) => [asset, this.#library.asset(asset)?.title]))
    const bulk = this.#bulk(changes)
    const entry: Entry = {
      id: ++this.#count,
      what,
      back,
      plan,
      bulk,
      names,
      shown: true,
      undone: false,
    }
    this.#entries = [...this.#entries, entry]
    this.#queue(entry)
  }

  #bulk(changes: readonly Change[]): Bulk {
    return new Bulk(changes, {
      ...this.#deps,
      onChange: () => this.#draw(),
      onMade: (change, made) => void this.#made.push([change, made]),
    })
  }

  /** Batches run one after the other: they share Webflow's budget, and later ones may build on earlier ones. */
  #queue(entry: Entry): void {
    this.#show()
    this.#lastRun = this.#lastRun.then(async () => {
      if (!this.#entries.includes(entry)) return
      for (const other of this.#entries) if (other.bulk.status === 'settled') other.shown = false
      entry.shown = true
      if (entry.bulk.status === 'ready') entry.bulk = this.#bulk(entry.plan())
      this.#library.announcement.value = announceBatchStart(batchOf(entry))
      await entry.bulk.run()
      this.#show()
      this.#library.announcement.value = announceBatchEnd(batchOf(entry))
      this.#prune()
    })
  }

  #entry = (id: number): Entry | undefined => this.#entries.find((entry) => entry.id === id)

  #forget(entry: Entry): void {
    this.#entries = this.#entries.filter((other) => other !== entry)
    this.#show()
  }

  /** Forgets batches that can no longer be undone or shown. */
  #prune(): void {
    const hidden = this.#entries.filter((entry) => !entry.shown)
    const useful = hidden.filter((entry) => undoableOf(entry) > 0).slice(-MOST_KEPT)
    this.#entries = this.#entries.filter((entry) => entry.shown || useful.includes(entry))
  }

  #draw(): void {
    if (this.#drawing) return
    this.#drawing = true
    this.#deps.frames(() => {
      this.#drawing = false
      this.#show()
    })
  }

  #show(): void {
    const made = this.#made
    this.#made = []
    batch(() => {
      const changed = new ChangedAssets(this.#library)
      for (const [change, how] of made) changed.take(change, how)
      changed.show()
      this.#works.value = this.#entries.filter(({ shown }) => shown).map(batchOf)
    })
  }
}

// Helpers

interface Entry {
  readonly id: number
  readonly what: ChangeType
  readonly back: boolean
  readonly plan: () => readonly Change[]
  bulk: Bulk
  readonly names: ReadonlyMap<AssetId, string | undefined>
  shown: boolean
  undone: boolean
}

function batchOf(entry: Entry): ChangeBatch {
  const { id, what, back, bulk, names } = entry
  const counts = { done: 0, failed: 0, cancelled: 0, waiting: 0, running: 0 }
  for (const { state } of bulk.items) counts[state] += 1
  return {
    id,
    what,
    back,
    status: bulk.status,
    total: bulk.items.length,
    done: counts.done,
    failed: counts.failed,
    stopped: counts.cancelled,
    waitsUntil: bulk.waitsUntil,
    undoable: undoableOf(entry),
    failure: bulk.items.find(({ state }) => state === 'failed')?.failure,
    items: () =>
      bulk.items.map(({ change: { asset }, state, failure }) => ({
        asset,
        name: names.get(asset) ?? asset,
        state,
        failure,
      })),
  }
}

const undoOf = ({ bulk }: Entry): readonly Change[] => bulk.undo()

const undoableOf = (entry: Entry): number =>
  entry.undone || entry.bulk.status !== 'settled' ? 0 : undoOf(entry).length
