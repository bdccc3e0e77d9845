/** Replaces assets with files of a run through the library's changes, which keep the old bytes for undo. */
import { effect } from '@preact/signals'
import type { AssetId } from '../../../../core/brands.ts'
import type { Replacement, Replacer, ReplaceOutcome } from '../../../ports/run.ts'
import type { ChangeBatch, WorkItem } from './changes-views.ts'
import type { LibraryView } from '../library-views.ts'

type OnOutcome = Parameters<Replacer['replace']>[1]

export class LibraryReplacer implements Replacer {
  readonly #library: Pick<LibraryView, 'asset' | 'changes' | 'put'>
  /** Outcome listeners by batch id. */
  readonly #listeners = new Map<number, OnOutcome>()
  /** The last batch that replaced each asset. */
  readonly #batchOf = new Map<AssetId, number>()
  /** Each item's state at the last look. */
  readonly #seen = new Map<string, WorkItem['state']>()

  constructor(library: Pick<LibraryView, 'asset' | 'changes' | 'put'>) {
    this.#library = library
    effect(() => {
      for (const work of library.changes.works.value) if (work.what === 'replace') this.#look(work)
    })
  }

  async replace(files: readonly Replacement[], onOutcome: OnOutcome): Promise<void> {
    const { changes } = this.#library
    // Before its first listing, the library does not know these assets.
    this.#library.put(files.map(({ asset }) => asset))
    const before = new Set(changes.works.peek().map(({ id }) => id))
    changes.replace(files.map(({ asset: { id }, file }) => ({ asset: id, file })))
    const work = changes.works.peek().find(({ id }) => !before.has(id))
    if (work) this.#listeners.set(work.id, onOutcome)
  }

  #look(work: ChangeBatch): void {
    for (const { asset, state, failure } of work.items()) {
      const key = `${work.id} ${asset}`
      const isLost = state === 'failed' || state === 'cancelled'
      const isOver = state === 'done' || (isLost && work.status === 'settled')
      if (!isOver || this.#seen.get(key) === state) continue
      this.#seen.set(key, state)
      if (state !== 'done') this.#listeners.get(work.id)?.(asset, failed(failure))
      else if (work.back) this.#restored(asset)
      else this.#replaced(asset, work.id)
    }
  }

  #replaced(asset: AssetId, work: number): void {
    this.#batchOf.set(asset, work)
    const current = this.#library.asset(asset)
    if (!current) return
    const { id, name, folderId, hostedUrl } = current
    const outcome = { type: 'replaced', asset: { id, name, folderId, hostedUrl } } as const
    this.#listeners.get(work)?.(asset, outcome)
  }

  #restored(asset: AssetId): void {
    const work = this.#batchOf.get(asset)
    this.#batchOf.delete(asset)
    if (work !== undefined) this.#listeners.get(work)?.(asset, { type: 'restored' })
  }
}

// Helpers

const failed = (failure: WorkItem['failure']): ReplaceOutcome => ({
  type: 'failed',
  failure: failure ?? { code: 'aborted', message: 'Stopped on request.' },
})
