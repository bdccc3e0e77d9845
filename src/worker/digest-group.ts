/**
 * Hashes files in groups. In a browser, requesting a small file costs more than hashing it, so a group is read at once,
 * as one blob of all its files. Runs in the hash worker, or on the page if workers cannot start.
 */
import { failureOf } from '../core/failure.ts'
import type { CommandedFile, FileDigest, FileEvent } from '../core/hash-protocol.ts'
import { digestBytes, digestFile, hashing, PIECE_BYTES, type StopSign } from './digest-file.ts'
import type { Md5Engine, Md5Hasher } from './md5-hasher.ts'
import { nextTask } from './next-task.ts'

export interface GroupFile extends CommandedFile<Blob> {
  /** Stops this file only, the next time that hashing yields to the event loop. */
  readonly signal: StopSign
}

/** Hashes groups with one engine and reuses its hashers. Several groups may run at a time. */
export class GroupDigester {
  readonly #engine: Md5Engine
  readonly #emit: (event: FileEvent) => void
  readonly #free: Md5Hasher[] = []

  /** @param emit receives one digest or failure per file (a stopped file may get neither), and the progress of large files. */
  constructor(engine: Md5Engine, emit: (event: FileEvent) => void) {
    this.#engine = engine
    this.#emit = emit
  }

  /** Never rejects. */
  async digest(group: readonly GroupFile[]): Promise<void> {
    const bytes = await readTogether(group)
    if (!bytes) await this.#readEach(group)
    else if (this.#engine.hashMany) this.#hashTogether(bytes)
    else await this.#hashInTurn(bytes)
  }

  /** Reads each file separately, so that an unreadable one fails alone. */
  async #readEach(group: readonly GroupFile[]): Promise<void> {
    for (const { job, file, signal } of group) {
      await this.#finish(job, (hasher) =>
        digestFile(file, hasher, {
          signal,
          onProgress: (bytes) => this.#emit({ type: 'progress', job, bytes }),
        }),
      )
    }
  }

  #hashTogether(files: readonly ReadFile[]): void {
    const active = files.filter(({ signal }) => !signal.aborted)
    try {
      const found = hashing(() => this.#engine.hashMany?.(active.map(({ bytes }) => bytes)) ?? [])
      const digests = active.map(({ job }, at) => ({ job, md5: found[at] ?? '' }))
      this.#emit({ type: 'digests', digests })
    } catch (error) {
      for (const { job } of active) this.#fail(job, error)
    }
  }

  async #hashInTurn(files: readonly ReadFile[]): Promise<void> {
    let digests: FileDigest[] = []
    let bytesSinceFlush = 0
    const flush = (): void => {
      if (digests.length > 0) this.#emit({ type: 'digests', digests })
      digests = []
      bytesSinceFlush = 0
    }
    for (const { job, bytes, signal } of files) {
      await this.#finish(
        job,
        (hasher) => digestBytes(bytes, hasher, { signal }),
        (md5) => digests.push({ job, md5 }),
      )
      bytesSinceFlush += bytes.byteLength
      if (bytesSinceFlush < PIECE_BYTES) continue
      flush()
      await nextTask()
    }
    flush()
  }

  async #finish(
    job: number,
    digest: (hasher: Md5Hasher) => Promise<string>,
    done = (md5: string): unknown => this.#emit({ type: 'digests', digests: [{ job, md5 }] }),
  ): Promise<void> {
    try {
      const hasher = this.#free.pop() ?? (await this.#engine.createHasher())
      done(await digest(hasher))
      // A hasher that failed is not reused.
      this.#free.push(hasher)
    } catch (error) {
      this.#fail(job, error)
    }
  }

  #fail(job: number, error: unknown): void {
    this.#emit({ type: 'failed', job, failure: failureOf(error, 'hash-crashed') })
  }
}

// Helpers

interface ReadFile {
  readonly job: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly signal: StopSign
}

/** Returns undefined if each file must be read separately: a single large file, or a group with an unreadable file. */
async function readTogether(group: readonly GroupFile[]): Promise<ReadFile[] | undefined> {
  const [first, second] = group
  if (!first || (!second && first.file.size > PIECE_BYTES)) return undefined
  const length = group.reduce((sum, { file }) => sum + file.size, 0)
  try {
    const buffer = await new Blob(group.map(({ file }) => file)).arrayBuffer()
    // Not every browser rejects a file that was truncated, which would shift the bytes of all later files.
    if (buffer.byteLength !== length) return undefined
    let from = 0
    return group.map(({ job, file, signal }) => {
      const bytes = new Uint8Array(buffer, from, file.size)
      from += file.size
      return { job, bytes, signal }
    })
  } catch {
    return undefined
  }
}
