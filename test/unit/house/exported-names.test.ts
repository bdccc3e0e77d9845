import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exportedNames, globalNames } from '../../exported-names.ts'

const root = join(import.meta.dirname, '../../..')

describe('the finder of exported names', () => {
  it('finds what a module defines, and not what it passes on', () => {
    const code = `
      import { imported } from './other.ts'
      export const a = 1, { b, c: d = 2, ...e } = imported
      export function f() {}
      export class G {}
      export interface H {}
      export type I = string
      export enum J {}
      const k = 1, notExported = 2
      export { k as l }
      export { m } from './other.ts'
      export * from './other.ts'`
    expect(exportedNames('a.ts', code)).toEqual(['a', 'b', 'd', 'e', 'f', 'G', 'H', 'I', 'J', 'l'])
  })

  it('finds the names of a library, types and values', () => {
    const code = `
      interface Thing { inner: string }
      declare var Thing: { new (): Thing }
      declare function doIt(): void
      type Choice = 'a'
      declare namespace Space { interface Inside {} }`
    expect(globalNames('lib.d.ts', code)).toEqual(['Thing', 'Thing', 'doIt', 'Choice', 'Space'])
  })
})

/** Each part is checked separately: the sandbox shares no code with the rest, and tests use names of both. */
const PARTS: readonly (readonly [part: string, files: readonly string[]])[] = [
  ['the product', sources('src').filter((file) => !file.startsWith('src/sandbox/'))],
  ['the sandbox', sources('src/sandbox')],
  ['the tests', sources('test')],
]

const libraries = librariesOfTypeScript()

describe.each(PARTS)('in %s', (_, files) => {
  const homes = new Map<string, Set<string>>()
  for (const file of files) {
    for (const name of exportedNames(file, readFileSync(join(root, file), 'utf8'))) {
      homes.set(name, (homes.get(name) ?? new Set()).add(file))
    }
  }

  it('an exported name is defined in one file', () => {
    expect(homes.size).toBeGreaterThan(50)
    const several = [...homes].filter(([, files]) => files.size > 1)
    expect(several.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([])
  })

  it('no exported name shadows a type or value of TypeScript’s own libraries', () => {
    expect(libraries).toContain('Promise')
    expect(libraries).toContain('HTMLElement')
    const shadows = [...homes].filter(([name]) => libraries.has(name))
    expect(shadows.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([])
  })
})

// Helpers

function sources(folder: string): readonly string[] {
  return globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).filter(
    (file) => !file.endsWith('.d.ts'),
  )
}

/** The names of `lib.es*` and `lib.dom*`, from the compiler of this machine. */
function librariesOfTypeScript(): ReadonlySet<string> {
  const typescript = createRequire(import.meta.resolve('typescript/package.json'))
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`
  const folder = join(dirname(typescript.resolve(platform)), 'lib')
  const files = globSync('lib.{es,dom,decorators}*.d.ts', { cwd: folder })
  return new Set(
    files.flatMap((file) => globalNames(file, readFileSync(join(folder, file), 'utf8'))),
  )
}
