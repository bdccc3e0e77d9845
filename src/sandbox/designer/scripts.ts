import { join } from 'node:path'
import { build } from 'vite'

/** The scripts for the browser, each bundled as one classic script. */
export interface BrowserScripts {
  /** Installs `window.webflow` in the panel. */
  readonly api: string
  /** The Designer's page. */
  readonly host: string
}

/** Bundles both in memory. */
export async function bundleScripts(): Promise<BrowserScripts> {
  const [api, host] = await Promise.all([bundle('designer-api.ts'), bundle('host.tsx')])
  return { api, host }
}

// Helpers

async function bundle(entry: string): Promise<string> {
  const root = join(import.meta.dirname, 'browser')
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, entry), formats: ['iife'], name: 'designer' },
    },
  })
  const outputs = Array.isArray(built) ? built : [built]
  for (const output of outputs) {
    if (!('output' in output)) continue
    for (const file of output.output) if (file.type === 'chunk') return file.code
  }
  throw new Error(`Failed to bundle ${entry}: Vite gave no script. See its messages above.`)
}
