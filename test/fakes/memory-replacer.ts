import type { AssetId } from '../../src/core/brands.ts'
import type { Failure } from '../../src/core/failure.ts'
import type { Replacement, Replacer, ReplaceOutcome } from '../../src/panel/ports/run.ts'

/** Replaces files in memory when the test says so. */
export class MemoryReplacer implements Replacer {
  /** The requested replacements, one entry per call. */
  readonly asked: (readonly Replacement[])[] = []
  /** Refuses the next call with this error. */
  refuseNext: Error | undefined
  readonly #listeners = new Map<AssetId, (asset: AssetId, outcome: ReplaceOutcome) => void>()

  async replace(...[files, onOutcome]: Parameters<Replacer['replace']>): Promise<void> {
    const refusal = this.refuseNext
    this.refuseNext = undefined
    if (refusal) throw refusal
    this.asked.push(files)
    for (const { asset } of files) this.#listeners.set(asset.id, onOutcome)
  }

  /** Finishes the latest replacements. */
  finish(): void {
    for (const { asset } of this.asked.at(-1) ?? []) {
      const { id, name, folderId, hostedUrl } = asset
      this.#tell(id, { type: 'replaced', asset: { id, name, folderId, hostedUrl } })
    }
  }

  fail(asset: AssetId, failure: Failure): void {
    this.#tell(asset, { type: 'failed', failure })
  }

  restore(asset: AssetId): void {
    this.#tell(asset, { type: 'restored' })
  }

  #tell(asset: AssetId, outcome: ReplaceOutcome): void {
    this.#listeners.get(asset)?.(asset, outcome)
  }
}
