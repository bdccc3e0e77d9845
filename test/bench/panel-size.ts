/** Gzip of the JavaScript and CSS that the panel loads first, and of its worker. */
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

/**
 * Kilobytes of a built panel's code, gzip. `panel`: what `index.html` loads at once, with what that imports; parts that
 * are fetched when the panel stands are not in it, and neither are the engines for frames without workers. `worker`: what
 * the hash worker loads at once; its fallback engines are fetched where they are needed.
 */
export function panelSizes(outDir: string): { readonly panel: number; readonly worker: number } {
  const assets = join(outDir, 'assets')
  const worker = readdirSync(assets).filter((name) => /^hash\.worker.*\.js$/.test(name))
  const html = readFileSync(join(outDir, 'index.html'), 'utf8')
  const first = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  )
  if (first.length === 0 || worker.length !== 1) throw new Error(`No built panel in ${outDir}.`)
  return { panel: kilobytes(assets, first), worker: kilobytes(assets, worker) }
}

// Helpers

/** The files and whatever they import at once, each counted once. */
function kilobytes(assets: string, names: readonly string[], seen = new Set<string>()): number {
  let sum = 0
  for (const name of names) {
    if (seen.has(name)) continue
    seen.add(name)
    const code = readFileSync(join(assets, name), 'utf8')
    const imported = [...code.matchAll(/(?:from|import)\s*["`]\.\/([^"`]+\.js)["`]/g)]
    sum += gzipSync(code, { level: 9 }).length / 1000
    sum += kilobytes(
      assets,
      imported.map((match) => match[1]),
      seen,
    )
  }
  return sum
}
