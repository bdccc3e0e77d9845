/** The Designer's page and `window.webflow`, in Chromium, on a panel of a few lines. */
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

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const pixelFile = (name: string) =>
  `new File([Uint8Array.from(atob('${PIXEL}'), (c) => c.charCodeAt(0))], '${name}', { type: 'image/png' })`
const createPixel = `webflow.createAsset(${pixelFile('pixel.png')})`

const assetsRegion = () => opened.page.getByRole('region', { name: 'Assets' })
const run = (source: string): Promise<unknown> =>
  opened.frame.evaluate(`(async () => { ${source} })()`)
const firstAsset = () => stage.world.assets.list(FIRST_SITE_ID).assets[0]

describe('a panel in the Designer', () => {
  it('finds window.webflow before its body begins, in a sandboxed frame of another site', async () => {
    expect(await opened.frame.evaluate('document.documentElement.dataset.early')).toBe('object')
    expect(opened.frame.url()).toMatch(/^http:\/\/localhost:/)
    const sandbox = await opened.page.locator('iframe').getAttribute('sandbox')
    expect(sandbox?.split(' ')).toEqual(expect.arrayContaining(['allow-scripts', 'allow-forms']))
    expect(sandbox).not.toContain('allow-top-navigation')
  })

  it('gets the site and a valid ID token', async () => {
    expect(await run('return webflow.getSiteInfo()')).toMatchObject({
      siteId: FIRST_SITE_ID,
      siteName: 'Harbour',
      shortName: 'harbour',
      kind: 'site',
    })
    const token = await run('return webflow.getIdToken()')
    expect(stage.world.identity.resolve(String(token))).toMatchObject({
      siteId: FIRST_SITE_ID,
      user: { email: 'designer@example.com' },
    })
  })

  it('restarts on another site', async () => {
    await opened.page.getByLabel('Site').selectOption('Lighthouse')
    const again = await panelOf(opened.page)
    const site = await again.evaluate('webflow.getSiteInfo()')
    expect(site).toMatchObject({ siteName: 'Lighthouse' })
    expect(opened.page.url()).toContain('site=65f0c0ffee00000000000002')
  })

  it.each([
    ['Unknown', null],
    ['Apps panel', { type: 'AppsPanel', value: null }],
    ['Intent: manage image', { type: 'AppIntent', value: { image: 'manage' } }],
  ])('is launched from %s', async (name, context) => {
    await opened.page.getByLabel('Launch context').selectOption(name)
    const again = await panelOf(opened.page)
    expect(await again.evaluate('webflow.getLaunchContext()')).toEqual(context)
  })
})

describe('assets in the Designer', () => {
  it('are created, renamed, described, moved and replaced, one call each', async () => {
    const seen = await run(`
      const asset = await ${createPixel}
      const folder = await webflow.createAssetFolder('Client <b>material</b>')
      const inner = await webflow.createAssetFolder('Inner', folder.id)
      const before = await asset.getParent()
      await asset.setParent(inner)
      await asset.setName('Harbour at dawn')
      await asset.setAltText('Boats')
      const found = await webflow.getAssetById(asset.id)
      return {
        before,
        id: found.id,
        name: await found.getName(),
        alt: await found.getAltText(),
        mime: await found.getMimeType(),
        url: await found.getUrl(),
        parent: await (await found.getParent()).getName(),
        folders: await Promise.all((await webflow.getAllAssetFolders()).map((f) => f.getName())),
        all: (await webflow.getAllAssets()).map((a) => a.id),
        none: await webflow.getAssetById('0'.repeat(24)),
      }`)
    const asset = firstAsset()
    expect(seen).toEqual({
      before: null,
      id: asset.id,
      name: 'Harbour at dawn',
      alt: 'Boats',
      mime: 'image/png',
      url: stage.world.hostedUrl(asset),
      parent: 'Inner',
      folders: ['Client <b>material</b>', 'Inner'],
      all: [asset.id],
      none: null,
    })
    const before = asset.md5
    await run(`const [asset] = await webflow.getAllAssets()
      await asset.setAltText(null)
      await asset.setFile(new File(['<svg/>'], 'x.svg', { type: 'image/svg+xml' }))`)
    expect(firstAsset()).toMatchObject({ size: 6, contentType: 'image/svg+xml' })
    expect(firstAsset().md5).not.toBe(before)
    expect(stage.world.assets.altText(asset.id, null)).toBeNull()
  })

  it('appear in the Assets panel without a reload, with names and thumbnails', async () => {
    await run(`const folder = await webflow.createAssetFolder('Client <b>material</b>')
      const asset = await webflow.createAsset(${pixelFile('<img src=x>.png')})
      await asset.setParent(folder)`)
    const folder = assetsRegion().getByRole('button', { name: 'Client <b>material</b> 1' })
    await folder.click()
    await assetsRegion().getByRole('img', { name: '<img src=x>.png' }).waitFor()
    await assetsRegion().getByText('70 B').waitFor()
    stage.world.assets.create({
      siteId: FIRST_SITE_ID,
      folderId: null,
      fileName: 'from the API.pdf',
      contentType: 'application/pdf',
      fileHash: '',
    })
    await assetsRegion().getByRole('button', { name: 'Refresh' }).click()
    await assetsRegion().getByRole('button', { name: 'All assets 2' }).click()
    await assetsRegion().getByText('No bytes yet').waitFor()
    expect(await assetsRegion().getByRole('listitem').locator('b').count()).toBe(0)
  })

  it.each([
    ['an AVIF', `webflow.createAsset(new File(['x'], 'a.avif', { type: 'image/avif' }))`],
    [
      'an image above 4 MB',
      `webflow.createAsset(new File([new Uint8Array(4 * 1024 ** 2 + 1)], 'a.png', { type: 'image/png' }))`,
    ],
    [
      'a document above 10 MB',
      `webflow.createAsset(new File([new Uint8Array(10 * 1024 ** 2 + 1)], 'a.pdf', { type: 'application/pdf' }))`,
    ],
  ])('are refused: %s', async (_, call) => {
    expect(await refusalOf(opened.frame, `await ${call}`)).toEqual({
      tag: 'ResourceCreationFailed',
      message: expect.stringMatching(/^Failed to create asset for a\./),
    })
    expect(firstAsset()).toBeUndefined()
  })

  it('that were deleted are ResourceMissing', async () => {
    await run(`window.kept = await ${createPixel}`)
    stage.world.deleteAsset(firstAsset().id)
    expect(await refusalOf(opened.frame, 'await kept.getName()')).toMatchObject({
      tag: 'ResourceMissing',
    })
    expect(await refusalOf(opened.frame, `await webflow.createAssetFolder('')`)).toMatchObject({
      tag: 'InvalidRequest',
    })
  })

  it('leave their folders by setParent(null) only if a setting allows it', async () => {
    const leave = `const asset = await ${createPixel}
      await asset.setParent(await webflow.createAssetFolder('F'))
      await asset.setParent(null)`
    expect(await refusalOf(opened.frame, leave)).toMatchObject({ tag: 'InvalidRequest' })
    await opened.page.close()
    opened = await stage.open(browser, '?parentless=1')
    expect(await refusalOf(opened.frame, leave)).toMatchObject({ tag: 'none' })
    expect(stage.world.assets.list(FIRST_SITE_ID).assets.map((a) => a.folderId)).toContain(null)
  })
})

describe('the Designer’s controls', () => {
  it('change the theme: an event and its CSS variables reach the panel', async () => {
    await run(`window.heard = []
      webflow.subscribe('currenttheme', (theme) => heard.push(theme))`)
    const background = () =>
      opened.frame.evaluate(
        `getComputedStyle(document.documentElement).getPropertyValue('--background1').trim()`,
      )
    await expect.poll(background).toBe('#1e1e1e')
    await opened.page.getByLabel('Theme').selectOption('Light')
    await expect.poll(background).toBe('#ffffff')
    expect(await run('return [await webflow.getTheme(), heard]')).toEqual(['light', ['light']])
    expect(await run(`return webflow.getThemeStyles('light')`)).toMatchObject({
      colors: { 'bg-primary': '#ffffff' },
    })
  })

  it.each([
    ['Edit', true, true],
    ['Preview', false, true],
    ['Comment', false, false],
  ])('decide what mode %s allows', async (mode, writes, reads) => {
    await run(`window.heard = []
      webflow.subscribe('currentappmode', (event) => heard.push(event))`)
    await opened.page.getByLabel('Mode').selectOption(mode)
    const { canManageAssets, canAccessAssets } = { canManageAssets: writes, canAccessAssets: reads }
    expect(
      await run(`const { canManageAssets, canAccessAssets } = webflow.appModes
        return webflow.canForAppMode([canManageAssets, canAccessAssets])`),
    ).toEqual({ canManageAssets, canAccessAssets })
    expect(await run('return [await webflow.getCurrentMode(), heard]')).toMatchObject([
      mode.toLowerCase(),
      [{ mode: mode.toLowerCase(), appModes: { canManageAssets, canAccessAssets } }],
    ])
    expect(await run(`return webflow.isMode('${mode.toLowerCase()}')`)).toBe(true)
    const tagOf = async (call: string) => (await refusalOf(opened.frame, `await ${call}`)).tag
    expect(await tagOf(createPixel)).toBe(writes ? 'none' : 'ModeForbidden')
    expect(await tagOf(`webflow.createAssetFolder('F')`)).toBe(writes ? 'none' : 'ModeForbidden')
    expect(await tagOf('webflow.getAllAssets()')).toBe(reads ? 'none' : 'ModeForbidden')
  })

  it('resize the panel within bounds, and the panel can resize itself', async () => {
    const size = async () => {
      const box = await opened.page.locator('iframe').boundingBox()
      return [box?.width, box?.height]
    }
    await opened.page.getByLabel('Size').selectOption('default')
    await expect.poll(size).toEqual([240, 360])
    await run(`await webflow.setExtensionSize('large')`)
    await expect.poll(size).toEqual([800, 600])
    await run(`await webflow.setExtensionSize({ width: 100, height: 5000 })`)
    await expect.poll(size).toEqual([240, 800])
    expect(await refusalOf(opened.frame, `await webflow.setExtensionSize('huge')`)).toMatchObject({
      tag: 'InvalidRequest',
    })
  })
})
