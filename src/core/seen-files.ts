/**
 * Recalls the digests of files that were hashed before, by path, name, size and modification time. A recalled digest may
 * save reading a file; whatever is uploaded is read and hashed again.
 *
 * A recalled digest is wrong if the bytes changed and none of these did: archives that set times, `cp -p`, a clock that
 * was set back. The rules below exclude the likely cases.
 */
import { isMd5Hex, type Md5Hex } from './brands.ts'

/** What identifies a file before it is read. */
export interface FileMark {
  /** Names of the directories around it, outermost first; empty if the browser does not report them. */
  readonly path: readonly string[]
  readonly file: {
    readonly name: string
    readonly size: number
    /** Milliseconds since the epoch. */
    readonly lastModified: number
  }
}

/** The most files stored for a site; those hashed longest ago are dropped first. */
export const MOST_SEEN = 20_000
/** Days that a digest is trusted; then the file is read again. */
export const TRUSTED_DAYS = 30
/**
 * Milliseconds. A file modified this shortly before it was read may change again without a new modification time: FAT
 * stores times in steps of 2 s (Microsoft, "File Times", read 2026-11-25).
 */
export const RACY_MS = 2000

export class SeenFiles {
  /** In the order of hashing, the latest last. */
  readonly #seen = new Map<string, SeenDigest>()

  constructor(seen: Iterable<readonly [key: string, SeenDigest]> = []) {
    for (const [key, digest] of seen) this.note(key, digest)
  }

  /**
   * The digests of files that were added together, in their order. Undefined for files not seen before, and for files
   * with the same mark.
   * @param now milliseconds since the epoch.
   */
  recall(files: readonly FileMark[], now: number): (Md5Hex | undefined)[] {
    const keys = files.map(markKey)
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return keys.map((key) => (counts.get(key) === 1 ? this.#recallOne(key, dayOf(now)) : undefined))
  }

  /**
   * Remembers a digest that was computed from the whole file. A mark that had another digest before is not trusted.
   * @param readAt no later than the start of reading; milliseconds since the epoch.
   * @returns the key to store the digest under; undefined if it must not be stored.
   */
  learn(mark: FileMark, md5: Md5Hex, readAt: number): string | undefined {
    if (readAt - mark.file.lastModified < RACY_MS) return undefined
    const key = markKey(mark)
    this.note(key, { md5, day: dayOf(readAt) })
    return key
  }

  /** Remembers a digest that is already stored, by this page or by another one. */
  note(key: string, digest: SeenDigest): void {
    const known = this.#seen.get(key)
    const agrees = !known || known.md5 === digest.md5
    this.#seen.delete(key)
    this.#seen.set(key, agrees ? digest : { md5: undefined, day: digest.day })
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MOST_SEEN) return
      this.#seen.delete(oldest)
    }
  }

  get(key: string): SeenDigest | undefined {
    return this.#seen.get(key)
  }

  /** In the order of hashing, the latest last. */
  entries(): readonly (readonly [key: string, SeenDigest])[] {
    return [...this.#seen]
  }

  #recallOne(key: string, today: number): Md5Hex | undefined {
    const known = this.#seen.get(key)
    if (!known) return undefined
    const age = today - known.day
    return age < 0 || age > TRUSTED_DAYS ? undefined : known.md5
  }
}

export interface SeenDigest {
  /** Undefined if the mark was seen with different bytes. */
  readonly md5: Md5Hex | undefined
  /** The day of hashing, in days since the epoch. */
  readonly day: number
}

/** The stored form of {@link SeenFiles}: columns, because they are copied ten times as fast as objects. */
export interface SeenRecord {
  readonly version: 1
  readonly keys: readonly string[]
  /** Empty if the mark was seen with different bytes. */
  readonly digests: readonly string[]
  readonly days: readonly number[]
}

export function seenRecord(seen: SeenFiles): SeenRecord {
  const entries = seen.entries()
  return {
    version: 1,
    keys: entries.map(([key]) => key),
    digests: entries.map(([, { md5 }]) => md5 ?? ''),
    days: entries.map(([, { day }]) => day),
  }
}

/** Reads a stored record; ignores what this version does not understand. */
export function seenFiles(stored: unknown): SeenFiles {
  const seen = new SeenFiles()
  if (!isRecord(stored)) return seen
  for (const [at, key] of stored.keys.entries()) {
    const digest = stored.digests[at]
    const day = stored.days[at]
    if (typeof key !== 'string' || typeof digest !== 'string' || !Number.isInteger(day)) continue
    if (digest === '') seen.note(key, { md5: undefined, day: Number(day) })
    else if (isMd5Hex(digest)) seen.note(key, { md5: digest, day: Number(day) })
  }
  return seen
}

// Helpers

const DAY_MS = 86_400_000

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS)

/** File names contain no slash, so different paths have different keys. */
function markKey({ path, file }: FileMark): string {
  return `${[...path, file.name].join('/')}/${file.size}/${file.lastModified}`
}

function isRecord(stored: unknown): stored is Record<'keys' | 'digests' | 'days', unknown[]> {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'version' in stored &&
    stored.version === 1 &&
    ['keys', 'digests', 'days'].every((column) => Array.isArray(Reflect.get(stored, column)))
  )
}
