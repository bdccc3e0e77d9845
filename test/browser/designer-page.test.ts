/** The Designer's page around the panel, and which messages it accepts. */
import axe from 'axe-core'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_SITE_ID } from '../../src/sandbox/world/sites.ts'
import { panelOf, refusalOf, type Stage, startStage } from './designer-stage.ts'
import { launchBrowser } from './person.ts'

let stage: Awaited<ReturnType<typeof startStage>>
let browser: Browser
let opened: Stage
beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startStage(), launchBrowser()])
})
beforeEach(async () => {
  stage.world.reset()
  opened = await stage.open(browser)
})
afterEach(() => opened.page.close())
afterAll(async () => {
  await browser.close()
  await stage.stop()
})

const run = (source: string): Promise<unknown> =>
  opened.frame.evaluate(`(async () => { ${source} })()`)

const SVG = `new File(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'], 'a.svg', { type: 'image/svg+xml' })`

describe('the canvas', () => {
  it('reports the selected element, and selects one on request', async () => {
    await run(`window.heard = []
      window.stop = webflow.subscribe('selectedelement', (element) => heard.push(element?.type ?? null))`)
    expect(await run('return webflow.getSelectedElement()')).toBeNull()
    const canvas = opened.page.getByRole('main', { name: 'Canvas' })
    await canvas.getByRole('button', { name: 'Hero image' }).click()
    await canvas.getByRole('button', { name: 'Heading' }).click()
    await opened.page.keyboard.press('Escape')
    expect(await run('await webflow.getAllElements(); return heard')).toEqual([
      'Image',
      'Heading',
      null,
    ])
    await run(`stop()
      const images = (await webflow.getAllElements()).filter(({ type }) => type === 'Image')
      await webflow.setSelectedElement(images[1])`)
    const selected = canvas.getByRole('button', { name: 'Feature image', pressed: true })
    await selected.waitFor()
    expect(await run('return heard')).toHaveLength(3)
  })

  it('shows an asset on an image element, with its alt text', async () => {
    const seen = await run(`
      const asset = await webflow.createAsset(${SVG})
      const image = (await webflow.getAllElements()).find(({ type }) => type === 'Image')
      const before = [await image.getAsset(), await image.getAltText()]
      await image.setAsset(asset)
      await image.setAltText('A boat')
      return [before, (await image.getAsset()).id === asset.id, await image.getAltText()]`)
    expect(seen).toEqual([[null, ''], true, 'A boat'])
    await opened.page.getByRole('main').locator('img[alt="A boat"]').waitFor()
    await opened.page.getByLabel('Mode').selectOption('Preview')
    const change = `const [image] = (await webflow.getAllElements()).filter(({ type }) => type === 'Image')
      await image.setAsset(null)`
    expect(await refusalOf(opened.frame, change)).toMatchObject({ tag: 'ModeForbidden' })
  })
})

describe('an extension in the Designer', () => {
  it('shows notifications, closes itself, and can be reopened', async () => {
    await run(`await webflow.notify({ type: 'Success', message: 'Three <b>files</b>' })`)
    await opened.page.getByRole('status').getByText('Three <b>files</b>').waitFor()
    await run(`void webflow.closeExtension()`)
    await opened.page.getByRole('button', { name: 'Open Asset Dock' }).click()
    const again = await panelOf(opened.page)
    expect(await again.evaluate('webflow.getTheme()')).toBe('darkDefault')
  })

  it.each(['Dark', 'Light'])('is on a page without axe violations: %s', async (theme) => {
    await opened.page.getByLabel('Theme').selectOption(theme)
    await run(`await webflow.createAsset(${SVG}); await webflow.createAssetFolder('Folder')`)
    await opened.page.getByText('a.svg').waitFor()
    await opened.page.evaluate(axe.source)
    const found = await opened.page.evaluate(
      `axe.run({ exclude: ['iframe'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))`,
    )
    expect(found).toEqual([])
  })
})

describe('messages', () => {
  const call = { channel: 'sandbox-designer', type: 'call', id: 1, params: { name: 'Evil' } }
  const evil = JSON.stringify({ ...call, method: 'createAssetFolder' })

  it('to the Designer are accepted only from the panel', async () => {
    await opened.page.evaluate(`window.postMessage(${evil}, '*')`)
    await run('await webflow.getAllAssetFolders()')
    expect(stage.world.folders.count(FIRST_SITE_ID)).toBe(0)
  })

  it('to the panel are accepted only from the Designer', async () => {
    await run(`window.heard = []
      webflow.subscribe('currenttheme', (theme) => heard.push(theme))
      const event = { channel: 'sandbox-designer', type: 'event', event: 'currenttheme', value: 'light' }
      window.postMessage(event, '*')
      await webflow.getTheme()`)
    expect(await run('return heard')).toEqual([])
  })

  it('that name unknown methods are refused, prototype properties included', async () => {
    for (const method of ['constructor', 'toString', 'getStyleByName']) {
      const reply = await run(`return new Promise((resolve) => {
        addEventListener('message', ({ data }) => data.id === 77 && resolve(data))
        parent.postMessage({ channel: 'sandbox-designer', type: 'call', id: 77, method: '${method}', params: {} }, '*')
      })`)
      expect(reply).toMatchObject({ type: 'refused', tag: 'InvalidRequest' })
    }
  })
})

describe("the panel's rules", () => {
  const compiles = `WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false)`
  const worker = (address: string) =>
    `new Promise((resolve) => { try {
      const worker = new Worker(${address}, { type: 'module' })
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = () => resolve('blocked')
    } catch { resolve('blocked') } })`
  const own = worker(`new URL('./worker.js', document.baseURI)`)
  const blob = worker(
    `URL.createObjectURL(new Blob(["postMessage('blob')"], { type: 'text/javascript' }))`,
  )

  it.each([
    ['', true, 'wasm', 'blocked'],
    ['?wasm=0', false, 'no wasm', 'blocked'],
    ['?worker=blob', true, 'wasm', 'blob'],
    ['?worker=none', true, 'blocked', 'blocked'],
    ['?wasm=0&worker=none', false, 'blocked', 'blocked'],
  ])(
    'with "%s" let WASM %s, a worker %s, a blob worker %s',
    async (query, wasm, file, fromBlob) => {
      await opened.page.close()
      opened = await stage.open(browser, query)
      expect(await opened.frame.evaluate(compiles)).toBe(wasm)
      expect(await opened.frame.evaluate(own)).toBe(file)
      expect(await opened.frame.evaluate(blob)).toBe(fromBlob)
      expect(await run('return (await webflow.getSiteInfo()).siteName')).toBe('Harbour')
    },
  )

  it('omit the sandbox attribute on request', async () => {
    await opened.page.close()
    opened = await stage.open(browser, '?sandbox=0')
    expect(await opened.page.locator('iframe').getAttribute('sandbox')).toBeNull()
  })
})
