/**
 * From a file to its MD5. An ordinary function: the worker calls it, and so does the page where workers cannot
 * start. Reading is the slow part, so several files may be digested side by side.
 */
import { FailureError } from '../core/failure.ts'
import type { Md5Engine, Md5Hasher } from './md5-engine.ts'

/** Files up to this size are read in one go: in Chromium every slice costs another file open. */
export const WHOLE_FILE_BYTES = 16 * 1024 * 1024
/** Bytes hashed between two looks at the event queue: about 2 ms of WASM, 4 ms of plain JavaScript. */
export const PIECE_BYTES = 1024 * 1024

export interface DigestOptions {
  readonly signal: AbortSignal
  /** Bytes hashed so far; never falls. Not called for the last piece: the digest says it. */
  readonly onProgress?: (bytes: number) => void
}

/** Digests files with one engine, and keeps its hashers for the next ones. */
export class FileDigester {
  readonly #engine: Md5Engine
  readonly #free: Md5Hasher[] = []

  constructor(engine: Md5Engine) {
    this.#engine = engine
  }

  /**
   * 32 lower-case hex digits of the file's bytes.
   * @throws FailureError `aborted`, `file-unreadable`, `file-changed` (another length than `file.size`),
   *   `hash-crashed` (the engine broke).
   */
  async digest(file: Blob, options: DigestOptions): Promise<string> {
    throwIfAborted(options.signal)
    const hasher = this.#free.pop() ?? (await this.#engine.createHasher().catch(crashed))
    const digest = await (file.size <= WHOLE_FILE_BYTES
      ? digestWhole(file, hasher, options)
      : digestStream(file, hasher, options))
    // A hasher whose digest failed is not trusted again.
    this.#free.push(hasher)
    return digest
  }
}

// Helpers

async function digestWhole(file: Blob, hasher: Md5Hasher, options: DigestOptions): Promise<string> {
  const buffer = await file.arrayBuffer().catch(unreadable)
  throwIfAborted(options.signal)
  checkLength(buffer.byteLength, file)
  return hashing(async () => {
    hasher.init()
    for (let from = 0; from < buffer.byteLength; from += PIECE_BYTES) {
      if (from > 0) await pause(options, from)
      hasher.update(new Uint8Array(buffer, from, Math.min(PIECE_BYTES, buffer.byteLength - from)))
    }
    return hasher.digest()
  })
}

async function digestStream(
  file: Blob,
  hasher: Md5Hasher,
  options: DigestOptions,
): Promise<string> {
  const reader = file.stream().getReader()
  try {
    hasher.init()
    let hashed = 0
    let told = 0
    for (;;) {
      const { done, value } = await reader.read().catch(unreadable)
      throwIfAborted(options.signal)
      if (done) break
      await hashing(async () => hasher.update(value))
      hashed += value.byteLength
      if (hashed - told < PIECE_BYTES) continue
      told = hashed
      await pause(options, hashed)
    }
    checkLength(hashed, file)
    return hasher.digest()
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** Tells the progress and lets messages in, so that a cancel can arrive. */
async function pause({ signal, onProgress }: DigestOptions, bytes: number): Promise<void> {
  onProgress?.(bytes)
  await nextTask()
  throwIfAborted(signal)
}

/** Timers are clamped to 4 ms after a few rounds; a message to oneself is not. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener(
      'message',
      () => {
        port1.close()
        resolve()
      },
      { once: true },
    )
    port1.start()
    port2.postMessage(undefined)
  })
}

function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return
  throw new FailureError({ code: 'aborted', message: 'Hashing was stopped on request.' })
}

function checkLength(found: number, file: Blob): void {
  if (found === file.size) return
  throw new FailureError({
    code: 'file-changed',
    message: `Expected ${file.size} bytes, read ${found}: the file changed meanwhile. Add it again.`,
    facts: { sizeBytes: file.size, readBytes: found },
  })
}

function unreadable(cause: unknown): never {
  throw new FailureError(
    {
      code: 'file-unreadable',
      message: `The file could not be read (${describe(cause)}): it was moved, changed or locked. Add it again.`,
    },
    { cause },
  )
}

async function hashing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FailureError) throw error
    return crashed(error)
  }
}

function crashed(cause: unknown): never {
  const why = describe(cause)
  throw new FailureError(
    { code: 'hash-crashed', message: `The MD5 engine failed (${why}). Try again.` },
    { cause },
  )
}

const describe = (cause: unknown): string =>
  cause instanceof Error || cause instanceof DOMException ? cause.name : String(cause)
