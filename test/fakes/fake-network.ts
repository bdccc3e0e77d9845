import type { Network } from '../../src/panel/ports/run.ts'

/** A network that returns when the test says so. */
export class FakeNetwork implements Network {
  readonly #listeners = new Set<() => void>()

  onBack(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  comeBack(): void {
    for (const listener of this.#listeners) listener()
  }
}
