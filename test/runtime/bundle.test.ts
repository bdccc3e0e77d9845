/** The bundle from Webflow's own packer, checked against Webflow's review rules and our size budget. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { panelSizes, SIZE_LIMITS } from '../bench/panel-size.ts'

const root = resolve(import.meta.dirname, '../..')
const dist = join(root, 'dist')

function bundle(proxyUrl: string): string {
  return execFileSync('npm', ['run', 'bundle'], {
    cwd: root,
    env: { ...process.env, PROXY_URL: proxyUrl },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The code without source maps, whose comments and names don't matter here. */
const codeOf = (folder: string): [string, string][] =>
  filesOf(folder)
    .filter((file) => /\.(js|css|html)$/.test(file))
    .map((file) => [relative(folder, file), readFileSync(file, 'utf8')])

describe('npm run bundle', () => {
  let output = ''
  beforeAll(() => {
    rmSync(join(root, 'bundle.zip'), { force: true })
    output = bundle('https://proxy.example.com')
  })

  it("makes bundle.zip, far below Webflow's limit of 5 MB", () => {
    expect(output).toContain('bundle.zip is ready')
    expect(statSync(join(root, 'bundle.zip')).size).toBeLessThan(1024 * 1024)
  })

  it('has an index.html at its root, relative addresses, and no .wasm', () => {
    const names = filesOf(dist).map((file) => relative(dist, file))
    expect(names).toContain('index.html')
    expect(names.filter((name) => name.endsWith('.wasm'))).toEqual([])
    expect(readFileSync(join(dist, 'index.html'), 'utf8')).not.toMatch(/(src|href)="\//)
  })

  it.each([
    ['an address of this machine', /localhost|127\.0\.0\.1|\[::1\]/],
    ['an insecure address', /["'`](http|ws):\/\/(?!www\.w3\.org\/)/],
    ['markup from strings', /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write/],
    ['code from strings', /\beval\(|new Function\(/],
    ['a message to any origin', /postMessage\([^)]*["']\*["']/],
    ['a secret', /client_secret|sandbox-|eyJ[A-Za-z0-9_-]{10,}\.|-----BEGIN/],
    [
      'a token in web storage',
      /(local|session)Storage\.setItem\(["'][^"']*(token|auth|key|secret)/i,
    ],
  ])('has no %s in its code', (_, pattern) => {
    const found = codeOf(dist)
      .filter(([, code]) => pattern.test(code))
      .map(([name, code]) => `${name}: ${pattern.exec(code)?.[0]}`)
    expect(found).toEqual([])
  })

  it('contains the URL of its proxy', () => {
    expect(codeOf(dist).some(([, code]) => code.includes('https://proxy.example.com'))).toBe(true)
  })

  it('stays within the size budget', () => {
    const sizes = panelSizes(dist)
    expect(sizes.panel).toBeLessThan(SIZE_LIMITS.panel)
    expect(sizes.worker).toBeLessThan(SIZE_LIMITS.worker)
  })
})

it.each(['http://localhost:4103', 'https://127.0.0.1:4103', 'http://proxy.example.com'])(
  'will not be packed for the proxy at %s',
  (proxyUrl) => {
    expect(() => bundle(proxyUrl)).toThrow(/public https address/)
  },
)
