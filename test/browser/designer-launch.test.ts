/** How the panel is launched, what connects it to elements, and what mode, branch and role allow. */
import axe from 'axe-core'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
const canvas = () => opened.page.getByRole('main', { name: 'Canvas' })
const connections = () => opened.page.getByRole('region', { name: 'Connections' })

/** How the panel, which has just started, was launched. */
async function launched() {
  opened = { ...opened, frame: await panelOf(opened.page) }
  return run(`
    const resource = await webflow.getCurrentAppConnectionResource()
    return {
      context: await webflow.getLaunchContext(),
      connection: await webflow.getCurrentAppConnection(),
      resource: resource && [resource.type, await resource.value.getDisplayName()],
      selected: await (await webflow.getSelectedElement())?.getDisplayName() ?? null,
    }`)
}

describe('the panel', () => {
  it('is launched from the Apps panel', async () => {
    await opened.page.getByRole('button', { name: 'Apps panel' }).click()
    const apps = opened.page.getByRole('region', { name: 'Apps', exact: true })
    await apps.getByRole('button', { name: 'Launch Asset Dock' }).click()
    expect(await launched()).toEqual({
      context: { type: 'AppsPanel', value: null },
      connection: null,
      resource: null,
      selected: null,
    })
  })

  it('is launched by intent from an image, connects itself, and is launched by the connection', async () => {
    await canvas().getByRole('button', { name: 'Feature image' }).click()
    await connections().getByRole('button', { name: 'Connect an app' }).click()
    await connections().getByRole('button', { name: 'Asset Dock: manage image' }).click()
    expect(await launched()).toEqual({
      context: { type: 'AppIntent', value: { image: 'manage' } },
      connection: null,
      resource: null,
      selected: 'Feature image',
    })
    await run(`window.image = await webflow.getSelectedElement()
      await image.setAppConnection('manageImageElement')
      await image.setAppConnection('manageImageElement')`)
    expect(await run('return image.getAppConnections()')).toEqual(['manageImageElement'])
    expect(await tagOf(`await image.setAppConnection('other')`)).toBe('InvalidRequest')
    expect(await tagOf(`await image.removeAppConnection('other')`)).toBe('ResourceMissing')

    await canvas().getByRole('button', { name: 'Hero image' }).click()
    await connections().getByText('No app is connected.').waitFor()
    await canvas().getByRole('button', { name: 'Feature image' }).click()
    await connections().getByRole('button', { name: 'Open Asset Dock' }).click()
    expect(await launched()).toEqual({
      context: { type: 'AppConnection', value: 'manageImageElement' },
      connection: 'manageImageElement',
      resource: ['Element', 'Feature image'],
      selected: 'Feature image',
    })
    const remove = { name: 'Remove the connection manageImageElement' }
    await connections().getByRole('button', remove).click()
    expect(await run('return (await webflow.getSelectedElement()).getAppConnections()')).toEqual([])
    await opened.page.getByRole('button', { name: 'Undo' }).click()
    await connections().getByRole('button', remove).waitFor()
  })

  it('is launched by a URL that holds the context and the element', async () => {
    await opened.page.close()
    opened = await stage.open(browser, '?launch=AppConnection&select=gallery-image-2')
    expect(await launched()).toMatchObject({
      context: { type: 'AppConnection', value: 'manageImageElement' },
      resource: ['Element', 'Gallery image 2'],
    })
  })

  it.each([
    ['Deep link', { type: 'DeepLink', value: 'folder' }],
    ['Unknown to the typings', { type: 'CommandPalette', value: { query: 'assets' } }],
  ])('is launched from %s', async (name, context) => {
    await opened.page.getByLabel('Launch context').selectOption(name)
    expect(await launched()).toMatchObject({ context, connection: null })
  })
})

describe('the mode, branch, language and role', () => {
  const image = `(await webflow.getAllElements()).find((e) => e.type === 'Image')`
  const CALLS = {
    read: 'await webflow.getAllAssets()',
    manage: `await webflow.createAssetFolder('F')`,
    draw: `await (${image}).setAltText('x')`,
    insert: `await (${image}).after(webflow.elementPresets.Image)`,
    connect: `await (${image}).setAppConnection('manageImageElement')`,
  }
  const open = async (query: string) => {
    await opened.page.close()
    opened = await stage.open(browser, query)
  }
  /** The calls that are refused, with their tags. */
  const refused = async () => {
    const tags: Record<string, unknown> = {}
    for (const [name, call] of Object.entries(CALLS)) {
      const tag = await tagOf(call)
      if (tag !== 'none') tags[name] = tag
    }
    return tags
  }

  it.each([
    ['?mode=design', {}],
    ['?mode=build', { insert: 'ModeForbidden' }],
    ['?mode=edit', { draw: 'ModeForbidden', insert: 'ModeForbidden' }],
    ['?mode=preview', { manage: 'ModeForbidden', draw: 'ModeForbidden', insert: 'ModeForbidden' }],
    [
      '?mode=comment',
      {
        read: 'ModeForbidden',
        manage: 'ModeForbidden',
        draw: 'ModeForbidden',
        insert: 'ModeForbidden',
      },
    ],
    ['?mode=comment&abilities=published', { draw: 'ModeForbidden', insert: 'ModeForbidden' }],
    ['?locale=de', { insert: 'Forbidden' }],
    ['?branch=branch', { draw: 'Forbidden', insert: 'Forbidden' }],
    ['?role=reviewer', { manage: 'Forbidden', draw: 'Forbidden', insert: 'Forbidden' }],
  ])('decides what it may do: %s', async (query, tags) => {
    await open(query)
    expect(await refused()).toEqual(tags)
    expect(opened.page.url()).toContain(query === '?mode=design' ? '/' : query)
  })

  it('raise only their own event when they change', async () => {
    await run(`window.heard = []
      webflow.subscribe('currentappmode', ({ mode, appModes }) =>
        heard.push([mode, appModes.canDesign, appModes.canModifyImageElement, appModes.canManageAssets]))`)
    await opened.page.getByLabel('Theme').selectOption('Light')
    await opened.page.getByLabel('Locale').selectOption('French')
    await opened.page.getByLabel('Branch').selectOption('Page branch')
    await opened.page.getByLabel('Role').selectOption('Reviewer')
    expect(await run('await webflow.getTheme(); return heard')).toEqual([
      ['design', false, true, true],
      ['design', false, false, true],
      ['design', false, false, false],
    ])
  })
})

describe('the Designer’s page', () => {
  it.each(['Dark', 'Light'])('has no axe violations with everything open: %s', async (theme) => {
    await opened.page.getByLabel('Theme').selectOption(theme)
    await canvas().getByRole('button', { name: 'Feature image' }).click()
    await run(`await (await webflow.getSelectedElement()).setAppConnection('manageImageElement')`)
    await connections().getByRole('button', { name: 'Connect an app' }).click()
    await opened.page.getByRole('button', { name: 'Apps panel' }).click()
    await opened.page.evaluate(axe.source)
    const found = await opened.page.evaluate(
      `axe.run({ exclude: ['iframe'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))`,
    )
    expect(found).toEqual([])
  })
})
