/**
 * The production build of the panel, made once for all tests that drive the product: for each lane of {@link FILES_AT_ONCE}
 * with the address of its own proxy.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FILES_AT_ONCE } from '../ports.ts'
import { proxyOf } from './stack.ts'

/** Builds the panel for each lane and passes the folder to the test processes; returns its removal. */
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
    // Not a test build: the tests cover what people get.
    env: { ...process.env, NODE_ENV: 'production', PROXY_URL: proxy },
    stdio: 'inherit',
  })
}
