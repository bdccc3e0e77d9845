import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { md5Module, md5ModuleSource } from '../../../src/worker/md5-lanes/kernel/assemble.ts'
import { KERNELS } from '../../../src/worker/md5-lanes/kernel/md5-wat.ts'
import { MAX_GROUPS, MEMORY_PAGES } from '../../../src/worker/md5-lanes/layout.ts'

const committed = resolve(import.meta.dirname, '../../../src/worker/md5-lanes/md5-lanes.wasm.ts')

describe('the built module', () => {
  it('is what its source builds; if not, run "npm run build:md5"', async () => {
    expect(readFileSync(committed, 'utf8')).toBe(md5ModuleSource(await md5Module()))
  })

  it('imports nothing and exports its memory and the kernels', async () => {
    const module = new WebAssembly.Module(new Uint8Array(await md5Module()))
    expect(WebAssembly.Module.imports(module)).toEqual([])
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual([
      'memory',
      ...Object.keys(KERNELS),
    ])
    expect(Math.max(...Object.values(KERNELS))).toBe(MAX_GROUPS)
  })

  it('has a memory that cannot grow', async () => {
    const { instance } = await WebAssembly.instantiate(new Uint8Array(await md5Module()))
    const memory = instance.exports['memory'] as WebAssembly.Memory
    expect(memory.buffer.byteLength).toBe(MEMORY_PAGES * 65_536)
    expect(() => memory.grow(1)).toThrow(RangeError)
  })

  it('stays below 3 kB gzip in the worker', () => {
    expect(gzipSync(readFileSync(committed), { level: 9 }).length).toBeLessThan(3_000)
  })
})
