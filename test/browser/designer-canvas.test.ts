/** The elements on the Designer's canvas: found, changed, inserted, undone. */
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createControl } from '../../src/sandbox/control/routes.ts'
import { FIRST_SITE_ID, SITES } from '../../src/sandbox/world/sites.ts'
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
const tagOf = async (source: string) => (await refusalOf(opened.frame, source)).tag

const SVG = `new File(['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'], 'a.svg', { type: 'image/svg+xml' })`
const named = (name: string) =>
  `(await Promise.all((await webflow.getAllElements()).map(async (e) => [await e.getDisplayName(), e]))).find(([name]) => name === '${name}')[1]`
const canvas = () => opened.page.getByRole('main', { name: 'Canvas' })
const images = () => canvas().getByRole('button', { name: 'image' })

const kept = async (): Promise<{ name: string; parent: string; asset?: string | null }[]> =>
  (await createControl(stage.world).request(`/canvas?site=${FIRST_SITE_ID}`)).json()

describe('elements on the canvas', () => {
  it('are listed in page order, with the abilities of each', async () => {
    const seen = await run(`
      const all = await webflow.getAllElements()
      const root = await webflow.getRootElement()
      const about = (e) => [e.type, e.plugin, e.children, e.appConnections, 'append' in e]
      return {
        types: all.map((e) => e.type),
        images: (await Promise.all(all.filter((e) => e.type === 'Image').map((e) => e.getDisplayName()))),
        root: about(root),
        image: about(all.find((e) => e.type === 'Image')),
        sections: await Promise.all((await root.getChildren()).map((e) => e.getDisplayName())),
        same: (await root.getChildren())[0].id.element === all[1].id.element,
      }`)
    expect(seen).toEqual({
      types:
        'Body Section Heading Paragraph Image Section Block Link Image Section Heading Block Image Image Image Image'.split(
          ' ',
        ),
      images: ['Hero image', 'Feature image', ...[1, 2, 3, 4].map((n) => `Gallery image ${n}`)],
      root: ['Body', 'Body', true, false, true],
      image: ['Image', 'Basic', false, true, false],
      sections: ['Hero section', 'Feature section', 'Gallery section'],
      same: true,
    })
  })

  it('that contain others are selected beside their content, and by the path', async () => {
    await canvas().getByRole('button', { name: 'Gallery image 2' }).click()
    const path = opened.page.getByRole('navigation', { name: 'Path to the selected element' })
    await path.getByRole('button', { name: 'Select Gallery section' }).click()
    expect(await run('return (await webflow.getSelectedElement()).getDisplayName()')).toBe(
      'Gallery section',
    )
    await canvas()
      .locator('[data-element="hero"]')
      .click({ position: { x: 4, y: 4 } })
    expect(await run('return (await webflow.getSelectedElement()).type')).toBe('Section')
  })

  it('are inserted before, after and into others, and get an asset', async () => {
    await run(`
      const asset = await webflow.createAsset(${SVG})
      const grid = ${named('Gallery')}
      const third = ${named('Gallery image 3')}
      const { Image, DivBlock } = webflow.elementPresets
      window.made = {
        last: await grid.append(Image), first: await grid.prepend(Image),
        before: await third.before(Image), after: await third.after('img'),
      }
      for (const image of Object.values(made)) await image.setAsset(asset)
      await made.last.setAltText('The last')
      const box = await made.first.after(DivBlock)
      await (await box.append(Image)).setAltText('In the box')
      await webflow.setSelectedElement(made.after)`)
    expect(await images().count()).toBe(11)
    expect(await canvas().locator('img').count()).toBe(4)
    const grid = (await kept()).filter(({ parent }) => parent === 'gallery-grid')
    expect(grid.map(({ name }) => name).join(', ')).toBe(
      'Image, Div block, Gallery image 1, Gallery image 2, Image, Gallery image 3, Image, Gallery image 4, Image',
    )
    await canvas().locator('img[alt="The last"]').waitFor()
    await canvas().getByRole('button', { name: 'Image', exact: true, pressed: true }).waitFor()
    await run('await made.after.remove()')
    expect(await run('return webflow.getSelectedElement()')).toBeNull()
    expect(await tagOf('await made.after.getAsset()')).toBe('ResourceMissing')
  })

  it.each([
    ['beside the body', `(await webflow.getRootElement()).after(webflow.elementPresets.Image)`],
    ['into a heading', `(${named('Heading')}).append(webflow.elementPresets.Image)`],
  ])('cannot be inserted %s', async (_, call) => {
    expect(await tagOf(`await ${call}`)).toBe('InvalidElementPlacement')
  })

  it('of unknown types are refused, and the body cannot be removed', async () => {
    expect(await tagOf(`await (await webflow.getRootElement()).append('video')`)).toBe(
      'InvalidRequest',
    )
    expect(await tagOf('await (await webflow.getRootElement()).remove()')).toBe(
      'InvalidTargetElement',
    )
  })

  it('use the alt text of their asset until they have their own', async () => {
    await run(`window.asset = await webflow.createAsset(${SVG})
      window.image = ${named('Hero image')}
      await image.setAsset(asset)
      await asset.setAltText('Boats')
      await asset.setAltText('Boote', '${SITES[0].secondaryLocales[0].id}')`)
    const alt = () => run('return image.getAltText()')
    expect(await alt()).toBe('Boats')
    await opened.page.getByLabel('Locale').selectOption('German')
    expect(await alt()).toBe('Boote')
    await run(`await image.setAltText('A pier')`)
    expect(await alt()).toBe('A pier')
    await run(`await image.setAltText(null)`)
    expect(await alt()).toBe('')
    const settings = opened.page.getByRole('region', { name: 'Element settings' })
    await canvas().getByRole('button', { name: 'Hero image' }).click()
    await settings.getByText('Decorative').waitFor()
    await run(`await image.setAltText('')`)
    expect(await alt()).toBe('Boote')
    await settings.getByText('From the asset').waitFor()
  })

  it('fail by fault rules, and their calls are counted', async () => {
    stage.world.faults.replace([
      { op: 'designer.setElementAsset', kind: 'tag:ResourceMissing', times: 1 },
      { op: 'designer.getAllElements', kind: 'status:503', times: 1 },
    ])
    expect(await tagOf('await webflow.getAllElements()')).toBe('InternalError')
    const set = `await (${named('Hero image')}).setAsset(null)`
    expect(await tagOf(set)).toBe('ResourceMissing')
    expect(await tagOf(set)).toBe('none')
    expect(stage.world.stats.report().operations).toMatchObject({
      'designer.getAllElements': { 200: 2, 503: 1 },
      'designer.setElementAsset': { 200: 1, 422: 1 },
    })
  })
})

describe('a change on the canvas', () => {
  const changes = `
    window.asset = await webflow.createAsset(${SVG})
    window.image = ${named('Hero image')}
    await image.setAsset(asset)
    await image.setAltText('A boat')
    window.added = await image.after(webflow.elementPresets.Image)
    await asset.setName('Renamed')
    await asset.setFile(new File(['<svg/>'], 'b.svg', { type: 'image/svg+xml' }))`
  const state = () =>
    run(`return [await image.getAltText(), (await image.getAsset())?.id === asset.id,
      (await webflow.getAllElements()).length]`)

  it('is undone step by step with Ctrl+Z, and redone', async () => {
    await run(changes)
    expect(await state()).toEqual(['A boat', true, 17])
    await canvas().getByRole('button', { name: 'Hero image' }).click()
    const press = (keys: string) => opened.page.keyboard.press(keys)
    await press('Control+z')
    expect(await state()).toEqual(['A boat', true, 16])
    expect(await tagOf('await added.getAsset()')).toBe('ResourceMissing')
    await press('Control+z')
    expect(await state()).toEqual(['', true, 16])
    await press('Control+z')
    await press('Control+z')
    expect(await state()).toEqual(['', false, 16])
    await press('Control+Shift+z')
    await press('Control+y')
    await press('Control+y')
    expect(await state()).toEqual(['A boat', true, 17])
    expect(await tagOf('await added.getAsset()')).toBe('none')
  })

  it('is undone with the button, which names it; changes to assets are not', async () => {
    const undo = opened.page.getByRole('button', { name: 'Undo' })
    const redo = opened.page.getByRole('button', { name: 'Redo' })
    expect([await undo.isDisabled(), await redo.isDisabled()]).toEqual([true, true])
    await run(changes)
    expect(await undo.getAttribute('title')).toBe('Undo: insertion of Image')
    for (const _ of [1, 2, 3]) await undo.click()
    expect(await undo.isDisabled()).toBe(true)
    expect(await redo.getAttribute('title')).toBe('Redo: image of Hero image')
    expect(stage.world.assets.list(FIRST_SITE_ID).assets).toMatchObject([
      { displayName: 'Renamed', size: 6 },
    ])
    await run(`await image.setAltText('Another')`)
    expect(await redo.isDisabled()).toBe(true)
  })

  it('survives a reload, for each site', async () => {
    await run(changes)
    await opened.page.reload()
    opened = { ...opened, frame: await panelOf(opened.page) }
    expect(await run(`return (${named('Hero image')}).getAltText()`)).toBe('A boat')
    expect((await kept()).find(({ name }) => name === 'Hero image')).toMatchObject({
      asset: stage.world.assets.list(FIRST_SITE_ID).assets[0].id,
      altText: 'A boat',
      connections: [],
    })
    await opened.page.getByLabel('Site').selectOption('Lighthouse')
    const other = await panelOf(opened.page)
    expect(await other.evaluate('webflow.getAllElements().then((all) => all.length)')).toBe(16)
  })
})
