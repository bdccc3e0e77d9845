/**
 * Reads one file and hashes it in pieces. Runs in the hash worker, or on the page if workers cannot start.
 */
import { FailureError } from '../core/failure.ts'
import type { Md5Hasher } from './md5-hasher.ts'
import { nextTask } from './next-task.ts'

/** Bytes hashed before yielding to the event loop: about 2 ms in WASM, 4 ms in plain JavaScript. */
export const PIECE_BYTES = 1024 * 1024

/** The part of an `AbortSignal` that hashing needs. Creating a real one costs more than the MD5 of a small file. */
export interface StopSign {
  readonly aborted: boolean
}

export interface DigestOptions {
  /** Checked between pieces. */
  readonly signal: StopSign
  /** Receives the bytes hashed so far; never decreases. Not called after the last piece. */
  readonly onProgress?: (bytes: number) => void
}

/**
 * The file's MD5, 32 lower-case hex digits. Streams files larger than {@link PIECE_BYTES}.
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
 * The MD5 of bytes in memory, 32 lower-case hex digits.
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

/**
 * Calls the engine.
 * @throws FailureError `hash-crashed` if it throws.
 */
export function hashing<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (cause) {
    const message = `The MD5 engine failed (${describe(cause)}). Try again.`
    throw new FailureError({ code: 'hash-crashed', message }, { cause })
  }
}

// Helpers

/** Milliseconds after which progress of less than a piece is reported, e.g. on a slow drive. */
const REPORT_MS = 1000

async function digestStream(
  file: Blob,
  hasher: Md5Hasher,
  options: DigestOptions,
): Promise<string> {
  const reader = file.stream().getReader()
  try {
    hashing(() => hasher.init())
    let hashed = 0
    let reported = { bytes: 0, at: performance.now() }
    for (;;) {
      const { done, value } = await reader.read().catch(unreadable)
      throwIfAborted(options.signal)
      if (done) break
      hashing(() => hasher.update(value))
      hashed += value.byteLength
      const now = performance.now()
      if (hashed - reported.bytes < PIECE_BYTES && now - reported.at < REPORT_MS) continue
      reported = { bytes: hashed, at: now }
      await pause(options, hashed)
    }
    checkLength(hashed, file)
    return hashing(() => hasher.digest())
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** Reports the progress and yields to the event loop, so that a cancel message can arrive. */
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
    message: `Expected ${file.size} bytes but read ${found}: the file changed in the meantime. Add it again.`,
    facts: { sizeBytes: file.size, readBytes: found },
  })
}

function unreadable(cause: unknown): never {
  throw new FailureError(
    {
      code: 'file-unreadable',
      message: `The file could not be read (${describe(cause)}): it may have been moved, changed or locked. Add it again.`,
    },
    { cause },
  )
}

const describe = (cause: unknown): string =>
  cause instanceof Error || cause instanceof DOMException ? cause.name : String(cause)
