/**
 * Files that were hashed before, known again by place, name, size and time. What is found here may decide that a
 * file need not be read; it never says what bytes are sent.
 *
 * Such a guess is wrong where bytes changed and all of these did not: archives that set times, `cp -p`, a clock that
 * was set back. The rules below leave out what is likely to be wrong.
 */
import { isMd5Hex, type Md5Hex } from './brands.ts'

/** What is known of a file before it is read. */
export interface FileMark {
  /** Names of the directories around it, outermost first; none where the browser tells none. */
  readonly path: readonly string[]
  readonly file: {
    readonly name: string
    readonly size: number
    /** Milliseconds since the epoch. */
    readonly lastModified: number
  }
}

/** Files kept for a site; the ones hashed longest ago go first. */
export const MOST_SEEN = 20_000
/** A digest is trusted for so many days; then the file is read again. */
export const TRUSTED_DAYS = 30
/**
 * Milliseconds. A file that was written to so shortly before it was read may be written to again without a change of
 * its time: FAT counts in steps of 2 s (Microsoft, "File Times", read 2026-11-25).
 */
export const RACY_MS = 2000

export class SeenFiles {
  /** The ones hashed last are at the end. */
  readonly #seen = new Map<string, SeenDigest>()

  constructor(seen: Iterable<readonly [key: string, SeenDigest]> = []) {
    for (const [key, digest] of seen) this.note(key, digest)
  }

  /**
   * The digests of files that came together, in their order. Undefined for what was not seen, and for files that
   * nothing tells apart.
   * @param now milliseconds since the epoch.
   */
  recall(files: readonly FileMark[], now: number): (Md5Hex | undefined)[] {
    const keys = files.map(markKey)
    const times = new Map<string, number>()
    for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1)
    return keys.map((key) => (times.get(key) === 1 ? this.#recallOne(key, dayOf(now)) : undefined))
  }

  /**
   * Takes note of a digest that was computed of the whole file. A mark that had another digest is not trusted again.
   * @param readAt when reading began, at the latest; milliseconds since the epoch.
   * @returns the key under which the digest is to be kept; undefined when it is not.
   */
  learn(mark: FileMark, md5: Md5Hex, readAt: number): string | undefined {
    if (readAt - mark.file.lastModified < RACY_MS) return undefined
    const key = markKey(mark)
    this.note(key, { md5, day: dayOf(readAt) })
    return key
  }

  /** The same for a digest that is kept already, by this page or by another one. */
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

  /** From the one hashed longest ago to the one hashed last. */
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
  /** Undefined where one mark was found to stand for different bytes. */
  readonly md5: Md5Hex | undefined
  /** When it was computed: days since the epoch. */
  readonly day: number
}

/** {@link SeenFiles} as it is stored: columns, because they are copied ten times as fast as objects. */
export interface SeenRecord {
  readonly version: 1
  readonly keys: readonly string[]
  /** Empty where one mark stands for different bytes. */
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

/** Whatever was stored; what this version does not understand counts as nothing. */
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

/** No file's name holds a slash, so no two places share a key. */
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
