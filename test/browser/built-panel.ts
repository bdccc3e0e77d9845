/** The panel as it is shipped, built once for all tests that drive the product. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { STACK_PROXY } from './stack.ts'

/** Where it is, for the processes that run the tests; gone when they have ended. */
export function setup(): () => void {
  const root = resolve(import.meta.dirname, '../..')
  const outDir = mkdtempSync(join(tmpdir(), 'asset-dock-panel-'))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error']
  execFileSync(process.execPath, [vite, ...args], {
    cwd: root,
    // Not a build for tests: what people get is to be tested.
    env: { ...process.env, NODE_ENV: 'production', PROXY_URL: STACK_PROXY },
    stdio: 'inherit',
  })
  process.env['BUILT_PANEL'] = outDir
  return () => rmSync(outDir, { recursive: true, force: true })
}
