import { describe, expect, it } from 'vitest'
import { FILES_ON_PAGE, FILES_PER_WORKER, HashPool } from '../../../src/panel/adapters/hash-pool.ts'
import { systemClock } from '../../../src/panel/adapters/system-clock.ts'
import { hasherContract } from '../../contracts/hasher.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const workerUrl = new URL('../../../src/worker/hash.worker.ts', import.meta.url)
const realWorker = (): Worker => new Worker(workerUrl, { type: 'module' })
const workerOf = (code: string): Worker =>
  new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
const refused = (): never => {
  throw new DOMException('Workers are not allowed here.', 'SecurityError')
}
const never = (): AbortSignal => new AbortController().signal
const ABC = '900150983cd24fb0d6963f7d28e17f72'
const bytes = (size: number): Blob => new Blob([new Uint8Array(size)])

hasherContract('the pool', () => ({
  hasher: new HashPool({ clock: systemClock, workers: 2 }),
  most: 2 * FILES_PER_WORKER,
}))

hasherContract('the pool on the page', () => ({
  hasher: new HashPool({ clock: systemClock, createWorker: refused }),
  most: FILES_ON_PAGE,
}))

/** A pool whose workers can be watched. */
function watched(options: { workers?: number; create?: () => Worker } = {}) {
  const clock = new ManualClock()
  const workers: Worker[] = []
  const ended = new Set<Worker>()
  const pool = new HashPool({
    clock,
    workers: options.workers ?? 1,
    createWorker() {
      const worker = (options.create ?? realWorker)()
      const terminate = worker.terminate.bind(worker)
      worker.terminate = () => {
        ended.add(worker)
        terminate()
      }
      workers.push(worker)
      return worker
    },
  })
  return { clock, pool, workers, ended }
}

describe('the workers of a pool', () => {
  it('start with the first file, in WASM, and not more than there are files', async () => {
    const { pool, workers } = watched({ workers: 4 })
    expect(workers).toHaveLength(0)
    await pool.digest(new Blob(['abc']), { signal: never() })
    expect(workers).toHaveLength(1)
    expect(pool.way()).toEqual({ engine: 'wasm', place: 'worker' })
    await Promise.all(Array.from({ length: 20 }, () => pool.digest(bytes(9), { signal: never() })))
    expect(workers).toHaveLength(4)
    pool.dispose()
  })

  it('end when nothing was to do for a while, and start again', async () => {
    const { pool, clock, workers, ended } = watched()
    await pool.digest(bytes(9), { signal: never() })
    await clock.advance(14_999)
    expect(ended.size).toBe(0)
    await clock.advance(1)
    expect(ended.size).toBe(1)
    expect(await pool.digest(new Blob(['abc']), { signal: never() })).toBe(ABC)
    expect(workers).toHaveLength(2)
    pool.dispose()
  })

  it.each(['error', 'messageerror'])(
    'that die (%s) lose their files, not the next ones',
    async (type) => {
      const { pool, workers, ended } = watched()
      await pool.digest(bytes(9), { signal: never() })
      const lost = pool.digest(bytes(9_000_000), { signal: never() })
      const queued = Array.from({ length: 6 }, () =>
        pool.digest(bytes(9_000_000), { signal: never() }),
      )
      workers[0]?.dispatchEvent(new Event(type, { cancelable: true }))
      await expect(lost).rejects.toMatchObject({ failure: { code: 'hash-crashed' } })
      expect(ended.has(workers[0])).toBe(true)
      const ends = await Promise.allSettled(queued)
      expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(FILES_PER_WORKER - 1)
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(
        6 - FILES_PER_WORKER + 1,
      )
      expect(await pool.digest(new Blob(['abc']), { signal: never() })).toBe(ABC)
      expect(workers).toHaveLength(2)
      pool.dispose()
    },
  )

  it('that stall on one file lose that file alone', async () => {
    const answer = `
      let first = true
      postMessage({ type: 'ready', engine: 'wasm' })
      onmessage = ({ data }) => {
        if (data.type !== 'hash') return
        if (data.file.size === 1) return
        if (data.file.size === 2) setInterval(() => postMessage({ type: 'progress', job: data.job, bytes: performance.now() }), 1)
        else postMessage({ type: 'digest', job: data.job, md5: '${ABC}' })
      }`
    const { pool, clock, workers } = watched({ create: () => workerOf(answer) })
    await pool.digest(bytes(3), { signal: never() })
    const stalled = Promise.allSettled([pool.digest(bytes(1), { signal: never() })])
    const stop = new AbortController()
    const busy = pool.digest(bytes(2), { signal: stop.signal })
    void busy.catch(() => undefined)
    // Four quarters of the bound, with time for messages in between.
    for (let n = 0; n < 4; n++) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      await clock.advance(15_000)
    }
    expect(await stalled).toMatchObject([{ reason: { failure: { code: 'hash-crashed' } } }])
    expect(workers).toHaveLength(2)
    stop.abort()
    expect(await pool.digest(bytes(3), { signal: never() })).toBe(ABC)
    pool.dispose()
  })
})

describe('where no worker can start', () => {
  const ways: [string, () => Worker][] = [
    ['the constructor throws', refused],
    [
      'the script cannot be loaded',
      () => new Worker('/there-is-no-such-worker.js', { type: 'module' }),
    ],
    ['the script throws', () => workerOf('throw new Error("no")')],
    [
      'it says that it has no engine',
      () =>
        workerOf(
          `postMessage({ type: 'unusable', failure: { code: 'hash-crashed', message: 'no' } })`,
        ),
    ],
    [
      'it speaks nonsense',
      () => workerOf(`postMessage('hello'); onmessage = () => postMessage(1)`),
    ],
  ]
  it.each(ways)('because %s, the page hashes, visibly', async (_, create) => {
    const { pool } = watched({ create, workers: 2 })
    const digests = await Promise.all([
      pool.digest(new Blob(['abc']), { signal: never() }),
      pool.digest(new Blob(['abc']), { signal: never() }),
    ])
    expect(digests).toEqual([ABC, ABC])
    expect(pool.way()).toEqual({ engine: 'wasm', place: 'page' })
    pool.dispose()
  })

  it('because it stays silent, the page hashes after the bound', async () => {
    const { pool, clock } = watched({ create: () => workerOf('') })
    const digest = pool.digest(new Blob(['abc']), { signal: never() })
    await clock.advance(9_999)
    expect(pool.way()).toBeUndefined()
    await clock.advance(1)
    expect(await digest).toBe(ABC)
    expect(pool.way()?.place).toBe('page')
    pool.dispose()
  })

  it('the page stays responsive while it hashes', async () => {
    const { pool } = watched({ create: refused })
    let beats = 0
    const heart = setInterval(() => (beats += 1), 1)
    await Promise.all(
      Array.from({ length: 4 }, () => pool.digest(bytes(12_000_000), { signal: never() })),
    )
    clearInterval(heart)
    expect(beats).toBeGreaterThan(5)
    pool.dispose()
  })
})
