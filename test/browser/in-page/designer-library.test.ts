/** The library's part of the Designer, on a stand-in of its API; on the sandbox's own it is tried by whole browsers. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AssetId, FolderId } from '../../../src/core/brands.ts'
import { createDesignerLibrary } from '../../../src/panel/adapters/designer/library.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const asset = 'a'.repeat(24) as AssetId
const folder = 'f'.repeat(24) as FolderId
type Call = (...args: unknown[]) => Promise<null>

const refusal = (tag: string) => new Error('no', { cause: { tag } })

/** The part of the Designer's API that a test needs; everything else is missing. */
const api = (part: object): WebflowApi => part as WebflowApi
const clock = new ManualClock()
const open = (part: object) => createDesignerLibrary(api(part), clock)

const handle = {
  id: asset,
  setFile: vi.fn<Call>(async () => null),
  getUrl: async () => 'https://cdn.example/new',
  getAltText: vi.fn<Call>(async () => null),
  setAltText: vi.fn<Call>(async () => null),
  setParent: vi.fn<Call>(async () => null),
}
const getAssetById = async (id: string) => (id === asset ? handle : null)

interface Made {
  readonly setAsset: Call
  readonly setAltText: Call
}
type Make = (preset: unknown) => Promise<Made>

function element(name: string, type = 'Image') {
  const made = {
    id: { component: 'page', element: name },
    type,
    children: type === 'Body',
    getAsset: async (): Promise<object | null> => ({ id: asset }),
    getAltText: async () => 'Pier',
    setAsset: vi.fn<Call>(async () => null),
    setAltText: vi.fn<Call>(async () => null),
    setAppConnection: vi.fn<Call>(async () => null),
    after: vi.fn<Make>(async (): Promise<Made> => element('inserted')),
    append: vi.fn<Make>(async (): Promise<Made> => element('appended')),
    remove: vi.fn<Call>(async () => null),
  }
  return made
}

beforeEach(() => vi.clearAllMocks())

describe('the launch context', () => {
  it.each([
    [null, { type: 'panel' }],
    [{ type: 'AppsPanel', value: null }, { type: 'panel' }],
    [{ type: 'AppConnection', value: 'manageImageElement' }, { type: 'image' }],
    [{ type: 'AppConnection', value: 'manageFormElement' }, { type: 'panel' }],
    [{ type: 'AppIntent', value: { image: 'manage' } }, { type: 'image' }],
    [{ type: 'AppIntent', value: { form: 'manage' } }, { type: 'panel' }],
    [
      { type: 'DeepLink', value: 'folder/1' },
      { type: 'link', value: 'folder/1' },
    ],
    [{ type: 'DeepLink', value: null }, { type: 'panel' }],
    [{ type: 'Teleport', value: 7 }, { type: 'panel' }],
  ])('%j', async (context, launch) => {
    expect(await open({ getLaunchContext: async () => context }).launch()).toEqual(launch)
  })
})

describe('the canvas', () => {
  const appModes = { canModifyImageElement: 'canModifyImageElement' }
  const canForAppMode = async () => ({ canModifyImageElement: true })

  it('reports the selected image', async () => {
    const designer = open({
      appModes,
      canForAppMode,
      getSelectedElement: async () => element('hero'),
    })
    expect(await designer.canvas()).toEqual({
      selected: { id: 'page/hero', assetId: asset, altText: 'Pier' },
      blocked: undefined,
    })
  })

  it.each([
    ['another element', async () => element('title', 'Heading')],
    ['nothing', async () => null],
    ['what a mode does not tell', () => Promise.reject(refusal('ModeForbidden'))],
  ])('has no image where %s is selected', async (_, getSelectedElement) => {
    const designer = open({ appModes, canForAppMode, getSelectedElement })
    expect((await designer.canvas()).selected).toBeUndefined()
  })

  it('says that a mode allows nothing', async () => {
    const designer = open({
      appModes,
      canForAppMode: async () => ({ canModifyImageElement: false }),
      getSelectedElement: async () => null,
    })
    expect((await designer.canvas()).blocked).toBe('mode')
  })

  it('reports selections until the listener is removed', () => {
    const ends = vi.fn<() => void>()
    const subscribe = vi.fn<(event: string, callback: () => void) => () => void>(() => ends)
    const listener = vi.fn<() => void>()
    const end = open({ subscribe }).onCanvasChange(listener)
    for (const [, callback] of subscribe.mock.calls) callback()
    expect(listener).toHaveBeenCalledTimes(3)
    end()
    expect(ends).toHaveBeenCalledTimes(3)
  })
})

describe('image elements', () => {
  const images = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => element(name))
  const [first] = images
  const getAllElements = vi.fn<() => Promise<readonly object[]>>(async () => [
    element('title', 'Heading'),
    ...images,
  ])

  it('are listed in the order of the page', async () => {
    const designer = open({ getAllElements })
    expect((await designer.imageElements()).map(({ id }) => id)).toEqual(
      images.map(({ id }) => `page/${id.element}`),
    )
  })

  it('get an asset, and an alt text only if one is given', async () => {
    const designer = open({ getAllElements, getAssetById })
    await designer.useOnElement('page/a', asset)
    expect(first?.setAsset).toHaveBeenCalledExactlyOnceWith(handle)
    expect(first?.setAltText).not.toHaveBeenCalled()
    await designer.useOnElement('page/a', asset, null)
    expect(first?.setAltText).toHaveBeenCalledExactlyOnceWith(null)
    expect(getAllElements).toHaveBeenCalledTimes(1)
  })

  it('that are gone are reported as failures', async () => {
    const designer = open({ getAllElements, getAssetById })
    await expect(designer.useOnElement('page/z', asset)).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })

  it('are connected to the app', async () => {
    await open({ getAllElements }).connectElement('page/a')
    expect(first?.setAppConnection).toHaveBeenCalledExactlyOnceWith('manageImageElement')
  })
})

describe('a new image', () => {
  const setSelectedElement = vi.fn<Call>(async () => null)
  const elementPresets = { Image: { preset: 'image' } }
  const stand = (selected: object | null, root: object | null) =>
    open({
      getAssetById,
      setSelectedElement,
      elementPresets,
      getSelectedElement: async () => selected,
      getRootElement: async () => root,
    })

  it('is inserted after the selected element', async () => {
    const selected = element('title', 'Heading')
    await stand(selected, element('body', 'Body')).insertImage(asset, 'Pier')
    expect(selected.after).toHaveBeenCalledExactlyOnceWith(elementPresets.Image)
    const image = await selected.after.mock.results[0]?.value
    expect(image.setAsset).toHaveBeenCalledWith(handle)
    expect(image.setAltText).toHaveBeenCalledWith('Pier')
    expect(setSelectedElement).toHaveBeenCalledWith(image)
  })

  it.each([
    ['nothing', null],
    ['the page itself', element('body', 'Body')],
  ])('is inserted at the end of the page where %s is selected', async (_, selected) => {
    const body = element('body', 'Body')
    await stand(selected, body).insertImage(asset)
    expect(body.append).toHaveBeenCalledExactlyOnceWith(elementPresets.Image)
  })

  it('is removed again if it cannot get its asset', async () => {
    const selected = element('title', 'Heading')
    const image = element('inserted')
    image.setAsset.mockRejectedValue(refusal('ModeForbidden'))
    selected.after.mockResolvedValue(image)
    await expect(stand(selected, null).insertImage(asset)).rejects.toMatchObject({
      failure: { code: 'mode-forbidden' },
    })
    expect(image.remove).toHaveBeenCalledOnce()
  })

  it('needs a place to be inserted', async () => {
    await expect(stand(null, null).insertImage(asset)).rejects.toMatchObject({
      failure: { code: 'webflow-refused', message: expect.stringContaining('Select the element') },
    })
  })
})

describe('assets', () => {
  it('move, with the folders asked for once', async () => {
    const getAllAssetFolders = vi.fn<() => Promise<readonly object[]>>(async () => [
      { id: 'other' },
      { id: folder },
    ])
    const designer = open({ getAssetById, getAllAssetFolders })
    await Promise.all([designer.moveAsset(asset, folder), designer.moveAsset(asset, folder)])
    await designer.moveAsset(asset, folder)
    expect(handle.setParent).toHaveBeenCalledTimes(3)
    expect(getAllAssetFolders).toHaveBeenCalledTimes(1)
    await expect(designer.moveAsset(asset, null)).rejects.toMatchObject({
      failure: { code: 'webflow-refused' },
    })
  })

  it('get another file, and may have another URL then', async () => {
    const file = new File(['x'], 'x.png')
    expect(await open({ getAssetById }).replaceFile(asset, file)).toEqual({
      url: 'https://cdn.example/new',
    })
    expect(handle.setFile).toHaveBeenCalledExactlyOnceWith(file)
  })

  it('have alt texts that are read and written, in a language or the primary one', async () => {
    const designer = open({ getAssetById })
    expect(await designer.altText(asset)).toBeNull()
    await designer.altText(asset, 'fr')
    expect(handle.getAltText.mock.calls).toEqual([[], ['fr']])
    await designer.setAltText(asset, null)
    await designer.setAltText(asset, 'Jetée', 'fr')
    expect(handle.setAltText.mock.calls).toEqual([[null], ['Jetée', 'fr']])
  })

  it('may be unknown to the Designer', async () => {
    const designer = open({ getAssetById: async () => null })
    await expect(designer.setAltText(asset, null)).rejects.toMatchObject({
      failure: { code: 'not-found' },
    })
  })

  it('time out when the Designer does not answer', async () => {
    const lost = open({ getAssetById: () => new Promise(() => undefined) }).altText(asset)
    const [, over] = await Promise.all([
      clock.advance(120_000),
      lost.catch((error: unknown) => error),
    ])
    expect(over).toMatchObject({ failure: { code: 'webflow-unavailable' } })
    expect(clock.sleeping).toBe(0)
  })
})

it('is missing outside of Webflow, and says so to every call', async () => {
  const designer = createDesignerLibrary(undefined, clock)
  for (const call of [designer.launch(), designer.canvas(), designer.insertImage(asset)]) {
    await expect(call).rejects.toMatchObject({ failure: { code: 'designer-missing' } })
  }
  expect(designer.onCanvasChange(() => undefined)).toBeTypeOf('function')
})
