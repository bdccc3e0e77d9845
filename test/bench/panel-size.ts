/** Gzip of all JavaScript and CSS that the panel loads first, and of its worker. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Figure } from './figure.ts'

/** Kilobytes (1,000 bytes), gzip. */
export const SIZE_LIMITS = { panel: 45, worker: 12 }

/** Builds the panel as a bundle has it and measures its files. */
export async function benchPanelSize(machine: string): Promise<readonly Figure[]> {
  const outDir = mkdtempSync(join(tmpdir(), 'asset-dock-size-'))
  const root = resolve(import.meta.dirname, '../..')
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  })
  const sizes = panelSizes(outDir)
  rmSync(outDir, { recursive: true })
  return (['panel', 'worker'] as const).map((part) => ({
    name: `size of the ${part}`,
    unit: 'kB gzip',
    ours: sizes[part],
    peers: {},
    limit: SIZE_LIMITS[part],
    ratio: {},
    runs: 1,
    machine,
  }))
}

/** Kilobytes of a built panel's code, gzip; whatever a worker loads counts as worker. */
export function panelSizes(outDir: string): { readonly panel: number; readonly worker: number } {
  const sizes = { panel: 0, worker: 0 }
  for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
    if (!/\.(js|css)$/.test(entry.name)) continue
    const bytes = gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length
    sizes[entry.name.includes('worker') ? 'worker' : 'panel'] += bytes / 1000
  }
  return sizes
}
