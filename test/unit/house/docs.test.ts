/** Documents name paths, links and commands; this fails when one of them does not exist. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const FOLDERS = [
  '.',
  '.github',
  '.github/decisions',
  '.github/docs',
  'src',
  'src/*',
  'test',
  'test/*',
]
const pages = FOLDERS.flatMap((folder) => globSync(join(root, folder, '*.md'))).toSorted()

/** Folders that a build writes, so not in a fresh clone. */
const BUILT = /^(?:build|dist)\//

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

describe.each(pages.map((page) => [relative(root, page), readFileSync(page, 'utf8')]))(
  '%s',
  (page, text) => {
    it('names only paths that exist', () => {
      const code = [...text.matchAll(/`(\.{0,2}[\w-][\w./-]*)`/g)].map((match) => match[1] ?? '')
      const links = [
        ...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g),
        ...text.matchAll(/\b(?:src|srcset|href)="(?!https?:|#)([^"#]+)/g),
      ].map((match) => match[1] ?? '')
      const missing = [...code.filter(isPath), ...links].filter(
        (path) =>
          ![root, join(root, 'src'), dirname(join(root, page))].some((base) =>
            existsSync(join(base, path)),
          ),
      )
      expect(missing).toEqual([])
    })

    it('names only npm scripts that exist', () => {
      const named = [...text.matchAll(/npm (?:run ([a-z0-9:]+)|(start|test))\b/g)].map(
        (match) => match[1] ?? match[2] ?? '',
      )
      expect(named.filter((name) => !(name in scripts))).toEqual([])
    })
  },
)

describe('what happens when', () => {
  const rows = readFileSync(join(root, '.github/docs/what-happens-when.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)

  it('names in each row a test that proves it', () => {
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => !/\| `test\/[\w./-]+\.ts` +\|$/.test(row))).toEqual([])
  })
})

// Helpers

/** Whether code in a document names a path: it starts in one of our folders, or ends like one of our files. */
function isPath(code: string): boolean {
  if (BUILT.test(code)) return false
  const startsInOurs = /^(src|test|public|core|worker|panel|proxy|sandbox|\.github|\.ci)\//.test(
    code,
  )
  return startsInOurs || /\/.*\.(?:tsx?|mjs|md|css|json|sql|yml)$/.test(code)
}
