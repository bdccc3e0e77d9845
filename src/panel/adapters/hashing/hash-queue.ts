/**
 * Files that wait to be hashed, and how they are put together in groups. In the order of asking, but for long files,
 * which wait for each other: side by side they are hashed several times as fast. Belongs to `hash-pool.ts`.
 */
import type { HashJob } from './hash-job.ts'

/** How much a group may have; at least one file goes in any. */
export interface GroupLimit {
  readonly bytes: number
  readonly files: number
}

const MEGABYTE = 1024 * 1024
/** So that the first digests are there, and the first files on their way, at once. */
export const FIRST_GROUP: GroupLimit = { bytes: MEGABYTE, files: 8 }
/** Beyond these nothing gets faster, only memory fuller. */
export const MOST_GROUP: GroupLimit = { bytes: 16 * MEGABYTE, files: 512 }
/**
 * From here on files go with others of their kind, in groups twice as large: beside short ones the longest would be
 * hashed alone in the end, at a fifth of the speed.
 */
export const LONG_FILE_BYTES = MEGABYTE
/** From here on files are alone: they are read piece by piece, never whole. */
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

  /** Jobs that were taken before come first again. */
  putBack(jobs: readonly HashJob[]): void {
    const later = Object.values(this.#kinds).flatMap((kind) => [...kind])
    for (const job of later) this.delete(job)
    for (const job of [...jobs, ...later]) this.add(job)
  }

  /** Into how many groups the waiting would go, at the most. */
  groups(limit: GroupLimit): number {
    return Math.ceil(Math.max(this.#bytes / limit.bytes, this.size / limit.files))
  }

  /**
   * What one of `takers` gets when all are to end together: an even part of the half of what waits, but neither less
   * than the first group nor more than `most`.
   */
  fairShare(takers: number, most: GroupLimit): GroupLimit {
    const share = (waiting: number, least: number, most: number): number =>
      Math.min(most, Math.max(least, Math.ceil(waiting / (2 * takers))))
    return {
      bytes: share(this.#bytes, FIRST_GROUP.bytes, most.bytes),
      files: share(this.size, FIRST_GROUP.files, most.files),
    }
  }

  /** Whether the next group is a file that may have killed its worker: nothing else is to be in hand with it. */
  get isSuspectNext(): boolean {
    const [first] = this.#kinds[this.#nextKind()]
    return first?.alone === true
  }

  /** Takes out the next group; none where nothing waits. */
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
