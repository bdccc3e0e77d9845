import { describe, expect, it, vi } from 'vitest'
import type { AssetId, FolderId } from '../../../src/core/brands.ts'
import { createDesigner } from '../../../src/panel/adapters/designer/webflow.ts'

const asset = 'a'.repeat(24) as AssetId
const folder = 'f'.repeat(24) as FolderId

/** The part of the Designer's API that a test needs; everything else is missing. */
const api = (part: object): WebflowApi => part as WebflowApi

describe('the Designer', () => {
  it('is missing outside of Webflow, and says so to every call', async () => {
    const designer = createDesigner(undefined)
    for (const call of [designer.site(), designer.idToken(), designer.moveAsset(asset, folder)]) {
      await expect(call).rejects.toMatchObject({ failure: { code: 'designer-missing' } })
    }
    expect(designer.onThemeChange(() => undefined)).toBeTypeOf('function')
  })

  it('provides the site, the token and the theme', async () => {
    const designer = createDesigner(
      api({
        getSiteInfo: async () => ({ siteId: 's', siteName: 'Harbour', shortName: 'harbour' }),
        getIdToken: async () => 'token',
        getTheme: async () => 'a theme of next year',
      }),
    )
    expect(await designer.site()).toEqual({ id: 's', name: 'Harbour', shortName: 'harbour' })
    expect(await designer.idToken()).toBe('token')
    expect(await designer.theme()).toBe('darkDefault')
  })

  it('moves an asset by passing the folder object', async () => {
    const setParent = vi.fn<(folder: object) => Promise<null>>(async () => null)
    const designer = createDesigner(
      api({
        getAssetById: async () => ({ id: asset, setParent }),
        getAllAssetFolders: async () => [{ id: 'other' }, { id: folder }],
      }),
    )
    await designer.moveAsset(asset, folder)
    expect(setParent).toHaveBeenCalledExactlyOnceWith({ id: folder })
  })

  it.each([
    ['the asset is not known', { getAssetById: async () => null }, 'not-found'],
    ['the folder is not known', { getAllAssetFolders: async () => [] }, 'folder-missing'],
  ])('does not move an asset where %s', async (_, part, code) => {
    const designer = createDesigner(
      api({
        getAssetById: async () => ({ setParent: async () => null }),
        getAllAssetFolders: async () => [{ id: folder }],
        ...part,
      }),
    )
    await expect(designer.moveAsset(asset, folder)).rejects.toMatchObject({ failure: { code } })
  })

  it('cannot move an asset out of all folders', async () => {
    const designer = createDesigner(api({}))
    await expect(designer.moveAsset(asset, null)).rejects.toMatchObject({
      failure: { code: 'webflow-refused', message: expect.stringContaining('Assets panel') },
    })
  })

  it.each([
    [new Error('no', { cause: { tag: 'Forbidden' } }), 'Forbidden', 'mode-forbidden'],
    [new Error('no', { cause: { tag: 'ModeForbidden' } }), 'ModeForbidden', 'mode-forbidden'],
    [new Error('no', { cause: { tag: 'ResourceMissing' } }), 'ResourceMissing', 'webflow-refused'],
    [new Error('no'), 'unknown', 'webflow-refused'],
    ['no', 'unknown', 'webflow-refused'],
  ])('keeps the tag of %s', async (thrown, tag, code) => {
    const designer = createDesigner(api({ getIdToken: () => Promise.reject(thrown) }))
    await expect(designer.idToken()).rejects.toMatchObject({
      failure: {
        code,
        facts: { tag },
        message: expect.stringMatching(/Try again|mode and branch/),
      },
    })
  })
})
