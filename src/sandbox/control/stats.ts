import { isDesignerOperation, type Operation } from './operations.ts'

/** `GET /__sandbox/stats` without the numbers that only the world knows. */
export interface StatsReport {
  /** Answers by operation and status; `cut` counts answers that were not sent completely. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** The most concurrent requests, by operation; `all` counts every operation but the Designer's. */
  readonly peakConcurrency: Readonly<Record<string, number>>
  /** Bytes of request bodies. */
  readonly bytesIn: number
  /** Bytes of answers' bodies. */
  readonly bytesOut: number
  /** How many answers were 429. */
  readonly tooManyRequests: number
}

/** Counts requests, answers and bytes. */
export class Stats {
  #operations = new Map<string, Map<string, number>>()
  #running = new Map<string, number>()
  #peak = new Map<string, number>()
  #bytesIn = 0
  #bytesOut = 0

  /** Starts a request. Call the returned function once when it ends, however it ends. */
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

  /** Counts an answer by its status, or as `cut`. */
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
