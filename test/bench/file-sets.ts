/** Files on disk to hash, random bytes in sizes as people have them, and the digests that OpenSSL finds. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../random-bytes.ts'

export interface FileSet {
  readonly name: string
  readonly paths: readonly string[]
  /** In the order of the paths. */
  readonly digests: readonly string[]
  readonly bytes: number
}

/** Writes a set; its files are an hour old. */
export function writeSet(parent: string, name: string, sizes: readonly number[]): FileSet {
  const folder = join(parent, name)
  mkdirSync(folder)
  const then = new Date(Date.now() - 3_600_000)
  const files = sizes.map((size, n) => {
    const path = join(folder, `${n}.jpg`)
    const bytes = randomBytes(size)
    writeFileSync(path, bytes)
    utimesSync(path, then, then)
    return { path, digest: createHash('md5').update(bytes).digest('hex') }
  })
  return {
    name,
    paths: files.map(({ path }) => path),
    digests: files.map(({ digest }) => digest),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  }
}

export const equalSizes = (count: number, bytes: number): number[] =>
  Array<number>(count).fill(bytes)

/** Log-normal sizes from 2 KB to 10 MB, half of them below the median; the same in every run. */
export function mixedSizes(count: number, median: number): number[] {
  const next = seeded(1)
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return Math.round(Math.min(10_000_000, Math.max(2_000, median * Math.exp(1.6 * normal))))
  })
}
