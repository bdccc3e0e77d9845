import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FolderView } from '../../../src/panel/models/views.ts'
import { FIXTURE_FOLDERS, fixtureFolder } from '../../../src/panel/scenes/fixture-files.ts'
import { fixturePanel } from '../../../src/panel/scenes/fixture-panel.ts'
import { type SceneName, SCENES } from '../../../src/panel/scenes/scenes.ts'
import { nextFrames, press, stage, type PageStage } from './stage.tsx'

let on: PageStage
afterEach(() => on.end())

describe('without a session', () => {
  it('the panel says what Webflow will ask, and opens the window on a click', async () => {
    const panel = await SCENES.connect('light')
    const open = vi.spyOn(panel.session, 'openConnectWindow')
    on = await stage(panel)
    expect(on.all('.asks li')).toHaveLength(3)
    on.button('Connect to Webflow').click()
    expect(open).toHaveBeenCalledOnce()
  })

  it('the panel asks for the access key, and says when it is wrong', async () => {
    const panel = await SCENES['key-wrong']('light')
    const connect = vi.spyOn(panel.session, 'connect')
    on = await stage(panel)
    const input = on.input('input')
    expect(input.type).toBe('password')
    const error = document.getElementById(input.getAttribute('aria-describedby') ?? '')
    expect(error?.textContent).toContain('Wrong key')
    on.button('Unlock').click()
    expect(connect).not.toHaveBeenCalled()
    input.value = 'a-long-enough-secret'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    on.button('Unlock').click()
    expect(connect).toHaveBeenCalledExactlyOnceWith('a-long-enough-secret')
  })

  it.each<[SceneName, string, readonly string[]]>([
    ['proxy-unreachable', `(origin: ${location.origin}). Retrying automatically.`, ['Try again']],
    ['proxy-missing', 'PROXY_URL', []],
    ['designer-missing', 'inside the Webflow Designer', []],
    ['session-refused', 'Reload the Designer', ['Try again']],
    ['other-site', 'set up for a different site', ['Try again']],
    ['webflow-unauthorized', 'Reconnect the site', ['Connect to Webflow', 'Try again']],
    ['webflow-scopes', 'assets:write', ['Connect to Webflow', 'Try again']],
  ])('the panel says what to do: %s', async (scene, words, buttons) => {
    on = await stage(await SCENES[scene]('light'))
    expect(on.find('.screen').textContent).toContain(words)
    expect(on.all('button').map((button) => button.textContent)).toEqual(buttons)
  })

  it('the panel follows the theme', async () => {
    on = await stage(await SCENES.connecting('darkBrighter'))
    expect(document.documentElement.dataset['theme']).toBe('darkBrighter')
  })
})

describe('the language', () => {
  it('changes without a reload', async () => {
    const panel = fixturePanel({ theme: 'light', status: 'empty' })
    on = await stage(panel)
    expect(on.find('.zone-title').textContent).toBe('Drop files or folders here')
    const choice = on.find('.language')
    if (!(choice instanceof HTMLSelectElement)) throw new TypeError('Expected a select.')
    choice.value = 'de'
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await expect
      .poll(() => on.find('.zone-title').textContent)
      .toBe('Dateien oder Ordner hier ablegen')
    await expect.poll(() => document.documentElement.lang).toBe('de')
    expect(on.find('.language').getAttribute('aria-label')).toBe('Sprache')
    panel.language.choose('en')
    await expect.poll(() => document.documentElement.lang).toBe('en')
  })
})

describe('the folder picker', () => {
  const names = () =>
    on.all('[role=treeitem]').map((item) => item.querySelector('.tree-name')?.textContent)
  const current = () => on.find('[aria-selected=true] .tree-name').textContent

  async function opened(): Promise<FolderView> {
    const panel = fixturePanel({ theme: 'light', status: 'empty' })
    on = await stage(panel)
    on.button('Upload to Photos / 2026').click()
    await nextFrames()
    return panel.folders
  }

  it('opens at the current folder, with its ancestors expanded', async () => {
    await opened()
    expect(current()).toBe('2026')
    expect(document.activeElement).toBe(on.find('[role=treeitem][aria-selected=true]'))
    expect(names()).toContain('2025')
    expect(names()).not.toContain('Flags')
    expect(on.find('[role=treeitem][aria-selected=true]').getAttribute('aria-level')).toBe('2')
  })

  it('is navigated with the arrow keys, and Enter chooses', async () => {
    const folders = await opened()
    press('ArrowRight')
    await nextFrames()
    expect(names()).toContain('Panoramas')
    press('ArrowRight')
    await nextFrames()
    expect(current()).toBe('Panoramas')
    press('ArrowLeft')
    await nextFrames()
    press('ArrowLeft')
    await nextFrames()
    expect(names()).not.toContain('Panoramas')
    press('b')
    await nextFrames()
    expect(current()).toBe('Blog')
    press('Home')
    await nextFrames()
    expect(current()).toBe('No folder')
    press('Enter')
    await nextFrames()
    expect(folders.destination.value).toBeNull()
    expect(on.all('dialog')).toHaveLength(0)
  })

  it('changes nothing when it is closed', async () => {
    const folders = await opened()
    press('Home')
    await nextFrames()
    on.button('Close').click()
    await nextFrames()
    expect(folders.destination.value).toBe(fixtureFolder(7))
  })

  it('finds a folder at any depth by a part of its name', async () => {
    const folders = await opened()
    const input = on.input('input[type=search]')
    input.value = 'flag'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    await nextFrames()
    expect(names()).toEqual(['Brand / Flags'])
    on.find('[role=treeitem]').click()
    on.button('Select folder').click()
    await nextFrames()
    expect(folders.destinationPath.value).toEqual(['Brand', 'Flags'])
  })

  it('creates a folder inside the chosen one, and chooses it', async () => {
    const folders = await opened()
    on.button('New folder').click()
    await nextFrames()
    const input = on.input('.new-folder input')
    expect(document.activeElement).toBe(input)
    expect(on.find('.new-folder').textContent).toContain('New folder in 2026')
    input.value = '  Regatta '
    input.dispatchEvent(new Event('input', { bubbles: true }))
    on.button('Create').click()
    await nextFrames()
    expect(folders.folders.value.at(-1)).toMatchObject({
      name: 'Regatta',
      parentId: fixtureFolder(7),
    })
    expect(current()).toBe('Regatta')
    expect(FIXTURE_FOLDERS).toHaveLength(14)
  })

  it('says why a folder could not be created, and allows a retry', async () => {
    const panel = fixturePanel({ theme: 'light', status: 'empty' })
    vi.spyOn(panel.folders, 'create').mockResolvedValueOnce({
      code: 'webflow-unavailable',
      message: '503',
    })
    on = await stage(panel)
    on.button('Upload to').click()
    await nextFrames()
    on.button('New folder').click()
    await nextFrames()
    const input = on.input('.new-folder input')
    input.value = 'Regatta'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    on.button('Create').click()
    await nextFrames()
    expect(on.find('.field-error').textContent).toContain('Webflow isn’t responding')
    expect(input.value).toBe('Regatta')
  })

  it('says when the folders could not be read', async () => {
    const panel = fixturePanel({
      theme: 'light',
      status: 'empty',
      foldersFail: { code: 'webflow-unavailable', message: '503' },
    })
    const load = vi.spyOn(panel.folders, 'load')
    on = await stage(panel)
    on.button('Upload to').click()
    await nextFrames()
    load.mockClear()
    on.button('Try again').click()
    expect(load).toHaveBeenCalledOnce()
  })
})
