/**
 * Watches many items per abort signal with a single listener. Thousands of files share their run's signal, and a signal
 * scans all its listeners on every add and remove: one listener each would freeze the page.
 */
export class AbortWatch<Thing> {
  readonly #onAbort: (thing: Thing) => void
  readonly #watched = new Map<AbortSignal, Watched<Thing>>()

  /** Calls `onAbort` once for each watched thing whose signal aborts; `onAbort` may call `delete`. */
  constructor(onAbort: (thing: Thing) => void) {
    this.#onAbort = onAbort
  }

  /** Starts watching a thing. `signal` must not have aborted yet. */
  add(signal: AbortSignal, thing: Thing): void {
    let watched = this.#watched.get(signal)
    if (!watched) {
      const things = new Set<Thing>()
      watched = { things, tell: () => this.#abort(signal, things) }
      this.#watched.set(signal, watched)
      signal.addEventListener('abort', watched.tell, { once: true })
    }
    watched.things.add(thing)
  }

  /** Stops watching a thing; removes the signal's listener with its last thing. */
  delete(signal: AbortSignal, thing: Thing): void {
    const watched = this.#watched.get(signal)
    if (!watched?.things.delete(thing) || watched.things.size > 0) return
    this.#watched.delete(signal)
    signal.removeEventListener('abort', watched.tell)
  }

  #abort(signal: AbortSignal, things: Set<Thing>): void {
    this.#watched.delete(signal)
    for (const thing of things) this.#onAbort(thing)
  }
}

// Helpers

interface Watched<Thing> {
  readonly things: Set<Thing>
  readonly tell: () => void
}
