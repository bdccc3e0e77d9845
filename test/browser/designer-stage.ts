import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'

/** A sandbox whose Designer hosts a minimal panel, so that tests can call `window.webflow` directly. */
export async function startStage() {
  const directory = mkdtempSync(join(tmpdir(), 'designer-'))
  for (const [name, text] of Object.entries(PANEL)) writeFileSync(join(directory, name), text)
  const sandbox = await startSandbox({
    directory: join(directory, '.data'),
    ports: { designer: 0, panel: 0, api: 0, storage: 0, cdn: 0 },
    redirectUris: [],
    designer: { panelDir: directory },
  })
  return {
    sandbox,
    world: sandbox.world,
    open: (browser: Browser, query = '') => open(browser, sandbox, query),
    async stop() {
      await sandbox.close()
      rmSync(directory, { recursive: true })
    },
  }
}

/** An opened Designer; `frame` is the panel's document. */
export interface Stage {
  readonly page: Page
  readonly frame: Frame
}

/** The panel's document, once it has (re)started. */
export async function panelOf(page: Page): Promise<Frame> {
  const element = await page.locator('iframe').elementHandle()
  const frame = await element?.contentFrame()
  if (!frame) throw new Error('The page has no panel.')
  await frame.locator('#started').waitFor({ state: 'attached' })
  return frame
}

/** The `cause.tag` and message with which a call in the panel fails. */
export function refusalOf(
  frame: Frame,
  source: string,
): Promise<{ tag: unknown; message: string }> {
  return frame.evaluate(`(async () => {
    try { await (async () => { ${source} })() } catch (error) {
      return { tag: error.cause?.tag, message: error.message }
    }
    return { tag: 'none', message: 'not refused' }
  })()`)
}

// Helpers

/** The manifest of the minimal panel; the real panel's is at the repository's root. */
const MANIFEST = {
  name: 'Asset Dock',
  size: 'comfortable',
  appIntents: { image: ['manage'] },
  appConnections: ['manageImageElement'],
}

/** `data-early` says whether `window.webflow` existed when the body started. */
const PANEL = {
  'webflow.json': JSON.stringify(MANIFEST),
  'index.html': `<!doctype html>
<html><head><title>Panel</title></head>
<body><script src="./early.js"></script><p>Panel</p><script type="module" src="./main.js"></script></body></html>`,
  'early.js': `document.documentElement.dataset.early = typeof window.webflow`,
  'main.js': `const started = document.createElement('i'); started.id = 'started'; document.body.append(started)`,
  'worker.js': `const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
WebAssembly.compile(wasm).then(() => postMessage('wasm'), () => postMessage('no wasm'))`,
}

async function open(browser: Browser, sandbox: Sandbox, query: string): Promise<Stage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  await page.goto(`${sandbox.origins.designer}/${query}`)
  return { page, frame: await panelOf(page) }
}
