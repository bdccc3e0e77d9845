/** Files that change on disk while they are hashed, together with files that do not. */
import { rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { equalSizes } from '../bench/file-sets.ts'
import { type HashBrowser, openHashBrowser } from '../bench/hash-browser.ts'

let browser: HashBrowser

beforeAll(async () => {
  browser = await openHashBrowser()
})

afterAll(() => browser.close())

it.each([
  { what: 'small files', sizes: equalSizes(60, 10_000) },
  { what: 'files that are read piece by piece', sizes: equalSizes(10, 17_000_000) },
])('$what: changed files are reported, the others get their digests', async ({ what, sizes }) => {
  const set = browser.write(what, sizes)
  await browser.open(set)
  const [size] = sizes
  writeFileSync(set.paths[3], new Uint8Array(size - 1))
  writeFileSync(set.paths[5], new Uint8Array(size))
  writeFileSync(set.paths[6], new Uint8Array(size + 1))
  rmSync(set.paths[8])
  const changed = new Set([3, 5, 6, 8])
  const outcomes = await browser.page.evaluate(() => window.hashPage.outcomes())
  expect(outcomes).toEqual(
    set.digests.map((digest, n) => (changed.has(n) ? 'file-unreadable' : digest)),
  )
})
