import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLanesHasher } from '../../../src/worker/md5-lanes/lanes-hasher.ts'
import { DIGEST_OF_DIGESTS, patterns, selfTest } from '../../../src/worker/md5-lanes/self-test.ts'

const md5 = (bytes: Uint8Array | string): string => createHash('md5').update(bytes).digest('hex')

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('createLanesHasher', () => {
  it('rejects without WebAssembly', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    await expect(createLanesHasher()).rejects.toBeInstanceOf(Error)
  })

  it.runIf(process.arch === 'x64')('rejects on a processor without SIMD', () => {
    const module = resolve(import.meta.dirname, '../../../src/worker/md5-lanes/lanes-hasher.ts')
    const script = `import { createLanesHasher } from ${JSON.stringify(module)}
      process.stdout.write(await createLanesHasher().then(() => 'works', String))`
    const run = (...flags: string[]): string =>
      execFileSync(process.execPath, [...flags, '--input-type=module', '-e', script], {
        encoding: 'utf8',
      })
    expect(run()).toBe('works')
    expect(run('--no-enable-sse4-1')).toBe(
      'Error: WebAssembly has no SIMD in this browser: use another MD5 engine.',
    )
  })
})

describe('selfTest', () => {
  it('expects what OpenSSL computes', () => {
    expect(md5(patterns().map(md5).join(''))).toBe(DIGEST_OF_DIGESTS)
    expect(patterns()).toHaveLength(301)
  })

  it('finds one wrong digest, in the lanes of each width and in the scalar kernel', async () => {
    const right = await createLanesHasher()
    const spoilt = (digest: string): string =>
      (digest.startsWith('0') ? '1' : '0') + digest.slice(1)
    for (const width of [301, 8, 4]) {
      const wrong = {
        ...right,
        hashMany: (files: readonly Uint8Array[]) =>
          right
            .hashMany(files)
            .map((digest, at) =>
              files.length === width && at === width - 2 ? spoilt(digest) : digest,
            ),
      }
      expect(() => selfTest(wrong)).toThrow('is wrong on this machine')
    }
    const single = right.createHasher()
    const wrong = { ...single, digest: () => spoilt(single.digest()) }
    expect(() => selfTest({ ...right, createHasher: () => wrong })).toThrow(
      'is wrong on this machine',
    )
    expect(() => selfTest(right)).not.toThrow()
  })
})
