import { isDesignerOperation, type Operation } from './operations.ts'

/** What `GET /__sandbox/stats` says, without what only the world knows. */
export interface StatsReport {
  /** Answers by operation and status; `cut` counts those that never went out whole. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** The most that were under way at once, by operation, and over all but the Designer's as `all`. */
  readonly peakConcurrency: Readonly<Record<string, number>>
  /** Bytes of request bodies. */
  readonly bytesIn: number
  /** Bytes of answers' bodies. */
  readonly bytesOut: number
  /** How many answers were 429. */
  readonly tooManyRequests: number
}

/** Counts what happens. */
export class Stats {
  #operations = new Map<string, Map<string, number>>()
  #running = new Map<string, number>()
  #peak = new Map<string, number>()
  #bytesIn = 0
  #bytesOut = 0

  /** A request began; the returned function must be called once when it is over, whatever its end. */
  begin(operation: Operation): () => void {
    const names = isDesignerOperation(operation) ? [operation] : [operation, 'all']
    for (const name of names) {
      const running = (this.#running.get(name) ?? 0) + 1
      this.#running.set(name, running)
      this.#peak.set(name, Math.max(running, this.#peak.get(name) ?? 0))
    }
    return () => {
      for (const name of names) this.#running.set(name, (this.#running.get(name) ?? 1) - 1)
    }
  }

  /** An answer went out with that status, or was `cut`. */
  count(operation: Operation, status: number | 'cut'): void {
    const counts = this.#operations.get(operation) ?? new Map<string, number>()
    counts.set(String(status), (counts.get(String(status)) ?? 0) + 1)
    this.#operations.set(operation, counts)
  }

  addBytesIn(bytes: number): void {
    this.#bytesIn += bytes
  }

  addBytesOut(bytes: number): void {
    this.#bytesOut += bytes
  }

  report(): StatsReport {
    const operations: Record<string, Record<string, number>> = {}
    let tooManyRequests = 0
    for (const [name, counts] of this.#operations) {
      operations[name] = Object.fromEntries(counts)
      tooManyRequests += counts.get('429') ?? 0
    }
    return {
      operations,
      peakConcurrency: Object.fromEntries(this.#peak),
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      tooManyRequests,
    }
  }

  /** Resets the counts; requests in progress stay counted as such. */
  clear(): void {
    this.#operations = new Map()
    this.#peak = new Map()
    this.#bytesIn = 0
    this.#bytesOut = 0
  }
}
