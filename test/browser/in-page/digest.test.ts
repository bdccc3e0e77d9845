import { describe, expect, it } from 'vitest'
import { FileDigester, PIECE_BYTES, WHOLE_FILE_BYTES } from '../../../src/worker/digest-file.ts'
import {
  chooseEngine,
  plainEngine,
  wasmEngine,
  type Md5Engine,
} from '../../../src/worker/md5-engine.ts'

const never = (): AbortSignal => new AbortController().signal
const broken: Md5Engine = {
  name: 'wasm',
  createHasher: () => Promise.reject(new WebAssembly.CompileError('not allowed')),
}
const wrong: Md5Engine = {
  name: 'wasm',
  createHasher: async () => ({ init() {}, update() {}, digest: () => '0'.repeat(32) }),
}

describe('the choice of an engine', () => {
  it('takes WASM where it compiles', async () => {
    expect((await chooseEngine()).name).toBe('wasm')
  })

  it.each([
    ['cannot compile', broken],
    ['hashes wrong', wrong],
  ])('takes plain JavaScript where WASM %s', async (_, engine) => {
    expect((await chooseEngine([engine, plainEngine])).name).toBe('javascript')
  })

  it('fails where none works', async () => {
    await expect(chooseEngine([broken, wrong])).rejects.toThrow('expected f96b697d')
  })
})

describe.each([wasmEngine, plainEngine])('a digest by $name', (engine) => {
  it('is the same whether the file is read whole or as a stream', async () => {
    const digester = new FileDigester(engine)
    const whole = new Uint8Array(WHOLE_FILE_BYTES).fill(7)
    const more = new Blob([whole, new Uint8Array([1, 2, 3])])
    const first = await digester.digest(more, { signal: never() })
    const hasher = await engine.createHasher()
    hasher.init()
    hasher.update(new Uint8Array(await more.arrayBuffer()))
    expect(first).toBe(hasher.digest())
  })

  it('tells its progress piece by piece and stops between them', async () => {
    const digester = new FileDigester(engine)
    const stop = new AbortController()
    const told: number[] = []
    const digest = digester.digest(new Blob([new Uint8Array(8 * PIECE_BYTES)]), {
      signal: stop.signal,
      onProgress(bytes) {
        told.push(bytes)
        if (told.length === 3) stop.abort()
      },
    })
    await expect(digest).rejects.toMatchObject({ failure: { code: 'aborted' } })
    expect(told).toEqual([1, 2, 3].map((n) => n * PIECE_BYTES))
  })

  it('can be used again after it failed', async () => {
    const digester = new FileDigester(engine)
    const gone = new Blob(['abc'])
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    await expect(digester.digest(gone, { signal: never() })).rejects.toMatchObject({
      failure: { code: 'file-unreadable' },
    })
    expect(await digester.digest(new Blob(['abc']), { signal: never() })).toBe(
      '900150983cd24fb0d6963f7d28e17f72',
    )
  })
})
