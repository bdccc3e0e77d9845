import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Clock } from './clock.ts'
import type { Database, Row } from './database.ts'

/** Bytes stored in the sandbox's bucket. */
export interface StoredObject {
  readonly key: string
  readonly size: number
  /** MD5 of the bytes as they arrived, hex. */
  readonly md5: string
  readonly contentType: string
  readonly cacheControl: string
  /** Milliseconds since 1970. */
  readonly storedOn: number
}

/** How an object is stored and served. */
export interface ObjectMeta {
  readonly key: string
  readonly contentType: string
  readonly cacheControl: string
}

/**
 * Bytes being written to disk. End it with exactly one of {@link commit} and {@link discard}; another `discard` after
 * either does nothing.
 */
export interface ObjectDraft {
  /** Appends; resolves when the chunk is written, which provides back-pressure. */
  write(chunk: Uint8Array): Promise<void>
  /** Bytes written so far. */
  readonly size: number
  /** MD5 of the bytes written, hex. No `write` may follow. */
  digest(): string
  /** Stores the bytes as `meta.key`, atomically replacing any object there. */
  commit(meta: ObjectMeta): Promise<StoredObject>
  /** Removes the bytes. */
  discard(): Promise<void>
}

/** The bucket: rows in the database, bytes as files, never whole in memory. */
export class Objects {
  readonly #db: Database
  readonly #clock: Clock
  readonly #folder: string

  /** Stores the bytes in `folder`; removes files there that no row names (left by a crash). */
  constructor(db: Database, clock: Clock, folder: string) {
    this.#db = db
    this.#clock = clock
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    const known = new Set(db.all(`select blob from objects`).map((r) => r.text('blob')))
    for (const name of readdirSync(folder)) {
      if (!known.has(name)) rmSync(join(folder, name), { force: true })
    }
  }

  /** Opens a temporary file for bytes to come. */
  async draft(): Promise<ObjectDraft> {
    const blob = randomUUID()
    const temporary = join(this.#folder, `${blob}.part`)
    const file = await open(temporary, 'wx')
    return new Draft(file, temporary, (meta, md5, size) => this.#keep(blob, meta, md5, size))
  }

  /** Stores small bytes directly, dated `storedOn`. */
  put(bytes: Uint8Array, meta: ObjectMeta, storedOn: number): StoredObject {
    const blob = randomUUID()
    writeFileSync(join(this.#folder, blob), bytes)
    const md5 = createHash('md5').update(bytes).digest('hex')
    return this.#note(blob, { ...meta, md5, size: bytes.byteLength, storedOn })
  }

  get(key: string): StoredObject | undefined {
    const row = this.#db.get(`select * from objects where key = ?`, key)
    return row && toObject(row)
  }

  /**
   * The object's bytes from `start` to `end`, both inclusive; undefined if it does not exist. The caller must read the
   * stream to its end or destroy it.
   */
  read(key: string, range?: { start: number; end: number }): Readable | undefined {
    const row = this.#db.get(`select * from objects where key = ?`, key)
    return row && createReadStream(join(this.#folder, row.text('blob')), range)
  }

  /** All objects whose key begins with `prefix`, in the order in which they were stored. */
  list(prefix = ''): StoredObject[] {
    return this.#db
      .all(`select * from objects where substr(key, 1, length(?1)) = ?1 order by rowid`, prefix)
      .map(toObject)
  }

  /** Removes the object, if there is one. Current readers keep their bytes. */
  delete(key: string): void {
    const row = this.#db.get(`select * from objects where key = ?`, key)
    if (row === undefined) return
    this.#db.run(`delete from objects where key = ?`, key)
    rmSync(join(this.#folder, row.text('blob')), { force: true })
  }

  clear(): void {
    for (const object of this.list()) this.delete(object.key)
  }

  async #keep(blob: string, meta: ObjectMeta, md5: string, size: number): Promise<StoredObject> {
    await rename(join(this.#folder, `${blob}.part`), join(this.#folder, blob))
    return this.#note(blob, { ...meta, md5, size, storedOn: this.#clock.now() })
  }

  #note(blob: string, stored: StoredObject): StoredObject {
    this.delete(stored.key)
    this.#db.run(
      `insert into objects (key, blob, size, md5, content_type, cache_control, stored_on)
        values (?, ?, ?, ?, ?, ?, ?)`,
      stored.key,
      blob,
      stored.size,
      stored.md5,
      stored.contentType,
      stored.cacheControl,
      stored.storedOn,
    )
    return stored
  }
}

// Helpers

type Keep = (meta: ObjectMeta, md5: string, size: number) => Promise<StoredObject>

class Draft implements ObjectDraft {
  readonly #file: FileHandle
  readonly #path: string
  readonly #keep: Keep
  readonly #hash = createHash('md5')
  #md5: string | null = null
  #size = 0
  #ended = false

  constructor(file: FileHandle, path: string, keep: Keep) {
    this.#file = file
    this.#path = path
    this.#keep = keep
  }

  get size(): number {
    return this.#size
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk)
    this.#size += chunk.byteLength
    for (let done = 0; done < chunk.byteLength;) {
      const { bytesWritten } = await this.#file.write(chunk, done)
      done += bytesWritten
    }
  }

  digest(): string {
    this.#md5 ??= this.#hash.digest('hex')
    return this.#md5
  }

  async commit(meta: ObjectMeta): Promise<StoredObject> {
    if (this.#ended) throw new Error('Failed to store an object: the draft was ended before.')
    this.#ended = true
    await this.#file.close()
    return this.#keep(meta, this.digest(), this.#size)
  }

  async discard(): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#file.close()
    await rm(this.#path, { force: true })
  }
}

const toObject = (row: Row): StoredObject => ({
  key: row.text('key'),
  size: row.number('size'),
  md5: row.text('md5'),
  contentType: row.text('content_type'),
  cacheControl: row.text('cache_control'),
  storedOn: row.number('stored_on'),
})
