/** Each way of hashing files in a browser; all but one answer the digests in the files' order. */
import { createMD5 } from 'hash-wasm'
import md5 from 'md5'
import SparkMD5 from 'spark-md5'
import { HashPool } from '../../../src/panel/adapters/hashing/hash-pool.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'

type Way = (files: readonly File[]) => Promise<readonly string[]>

const SLICE_BYTES = 2 * 1024 * 1024
const GROUP = { bytes: 16 * 1024 * 1024, files: 512 }

const pool = new HashPool({ clock: systemClock })
const perMessage = [1, 2].map(
  () => new Worker(new URL('./file-per-message.worker.ts', import.meta.url), { type: 'module' }),
)
const reading = [1, 2].map(
  () => new Worker(new URL('./read-only.worker.ts', import.meta.url), { type: 'module' }),
)

export const WAYS = {
  ours: (files) => {
    const { signal } = new AbortController()
    return Promise.all(files.map((file) => pool.digest(file, { signal })))
  },
  'hash-wasm in two workers': (files) => shared(perMessage, files),
  'hash-wasm on the page': (files) =>
    Promise.all(
      files.map(async (file) => {
        const bytes = new Uint8Array(await file.arrayBuffer())
        return (await hasher).init().update(bytes).digest('hex')
      }),
    ),
  async 'spark-md5 on the page'(files) {
    const digests: string[] = []
    for (const file of files) digests.push(await spark(file))
    return digests
  },
  async 'md5 on the page'(files) {
    const digests: string[] = []
    for (const file of files) digests.push(md5(new Uint8Array(await file.arrayBuffer())))
    return digests
  },
  /** Answers no digests: it hashes nothing. */
  async 'reading alone'(files) {
    // Two groups per worker, as ours.
    await shared([...reading, ...reading], grouped(files))
    return []
  },
} as const satisfies Readonly<Record<string, Way>>

export type WayName = keyof typeof WAYS

// Helpers

const hasher = createMD5()

/** Assigns items to the named workers, one at a time; an answer belongs to the worker's oldest item. */
async function shared(workers: readonly Worker[], items: readonly unknown[]): Promise<string[]> {
  const answers: string[] = []
  let next = 0
  const work = async (worker: Worker): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await ask(worker, items[at])
  }
  await Promise.all(workers.map(work))
  return answers
}

const waiting = new Map<Worker, ((answer: string) => void)[]>()

function ask(worker: Worker, item: unknown): Promise<string> {
  if (!waiting.has(worker)) {
    waiting.set(worker, [])
    worker.addEventListener('message', ({ data }) => waiting.get(worker)?.shift()?.(data))
  }
  return new Promise((resolve) => {
    waiting.get(worker)?.push(resolve)
    worker.postMessage(item)
  })
}

function grouped(files: readonly File[]): File[][] {
  const groups: File[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const file of files) {
    if (bytes + file.size > GROUP.bytes || groups.at(-1)?.length === GROUP.files) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)?.push(file)
    bytes += file.size
  }
  return groups
}

async function spark(file: File): Promise<string> {
  const hasher = new SparkMD5.ArrayBuffer()
  for (let from = 0; from < file.size; from += SLICE_BYTES) {
    hasher.append(await file.slice(from, from + SLICE_BYTES).arrayBuffer())
  }
  return hasher.end()
}
