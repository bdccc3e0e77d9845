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
  const size = (name: string, ours: number) => ({
    name,
    unit: 'kB gzip',
    ours,
    peers: {},
    ratio: {},
    runs: 1,
    machine,
  })
  return [
    { ...size('size of the panel’s first load', sizes.panel), limit: SIZE_LIMITS.panel },
    { ...size('size of the hash worker', sizes.worker), limit: SIZE_LIMITS.worker },
    size('size of all that may come later: other views, fallbacks, languages', sizes.later),
  ]
}

/** Kilobytes, gzip. */
export interface PanelSizes {
  /** What `index.html` loads at once, with what that imports. */
  readonly panel: number
  /** What the hash worker loads at once. */
  readonly worker: number
  /** Everything else: parts that are fetched once the panel stands, other languages, fallback engines for both. */
  readonly later: number
}

/** The code of a built panel, measured. */
export function panelSizes(outDir: string): PanelSizes {
  const assets = join(outDir, 'assets')
  const worker = readdirSync(assets).filter((name) => /^hash\.worker.*\.js$/.test(name))
  const html = readFileSync(join(outDir, 'index.html'), 'utf8')
  const first = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  )
  if (first.length === 0 || worker.length !== 1) throw new Error(`No built panel in ${outDir}.`)
  const seen = new Set<string>()
  const code = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  return {
    panel: kilobytes(assets, first, seen),
    worker: kilobytes(assets, worker, seen),
    later: kilobytes(assets, code, seen),
  }
}

// Helpers

/** The files and whatever they import at once, without those seen before. */
function kilobytes(assets: string, names: readonly string[], seen: Set<string>): number {
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
