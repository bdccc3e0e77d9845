/**
 * Many things that end when a signal does. Thousands of files share the signal of their run, and a signal looks through
 * all of its listeners whenever one comes or goes: one listener for all of them is what keeps the page answering.
 */
export class AbortWatch<Thing> {
  readonly #onAbort: (thing: Thing) => void
  readonly #watched = new Map<AbortSignal, Watched<Thing>>()

  /** `onAbort` is called once for each thing whose signal aborts while it is watched; it may `delete` it. */
  constructor(onAbort: (thing: Thing) => void) {
    this.#onAbort = onAbort
  }

  /** Watches a thing; its signal has not aborted yet. */
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

  /** Lets go of a thing, and of a signal with its last one. */
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
