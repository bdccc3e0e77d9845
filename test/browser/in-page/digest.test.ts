/** What the worker does with a group, by every engine of its ladder. */
import SparkMD5 from 'spark-md5'
import { describe, expect, it } from 'vitest'
import type { FileEvent } from '../../../src/core/hash-protocol.ts'
import { PIECE_BYTES } from '../../../src/worker/digest-file.ts'
import { GroupDigester, type GroupFile } from '../../../src/worker/digest-group.ts'
import { chooseEngine, LADDER, type Rung } from '../../../src/worker/md5-engine.ts'
import { randomBytes } from '../../random-bytes.ts'

const broken: Rung = () => Promise.reject(new WebAssembly.CompileError('not allowed'))
const wrong: Rung = async () => ({
  name: 'wasm',
  createHasher: async () => ({ init() {}, update() {}, digest: () => '0'.repeat(32) }),
})
const [lanes, wasm, plain] = LADDER

describe('the choice of an engine', () => {
  it('prefers the lanes where there is SIMD', async () => {
    expect((await chooseEngine()).name).toBe('lanes')
  })

  it.each([
    ['cannot start', broken],
    ['hashes wrong', wrong],
  ])('falls back to the next engine where one %s', async (_, rung) => {
    expect((await chooseEngine([rung, wasm, plain])).name).toBe('wasm')
    expect((await chooseEngine([broken, rung, plain])).name).toBe('javascript')
  })

  it('fails where no engine works', async () => {
    await expect(chooseEngine([broken, wrong])).rejects.toThrow('expected f96b697d')
  })
})

describe.each([
  ['lanes', lanes],
  ['wasm', wasm],
  ['javascript', plain],
])('a group by %s', async (_, rung) => {
  const engine = await rung()

  /** A digester, and everything it told. */
  function listened(onTold: (event: FileEvent) => void = () => undefined) {
    const told: FileEvent[] = []
    const digester = new GroupDigester(engine, (event) => {
      told.push(event)
      onTold(event)
    })
    const digests = (): Record<number, string> =>
      Object.fromEntries(
        told.flatMap((event) =>
          event.type === 'digests' ? event.digests.map(({ job, md5 }) => [job, md5]) : [],
        ),
      )
    const failures = (): Record<number, string> =>
      Object.fromEntries(
        told.flatMap((event) => (event.type === 'failed' ? [[event.job, event.failure.code]] : [])),
      )
    return { digester, told, digests, failures }
  }

  it('reports the digest of each file under its job', async () => {
    const files = [0, 5, 100_000, 3 * PIECE_BYTES, 64, 0].map((size, n) => randomBytes(size, n))
    const { digester, digests, failures } = listened()
    await digester.digest(files.map((bytes, job) => entry(job, new Blob([bytes]))))
    const expected = files.map((bytes, job) => [job, SparkMD5.ArrayBuffer.hash(bytes.buffer)])
    expect(digests()).toEqual(Object.fromEntries(expected))
    expect(failures()).toEqual({})
  })

  it('reports the digests of small files in few messages', async () => {
    const { digester, told } = listened()
    await digester.digest(Array.from({ length: 200 }, (_, job) => entry(job, new Blob(['abc']))))
    expect(told).toHaveLength(1)
  })

  it('reports progress of a single long file piece by piece, and can be cancelled between pieces', async () => {
    const stop = new AbortController()
    const { digester, told, failures } = listened(() => told.length === 3 && stop.abort())
    await digester.digest([entry(7, new Blob([new Uint8Array(8 * PIECE_BYTES)]), stop.signal)])
    const bytes = told.flatMap((event) => (event.type === 'progress' ? event.bytes : []))
    expect(bytes).toHaveLength(3)
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b))
    expect(failures()).toEqual({ 7: 'aborted' })
  })

  it('skips cancelled files', async () => {
    const { digester, digests } = listened()
    await digester.digest([
      entry(1, new Blob(['abc'])),
      entry(2, new Blob(['gone']), AbortSignal.abort()),
      entry(3, new Blob(['abc'])),
    ])
    expect(digests()).toEqual({ 1: ABC, 3: ABC })
  })

  it('is followed by others after a file failed', async () => {
    const { digester, digests, failures } = listened()
    const long = new Blob([new Uint8Array(2 * PIECE_BYTES)])
    long.stream = () =>
      new ReadableStream({ start: (to) => to.error(new DOMException('', 'NotReadableError')) })
    await digester.digest([entry(1, long)])
    await digester.digest([entry(2, new Blob(['abc']))])
    expect(failures()).toEqual({ 1: 'file-unreadable' })
    expect(digests()).toEqual({ 2: ABC })
  })

  it('fails the file whose length is wrong, not the others', async () => {
    const { digester, digests, failures } = listened()
    await digester.digest([
      entry(1, new Blob(['abc'])),
      entry(2, lying(new Blob(['abcdef']), 5)),
      entry(3, new Blob(['abc'])),
    ])
    expect(digests()).toEqual({ 1: ABC, 3: ABC })
    expect(failures()).toEqual({ 2: 'file-changed' })
  })
})

// Helpers

const ABC = '900150983cd24fb0d6963f7d28e17f72'

const entry = (job: number, file: Blob, signal = new AbortController().signal): GroupFile => ({
  job,
  file,
  signal,
})

function lying(blob: Blob, size: number): Blob {
  Object.defineProperty(blob, 'size', { value: size })
  return blob
}
