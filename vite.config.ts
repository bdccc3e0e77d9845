import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

const jsx = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

/** Chromium without its calls home; found by `test/run.ts`. */
const chromium = playwright({
  launchOptions: {
    executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
})

const node = (name: string, extra: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...extra },
})

/** Tests that start servers on fixed ports: one file at a time. */
const alone = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  root: 'src/panel',
  base: './',
  publicDir: '../../public',
  oxc: jsx,
  define: { __PROXY_URL__: JSON.stringify(process.env['PROXY_URL'] ?? '') },
  worker: { format: 'es' as const },
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
    projects: [
      node('unit'),
      node('contracts'),
      node('runtime', alone),
      node('peers', alone),
      {
        extends: true as const,
        test: {
          name: 'chromium',
          include: ['test/browser/in-page/**/*.test.{ts,tsx}'],
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
        test: { name: 'browser', include: ['test/browser/*.test.ts'], ...alone },
      },
    ],
  },
})
