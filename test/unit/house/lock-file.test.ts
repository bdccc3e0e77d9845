/**
 * `npm install` beside an existing `node_modules` can leave other platforms' binaries out of the lock file; `npm ci`
 * then fails on every machine. Found out here, before it is found out there.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const { packages } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../package-lock.json'), 'utf8'),
) as { packages: Readonly<Record<string, Locked>> }

/** The place where Node would find `name` from the package at `from`: the nearest `node_modules` upwards. */
function isLocked(name: string, from: string): boolean {
  const own = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (own in packages) return true
  const above = from.lastIndexOf('/node_modules/')
  if (above >= 0) return isLocked(name, from.slice(0, above))
  return from !== '' && isLocked(name, '')
}

it('the lock file has the optional packages of all platforms', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(name, path))
      .map((name) => `${name}, of ${path}`),
  )
  expect(missing).toEqual([])
})
