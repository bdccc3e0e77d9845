import { type FolderId, type RowId, rowId } from '../../src/core/brands.ts'
import type { WaitingRoom } from '../../src/panel/flow/clash-gate.ts'
import type { TakenFile } from '../../src/panel/ports.ts'

/** Files that wait, and what became of them. */
export class MemoryRoom implements WaitingRoom {
  /** Files that were let in to wait for their run. */
  paused = 0
  readonly #held = new Map<RowId, TakenFile>()
  readonly #onLetIn: (files: readonly TakenFile[]) => void
  #next = 1

  constructor(onLetIn: (files: readonly TakenFile[]) => void) {
    this.#onLetIn = onLetIn
  }

  hold(taken: TakenFile, into: FolderId | null) {
    const id = rowId(this.#next++)
    this.#held.set(id, taken)
    return { id, taken, into }
  }

  letIn(ids: readonly RowId[], { paused } = { paused: false }): void {
    this.#onLetIn(ids.flatMap((id) => this.#held.get(id) ?? []))
    if (paused) this.paused += ids.length
    this.forget(ids)
  }

  forget(ids: readonly RowId[]): void {
    for (const id of ids) this.#held.delete(id)
  }

  waiting(): readonly string[] {
    return [...this.#held.values()].map(({ file }) => file.name)
  }
}
