/** Each way of hashing the chosen files, callable from outside. Every way answers the digests in the files' order. */
import SparkMD5 from 'spark-md5'
import { HashPool } from '../../../src/panel/adapters/hash-pool.ts'
import { systemClock } from '../../../src/panel/adapters/system-clock.ts'

type Way = (files: readonly File[]) => Promise<string[]>

const SLICE = 2 * 1024 * 1024

const pool = new HashPool({ clock: systemClock })
const peer = new Worker(new URL('./one-file-at-a-time.worker.ts', import.meta.url), {
  type: 'module',
})

const ways: Readonly<Record<string, Way>> = {
  ours: (files) => {
    const { signal } = new AbortController()
    return Promise.all(files.map((file) => pool.digest(file, { signal })))
  },
  async 'hash-wasm in one worker, one file at a time'(files) {
    const digests: string[] = []
    for (const file of files) digests.push(await askPeer(file))
    return digests
  },
  async 'spark-md5 on the main thread'(files) {
    const digests: string[] = []
    for (const file of files) digests.push(await spark(file))
    return digests
  },
}

/** Milliseconds, and the digests so that they can be checked. */
export interface Measured {
  readonly ms: number
  readonly digests: readonly string[]
}

declare global {
  interface Window {
    readonly measure: (way: string) => Promise<Measured>
  }
}

Object.assign(window, {
  async measure(way: string): Promise<Measured> {
    const input = document.querySelector('input')
    const files = [...(input?.files ?? [])]
    const run = ways[way]
    if (!run) throw new Error(`There is no way of hashing called "${way}".`)
    const start = performance.now()
    const digests = await run(files)
    return { ms: performance.now() - start, digests }
  },
})

// Helpers

function askPeer(file: File): Promise<string> {
  return new Promise((resolve) => {
    peer.addEventListener('message', (event: MessageEvent<string>) => resolve(event.data), {
      once: true,
    })
    peer.postMessage(file)
  })
}

async function spark(file: File): Promise<string> {
  const hasher = new SparkMD5.ArrayBuffer()
  for (let from = 0; from < file.size; from += SLICE) {
    hasher.append(await file.slice(from, from + SLICE).arrayBuffer())
  }
  return hasher.end()
}
