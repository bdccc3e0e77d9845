import { describe, expect, it } from 'vitest'
import type { HashCommand } from '../../../src/core/hash-protocol.ts'
import { HashPool } from '../../../src/panel/adapters/hashing/hash-pool.ts'
import { importDigester } from '../../../src/panel/adapters/hashing/page-digester.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import { hasherContract } from '../../contracts/panel/hasher.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { until } from '../../until.ts'

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

hasherContract('the pool', () => new HashPool({ clock: systemClock, workers: 2 }))

hasherContract(
  'the pool on the page',
  () => new HashPool({ clock: systemClock, createWorker: refused }),
)

/** A pool with observable workers, and their commands: the sizes of a group's files, or a cancel. */
function watched(options: { workers?: number; create?: () => Worker } = {}) {
  const clock = new ManualClock()
  const workers: Worker[] = []
  const ended = new Set<Worker>()
  const commands: (number[] | { cancelled: number })[] = []
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
      const post = worker.postMessage.bind(worker)
      worker.postMessage = (command: HashCommand<Blob>) => {
        const isHash = command.type === 'hash'
        commands.push(
          isHash ? command.files.map(({ file }) => file.size) : { cancelled: command.jobs.length },
        )
        post(command)
      }
      workers.push(worker)
      return worker
    },
  })
  const digest = (size: number, signal = never()): Promise<string> =>
    pool.digest(bytes(size), { signal })
  return { clock, pool, workers, ended, commands, digest }
}

/**
 * A worker of ours that follows the sizes of files: 1 never ends, 2 tells progress for ever, 3 kills the worker; all
 * others get the digest of "abc".
 */
const scripted = (): Worker =>
  workerOf(`
    postMessage({ type: 'ready', engine: 'lanes' })
    onmessage = ({ data }) => {
      if (data.type !== 'hash') return
      const sizes = data.files.map(({ file }) => file.size)
      if (sizes.includes(3)) throw new Error('killed')
      if (sizes.includes(1)) return
      const digests = []
      for (const { job, file } of data.files) {
        const progress = () => postMessage({ type: 'progress', job, bytes: performance.now() })
        if (file.size === 2) setInterval(progress, 1)
        else digests.push({ job, md5: '${ABC}' })
      }
      postMessage({ type: 'digests', digests })
    }`)

const failed = (code: string) => ({ reason: { failure: { code } } })
const done = { status: 'fulfilled', value: ABC }

describe('the workers of a pool', () => {
  it('start with the first file, no more of them than there is work for', async () => {
    const { pool, workers } = watched({ workers: 4 })
    expect(workers).toHaveLength(0)
    await pool.digest(new Blob(['abc']), { signal: never() })
    expect(workers).toHaveLength(1)
    expect(pool.way()).toEqual({ engine: 'lanes', place: 'worker' })
    await Promise.all(Array.from({ length: 8 }, () => pool.digest(bytes(9), { signal: never() })))
    expect(workers).toHaveLength(1)
    await Promise.all(Array.from({ length: 50 }, () => pool.digest(bytes(9), { signal: never() })))
    expect(workers).toHaveLength(4)
    pool.dispose()
  })

  it('end after a while without work, and start again', async () => {
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

  it('get files of one turn together, the first few ahead', async () => {
    const { pool, commands, digest } = watched({ create: scripted })
    await Promise.all(Array.from({ length: 100 }, (_, n) => digest(100 + n)))
    expect(commands.flat()).toEqual(Array.from({ length: 100 }, (_, n) => 100 + n))
    expect(commands.map((sizes) => Array.isArray(sizes) && sizes.length)).toEqual([
      8, 46, 23, 12, 8, 3,
    ])
    pool.dispose()
  })

  it.each([1, 2, 4])('take files in the order of the drop, as %i workers', async (workers) => {
    const { pool, commands, digest } = watched({ create: scripted, workers })
    await Promise.all(Array.from({ length: 100 }, (_, n) => digest(100 + n)))
    expect(commands.flat()).toEqual(Array.from({ length: 100 }, (_, n) => 100 + n))
    pool.dispose()
  })

  it('have at most three groups each, and get one message for all cancelled files', async () => {
    const { pool, commands, digest } = watched({ create: scripted })
    const stop = new AbortController()
    const stopped = Array.from({ length: 60 }, () => digest(1, stop.signal).catch(() => undefined))
    await until(() => expect(commands).toHaveLength(3))
    expect(commands.flat()).toHaveLength(8 + 26 + 13)
    stop.abort()
    await Promise.all(stopped)
    expect(await digest(9)).toBe(ABC)
    expect(commands.slice(3)).toEqual([{ cancelled: 47 }, [9]])
    pool.dispose()
  })

  it.each(['error', 'messageerror'])(
    'that crash (%s) with one file fail it, not the next one',
    async (type) => {
      const { workers, pool, commands, digest } = watched({ create: scripted })
      await digest(9)
      const lost = digest(1)
      await until(() => expect(commands).toEqual([[9], [1]]))
      workers[0]?.dispatchEvent(new Event(type, { cancelable: true }))
      await expect(lost).rejects.toMatchObject({ failure: { code: 'hash-crashed' } })
      expect(await digest(9)).toBe(ABC)
      expect(workers).toHaveLength(2)
      pool.dispose()
    },
  )

  it('that crash with many files fail only the one that crashes them alone, too', async () => {
    const { pool, digest } = watched({ create: scripted })
    const sizes = [9, 9, 9, 3, 9, 9]
    const ends = await Promise.allSettled(sizes.map((size) => digest(size)))
    expect(ends).toMatchObject([done, done, done, failed('hash-crashed'), done, done])
    expect(await digest(9)).toBe(ABC)
    pool.dispose()
  })

  it('that stall on one file fail only that file', async () => {
    const { pool, clock, workers, commands, digest } = watched({ create: scripted })
    const bound = async (): Promise<void> => {
      // In quarters: the pool hears from the busy file's worker in between.
      for (let n = 0; n < 4; n++) {
        await new Promise((resolve) => setTimeout(resolve, 30))
        await clock.advance(15_000)
      }
    }
    await digest(9)
    const stalled = Promise.allSettled([9, 1, 9].map((size) => digest(size)))
    await until(() => expect(commands).toHaveLength(2))
    const stop = new AbortController()
    const busy = Promise.allSettled([digest(2, stop.signal)])
    await bound()
    await until(() => expect(commands).toContainEqual([1]))
    await bound()
    expect(await stalled).toMatchObject([done, failed('hash-crashed'), done])
    expect(commands.slice(0, 3)).toEqual([[9], [9, 1, 9], [2]])
    expect(workers).toHaveLength(3)
    stop.abort()
    expect(await busy).toMatchObject([failed('aborted')])
    expect(await digest(9)).toBe(ABC)
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
  it.each(ways)('because %s, the page hashes and says so', async (_, create) => {
    const { pool } = watched({ create, workers: 2 })
    const digests = await Promise.all([
      pool.digest(new Blob(['abc']), { signal: never() }),
      pool.digest(new Blob(['abc']), { signal: never() }),
    ])
    expect(digests).toEqual([ABC, ABC])
    expect(pool.way()).toEqual({ engine: 'lanes', place: 'page' })
    pool.dispose()
  })

  it('because it stays silent, the page hashes after the time-out', async () => {
    const { pool, clock } = watched({ create: () => workerOf('') })
    const digest = pool.digest(new Blob(['abc']), { signal: never() })
    await clock.advance(9_999)
    expect(pool.way()).toBeUndefined()
    await clock.advance(1)
    expect(await digest).toBe(ABC)
    expect(pool.way()?.place).toBe('page')
    pool.dispose()
  })

  it('because the network is gone, files wait, and workers are started again when it is back', async () => {
    let isOnline = false
    const clock = new ManualClock()
    const pool = new HashPool({
      clock,
      createWorker: () => (isOnline ? realWorker() : refused()),
      async loadDigester() {
        if (!isOnline) throw new TypeError('Failed to fetch dynamically imported module')
        return importDigester()
      },
    })
    const digest = pool.digest(new Blob(['abc']), { signal: never() })
    await clock.advance(30_000)
    expect(pool.way()).toBeUndefined()
    isOnline = true
    await clock.advance(1000)
    expect(await digest).toBe(ABC)
    expect(await pool.digest(new Blob(['abc']), { signal: never() })).toBe(ABC)
    expect(pool.way()?.place).toBe('worker')
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
