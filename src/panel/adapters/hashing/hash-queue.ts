/**
 * Queues files and groups them for hashing, in the order of the requests. Long files form groups of their own: side by
 * side they are hashed several times as fast. Part of `hash-pool.ts`.
 */
import type { HashJob } from './hash-job.ts'

/** The most that a group may hold; every group has at least one file. */
export interface GroupLimit {
  readonly bytes: number
  readonly files: number
}

const MEGABYTE = 1024 * 1024
/** Small, so that the first digests arrive, and the first uploads start, at once. */
export const FIRST_GROUP: GroupLimit = { bytes: MEGABYTE, files: 8 }
/** Larger groups use more memory without being faster. */
export const MOST_GROUP: GroupLimit = { bytes: 16 * MEGABYTE, files: 512 }
/**
 * Larger files are grouped with each other, in groups twice as large: among short files, the longest would end up being
 * hashed alone, at a fifth of the speed.
 */
export const LONG_FILE_BYTES = MEGABYTE
/** Larger files are hashed alone: they are read in pieces, never whole. */
export const LONE_FILE_BYTES = 16 * MEGABYTE

export class HashQueue {
  readonly #kinds: Readonly<Record<Kind, Set<HashJob>>> = {
    short: new Set(),
    long: new Set(),
    alone: new Set(),
  }
  #bytes = 0

  get size(): number {
    const { short, long, alone } = this.#kinds
    return short.size + long.size + alone.size
  }

  add(job: HashJob): void {
    this.#kinds[kindOf(job)].add(job)
    this.#bytes += job.file.size
  }

  delete(job: HashJob): void {
    for (const kind of Object.values(this.#kinds)) {
      if (kind.delete(job)) this.#bytes -= job.file.size
    }
  }

  /** Returns jobs that were taken to the front of the queue. */
  putBack(jobs: readonly HashJob[]): void {
    const later = Object.values(this.#kinds).flatMap((kind) => [...kind])
    for (const job of later) this.delete(job)
    for (const job of [...jobs, ...later]) this.add(job)
  }

  /** The most groups that the waiting jobs would form. */
  groups(limit: GroupLimit): number {
    return Math.ceil(Math.max(this.#bytes / limit.bytes, this.size / limit.files))
  }

  /**
   * The group size with which all `takers` finish together: an even share of half the queue, at least the first
   * group's limit and at most `most`.
   */
  fairShare(takers: number, most: GroupLimit): GroupLimit {
    const share = (waiting: number, least: number, most: number): number =>
      Math.min(most, Math.max(least, Math.ceil(waiting / (2 * takers))))
    return {
      bytes: share(this.#bytes, FIRST_GROUP.bytes, most.bytes),
      files: share(this.size, FIRST_GROUP.files, most.files),
    }
  }

  /** Whether the next file may have crashed its worker and must be hashed alone. */
  get isSuspectNext(): boolean {
    const [first] = this.#kinds[this.#nextKind()]
    return first?.alone === true
  }

  /** Removes and returns the next group; empty if nothing waits. */
  take(limit: GroupLimit): HashJob[] {
    const kind = this.#nextKind()
    const { bytes, files } = kindLimits[kind](limit)
    const group: HashJob[] = []
    let sum = 0
    for (const job of this.#kinds[kind]) {
      if (group.length > 0 && (group.length >= files || sum + job.file.size > bytes)) break
      sum += job.file.size
      group.push(job)
    }
    for (const job of group) this.delete(job)
    return group
  }

  /** The kind of the file that has waited longest. */
  #nextKind(): Kind {
    let next: Kind = 'short'
    let longest = Number.POSITIVE_INFINITY
    for (const kind of KINDS) {
      const [first] = this.#kinds[kind]
      if (!first || first.id > longest) continue
      next = kind
      longest = first.id
    }
    return next
  }
}

// Helpers

const KINDS = ['short', 'long', 'alone'] as const
type Kind = (typeof KINDS)[number]

const kindLimits: Readonly<Record<Kind, (limit: GroupLimit) => GroupLimit>> = {
  short: (limit) => limit,
  long: ({ bytes, files }) => ({ bytes: 2 * bytes, files }),
  alone: () => ({ bytes: 0, files: 1 }),
}

function kindOf({ alone, file }: HashJob): Kind {
  if (alone || file.size > LONE_FILE_BYTES) return 'alone'
  return file.size > LONG_FILE_BYTES ? 'long' : 'short'
}
