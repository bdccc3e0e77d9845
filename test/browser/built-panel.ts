/**
 * The panel as it is shipped, built once for all tests that drive the product: for each lane of {@link FILES_AT_ONCE}
 * with the address of its own proxy.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FILES_AT_ONCE } from '../ports.ts'
import { proxyOf } from './stack.ts'

/** Where they are, for the processes that run the tests; gone when they have ended. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'asset-dock-panel-'))
  for (let lane = 1; lane <= FILES_AT_ONCE; lane++) build(join(folder, String(lane)), proxyOf(lane))
  process.env['BUILT_PANELS'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

// Helpers

function build(outDir: string, proxy: string): void {
  const root = resolve(import.meta.dirname, '../..')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error']
  execFileSync(process.execPath, [vite, ...args], {
    cwd: root,
    // Not a build for tests: what people get is to be tested.
    env: { ...process.env, NODE_ENV: 'production', PROXY_URL: proxy },
    stdio: 'inherit',
  })
}
