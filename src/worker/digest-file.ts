/**
 * One file's MD5, read for itself and hashed in pieces. Ordinary functions: the worker calls them, and so does the page
 * where workers cannot start.
 */
import { FailureError } from '../core/failure.ts'
import type { Md5Hasher } from './md5-hasher.ts'
import { nextTask } from './next-task.ts'

/** Bytes hashed between two looks at the event queue: about 2 ms of WASM, 4 ms of plain JavaScript. */
export const PIECE_BYTES = 1024 * 1024

/** Whether something was stopped. An `AbortSignal` is one, but costs more to make than the MD5 of a small file. */
export interface StopSign {
  readonly aborted: boolean
}

export interface DigestOptions {
  /** Looked at between pieces. */
  readonly signal: StopSign
  /** Bytes hashed so far; never falls. Not called for the last piece: the digest says it. */
  readonly onProgress?: (bytes: number) => void
}

/**
 * 32 lower-case hex digits of the file's bytes, which are never all in memory when there are many.
 * @throws FailureError `aborted`, `file-unreadable`, `file-changed` (another length than `file.size`),
 *   `hash-crashed` (the engine broke).
 */
export async function digestFile(
  file: Blob,
  hasher: Md5Hasher,
  options: DigestOptions,
): Promise<string> {
  throwIfAborted(options.signal)
  if (file.size > PIECE_BYTES) return digestStream(file, hasher, options)
  const buffer = await file.arrayBuffer().catch(unreadable)
  checkLength(buffer.byteLength, file)
  return digestBytes(new Uint8Array(buffer), hasher, options)
}

/**
 * The same for bytes that are in memory.
 * @throws FailureError `aborted`, `hash-crashed`.
 */
export async function digestBytes(
  bytes: Uint8Array<ArrayBuffer>,
  hasher: Md5Hasher,
  options: DigestOptions,
): Promise<string> {
  throwIfAborted(options.signal)
  hashing(() => hasher.init())
  for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
    if (from > 0) await pause(options, from)
    hashing(() => hasher.update(bytes.subarray(from, from + PIECE_BYTES)))
  }
  return hashing(() => hasher.digest())
}

/** What an engine throws, as a failure. */
export function hashing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    const message = `The MD5 engine failed (${describe(cause)}). Try again.`
    throw new FailureError({ code: 'hash-crashed', message }, { cause })
  }
}

// Helpers

/** Milliseconds after which progress is told though it is less than a piece: of a slow drive, say. */
const TELL_MS = 1000

async function digestStream(
  file: Blob,
  hasher: Md5Hasher,
  options: DigestOptions,
): Promise<string> {
  const reader = file.stream().getReader()
  try {
    hashing(() => hasher.init())
    let hashed = 0
    let told = { bytes: 0, at: performance.now() }
    for (;;) {
      const { done, value } = await reader.read().catch(unreadable)
      throwIfAborted(options.signal)
      if (done) break
      hashing(() => hasher.update(value))
      hashed += value.byteLength
      const now = performance.now()
      if (hashed - told.bytes < PIECE_BYTES && now - told.at < TELL_MS) continue
      told = { bytes: hashed, at: now }
      await pause(options, hashed)
    }
    checkLength(hashed, file)
    return hashing(() => hasher.digest())
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

function throwIfAborted(signal: StopSign): void {
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

const describe = (cause: unknown): string =>
  cause instanceof Error || cause instanceof DOMException ? cause.name : String(cause)
