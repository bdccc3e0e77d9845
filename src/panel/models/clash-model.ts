/** Files that wait for a person's word, since assets stand in their places: one answer for all of them. */
import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { FolderId, RowId } from '../../core/brands.ts'
import { ClashGate, type Clash, type ClashDeps, type WaitingRoom } from '../flow/clash-gate.ts'
import type { WaitingFile } from '../flow/waiting.ts'
import type { Taken } from '../ports.ts'
import type { Work } from './library/changes-views.ts'
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

  /** Takes up files that another page has left waiting. */
  takeUp(files: readonly WaitingFile[]): void {
    void this.#gate.again(files)
  }

  replace(): void {
    const clashes = this.#answered()
    void this.#deps.open().then(
      (library) => {
        // Where the library has not been listed yet, it does not know them.
        library.put(clashes.map(({ asset }) => asset))
        this.#forgetReplaced(library.changes.works, clashes)
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
    this.#settle(this.#answered(), (room, ids) => room.letIn(ids))
  }

  leaveOut(): void {
    this.#settle(this.#answered(), (room, ids) => room.forget(ids))
  }

  #answered(): readonly Clash[] {
    const clashes = this.#clashes.peek()
    this.#clashes.value = []
    return clashes
  }

  #settle(
    clashes: readonly Clash[],
    how: (room: WaitingRoom, ids: readonly RowId[]) => void,
  ): void {
    void this.#deps.waiting().then((room) =>
      how(
        room,
        clashes.map(({ id }) => id),
      ),
    )
  }

  /**
   * A file waits until it has replaced its asset: what a reload or a failure leaves undone is asked about again. `works`
   * are those from before; the replacing is to be one more.
   */
  #forgetReplaced(works: ReadonlySignal<readonly Work[]>, clashes: readonly Clash[]): void {
    const earlier = new Set(works.peek().map(({ id }) => id))
    let left = clashes
    const end = effect(() => {
      const replaced = new Set(
        works.value
          .filter(
            ({ id, what, status }) =>
              what === 'replace' && status === 'settled' && !earlier.has(id),
          )
          .flatMap((work) => work.items())
          .flatMap(({ asset, state }) => (state === 'done' ? asset : [])),
      )
      const done = left.filter(({ asset }) => replaced.has(asset.id))
      if (done.length === 0) return
      left = left.filter((clash) => !done.includes(clash))
      this.#settle(done, (room, ids) => room.forget(ids))
      if (left.length === 0) queueMicrotask(() => end())
    })
  }
}
