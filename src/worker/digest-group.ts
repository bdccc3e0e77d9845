/**
 * Files to MD5, a group at a time. In a browser, asking for a file costs more than hashing it, so the files of a group
 * are asked for as one: a blob of them all is read in one go. Runs in the hash worker, or on the page where workers
 * cannot start; knows neither.
 */
import { failureOf } from '../core/failure.ts'
import type { CommandedFile, FileDigest, FileEvent } from '../core/hash-protocol.ts'
import { digestBytes, digestFile, hashing, PIECE_BYTES, type StopSign } from './digest-file.ts'
import type { Md5Engine, Md5Hasher } from './md5-hasher.ts'
import { nextTask } from './next-task.ts'

export interface GroupFile extends CommandedFile<Blob> {
  /** Ends this file alone, the next time that the event queue is looked at. */
  readonly signal: StopSign
}

/** Digests groups with one engine, and keeps its hashers for the next ones. Several groups may be in hand. */
export class GroupDigester {
  readonly #engine: Md5Engine
  readonly #tell: (event: FileEvent) => void
  readonly #free: Md5Hasher[] = []

  /** `tell` gets one digest or failure of each file, soon after it is known, and the progress of long ones. */
  constructor(engine: Md5Engine, tell: (event: FileEvent) => void) {
    this.#engine = engine
    this.#tell = tell
  }

  /** Never rejects. */
  async digest(group: readonly GroupFile[]): Promise<void> {
    const bytes = await readTogether(group)
    if (!bytes) await this.#eachForItself(group)
    else if (this.#engine.hashMany) this.#together(bytes)
    else await this.#inTurn(bytes)
  }

  /** A file of its own, or one that cannot be read must not take its neighbours with it. */
  async #eachForItself(group: readonly GroupFile[]): Promise<void> {
    for (const { job, file, signal } of group) {
      await this.#end(job, (hasher) =>
        digestFile(file, hasher, {
          signal,
          onProgress: (bytes) => this.#tell({ type: 'progress', job, bytes }),
        }),
      )
    }
  }

  #together(files: readonly ReadFile[]): void {
    const wanted = files.filter(({ signal }) => !signal.aborted)
    try {
      const found = hashing(() => this.#engine.hashMany?.(wanted.map(({ bytes }) => bytes)) ?? [])
      const digests = wanted.map(({ job }, at) => ({ job, md5: found[at] ?? '' }))
      this.#tell({ type: 'digests', digests })
    } catch (error) {
      for (const { job } of wanted) this.#fail(job, error)
    }
  }

  async #inTurn(files: readonly ReadFile[]): Promise<void> {
    let digests: FileDigest[] = []
    let sinceTold = 0
    const flush = (): void => {
      if (digests.length > 0) this.#tell({ type: 'digests', digests })
      digests = []
      sinceTold = 0
    }
    for (const { job, bytes, signal } of files) {
      await this.#end(
        job,
        (hasher) => digestBytes(bytes, hasher, { signal }),
        (md5) => digests.push({ job, md5 }),
      )
      sinceTold += bytes.byteLength
      if (sinceTold < PIECE_BYTES) continue
      flush()
      await nextTask()
    }
    flush()
  }

  async #end(
    job: number,
    digest: (hasher: Md5Hasher) => Promise<string>,
    done = (md5: string): unknown => this.#tell({ type: 'digests', digests: [{ job, md5 }] }),
  ): Promise<void> {
    try {
      const hasher = this.#free.pop() ?? (await this.#engine.createHasher())
      done(await digest(hasher))
      // A hasher whose digest failed is not trusted again.
      this.#free.push(hasher)
    } catch (error) {
      this.#fail(job, error)
    }
  }

  #fail(job: number, error: unknown): void {
    this.#tell({ type: 'failed', job, failure: failureOf(error, 'hash-crashed') })
  }
}

// Helpers

interface ReadFile {
  readonly job: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly signal: StopSign
}

/** Undefined where each file is to be read for itself: a long one alone, or a group of which one cannot be read. */
async function readTogether(group: readonly GroupFile[]): Promise<ReadFile[] | undefined> {
  const [first, second] = group
  if (!first || (!second && first.file.size > PIECE_BYTES)) return undefined
  const length = group.reduce((sum, { file }) => sum + file.size, 0)
  try {
    const buffer = await new Blob(group.map(({ file }) => file)).arrayBuffer()
    // Not every browser rejects a file that was cut, and from there on all bytes would be taken for others'.
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
