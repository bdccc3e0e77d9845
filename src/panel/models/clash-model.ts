/** Files that wait for a person's word, since assets stand in their places: one answer for all of them. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { FolderId } from '../../core/brands.ts'
import { ClashGate, type Clash, type ClashDeps } from '../flow/clash-gate.ts'
import type { Taken } from '../ports.ts'
import type { LibraryView } from './library/library-views.ts'

export interface ClashModelDeps extends Omit<ClashDeps, 'onClash'> {
  /** Opens the library, in which files are replaced. */
  readonly library: ClashDeps['library']
  readonly open: () => Promise<Pick<LibraryView, 'put' | 'changes'>>
  /** What replaces is to be seen. */
  readonly onReplace: () => void
}

export interface ClashView {
  readonly clashes: ReadonlySignal<readonly Clash[]>
  /** The files take the assets' places; it can be undone in the library. */
  replace(): void
  /** The files are uploaded beside the assets. */
  keepBoth(): void
  leaveOut(): void
}

export class ClashModel implements ClashView {
  readonly clashes: ReadonlySignal<readonly Clash[]>
  readonly #clashes = signal<readonly Clash[]>([])
  readonly #deps: ClashModelDeps
  readonly #gate: ClashGate

  constructor(deps: ClashModelDeps) {
    this.#deps = deps
    this.clashes = this.#clashes
    this.#gate = new ClashGate({
      ...deps,
      onClash: (clashes) => (this.#clashes.value = [...this.#clashes.peek(), ...clashes]),
    })
  }

  /** Takes files in: what clashes with nothing goes on at once. */
  add(taken: Taken, into: FolderId | null): void {
    void this.#gate.add(taken, into)
  }

  replace(): void {
    const clashes = this.#answered()
    void this.#deps.open().then(
      (library) => {
        // Where the library has not been listed yet, it does not know them.
        library.put(clashes.map(({ asset }) => asset))
        library.changes.replace(
          clashes.map(({ asset, taken: { file } }) => ({ asset: asset.id, file })),
        )
        this.#deps.onReplace()
      },
      // The library's code cannot be had: the question stays.
      () => (this.#clashes.value = [...clashes, ...this.#clashes.peek()]),
    )
  }

  keepBoth(): void {
    const places = new Map<FolderId | null, Clash[]>()
    for (const clash of this.#answered()) {
      places.set(clash.into, [...(places.get(clash.into) ?? []), clash])
    }
    for (const [into, clashes] of places) {
      const files = clashes.map(({ taken }) => taken)
      this.#deps.admit({ files, junk: 0, unreadable: [] }, into)
    }
  }

  leaveOut(): void {
    this.#answered()
  }

  #answered(): readonly Clash[] {
    const clashes = this.#clashes.peek()
    this.#clashes.value = []
    return clashes
  }
}
