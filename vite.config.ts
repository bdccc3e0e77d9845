import { readFileSync } from 'node:fs'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { scriptedProxy } from './test/fakes/scripted-proxy.ts'
import { CHROMIUM_FLAGS } from './test/chromium.ts'
import { FILES_AT_ONCE } from './test/ports.ts'

/**
 * Where the panel finds its proxy. A bundle goes out into the world, so there it may not be this machine.
 * @throws Error that names the fix.
 */
function proxyUrl(mode: string): string {
  const url = process.env['PROXY_URL'] ?? ''
  if (mode !== 'bundle') return url
  if (url === '') {
    console.warn(
      'PROXY_URL is not set: the panel in this bundle will only say that it has no proxy.',
    )
  } else if (!url.startsWith('https://') || /\/\/(localhost|127\.|\[::1\])/.test(url)) {
    throw new Error(`PROXY_URL is "${url}": a bundle needs the public https address of your proxy.`)
  }
  return url
}

/**
 * Preact can set markup from strings (`dangerouslySetInnerHTML`). This product never does, and Webflow's review looks
 * for it, so the ability is taken out: such a string would be shown as text.
 */
const noMarkupFromStrings = {
  name: 'no-markup-from-strings',
  load: (id: string) =>
    id.endsWith('/preact/dist/preact.mjs')
      ? readFileSync(id, 'utf8').replaceAll(/innerHTML/gi, 'textContent')
      : undefined,
}

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

const chromium = playwright({
  launchOptions: {
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_FLAGS,
  },
})

/** Ends a test that hangs, however busy the machine; how fast anything is, benchmarks say. */
const patient = { testTimeout: 120_000, expect: { poll: { timeout: 60_000 } } }

const node = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...patient, ...extra },
})

/** Tests with browsers or servers of their own. */
const slow = { ...patient, testTimeout: 300_000, hookTimeout: 300_000 }

export default defineConfig(({ mode }) => ({
  root: 'src/panel',
  base: './',
  publicDir: '../../public',
  oxc: jsx,
  plugins: [noMarkupFromStrings],
  define: { __PROXY_URL__: JSON.stringify(proxyUrl(mode)) },
  worker: {
    format: 'es' as const,
    // Named so, what a worker loads later is still told from what the panel loads.
    rolldownOptions: { output: { chunkFileNames: 'assets/worker-[name]-[hash].js' } },
  },
  // Known from the start: found one by one, they would reload the page in the midst of a test.
  optimizeDeps: {
    include: [
      '@preact/signals',
      'preact',
      'preact/hooks',
      'preact/jsx-dev-runtime',
      'preact/jsx-runtime',
    ],
  },
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    modulePreload: { polyfill: false },
  },
  server: { port: Number(process.env['PANEL_PORT'] ?? 1337), strictPort: true },
  test: {
    root: import.meta.dirname,
    maxWorkers: FILES_AT_ONCE,
    projects: [
      node('unit'),
      node('contracts'),
      node('runtime', slow),
      node('peers', slow),
      {
        extends: true as const,
        plugins: [scriptedProxy()],
        server: { strictPort: false },
        test: {
          name: 'chromium',
          ...patient,
          include: ['test/browser/in-page/**/*.test.{ts,tsx}'],
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            provider: chromium,
            instances: [{ browser: 'chromium' as const }],
            screenshotFailures: false,
          },
        },
      },
      {
        extends: true as const,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          globalSetup: 'test/browser/built-panel.ts',
          ...slow,
        },
      },
    ],
  },
}))
