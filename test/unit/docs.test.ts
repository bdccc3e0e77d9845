/** Documentation names folders, files and commands; this fails when one of them is no longer there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const pages = ['.', '.github', '.github/decisions', 'src']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((file) => file.endsWith('.md'))

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}

describe.each(pages.map((page) => [relative(root, page), readFileSync(page, 'utf8')]))(
  '%s',
  (page, text) => {
    it('names only paths that exist', () => {
      const code = [...text.matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map((match) => match[1] ?? '')
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) => match[1] ?? '')
      const own = code.filter((path) =>
        /^(src|test|public|core|worker|panel|proxy|sandbox|\.github|\.ci)\//.test(path),
      )
      const missing = [...own, ...links].filter(
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
