/**
 * The library's access to the canvas and to assets through `window.webflow` (per
 * `@webflow/designer-extension-typings` 2.2.2). Every getter is a round trip, folders have only an id and a name, and no
 * event reports changes to assets.
 */
import pMap from 'p-map'
import { type AssetId as SiteAssetId, isAssetId } from '../../../core/brands.ts'
import type { CanvasView, DesignerLibrary, ImageElement } from '../../ports/library.ts'
import type { Clock } from '../../ports/run.ts'
import { withDeadline } from '../../base/races.ts'
import { designerCall, type DesignerCall, designerFailure } from './call.ts'
import { assetById, folderHandles, moveAsset } from './handles.ts'
import { CONNECTION, readLaunch } from './launch.ts'

const GETTERS_AT_ONCE = 6
/** The Designer never rejects calls that it has lost. Long enough for a file of 10 MB. */
const SILENCE_MS = 120_000

type CanvasImage = Extract<AnyElement, { readonly type: 'Image' }>

/** @param api `window.webflow`; undefined outside the Designer. */
export function createDesignerLibrary(api: WebflowApi | undefined, clock: Clock): DesignerLibrary {
  const call = inTime(designerCall(api), clock)
  const images = new Map<string, CanvasImage>()
  const folders = folderHandles()

  const known = (image: CanvasImage): string => {
    const id = `${image.id.component}/${image.id.element}`
    images.set(id, image)
    return id
  }
  const imageWith = async (api: WebflowApi, id: string): Promise<CanvasImage> => {
    if (!images.has(id)) for (const image of await imagesOf(api)) known(image)
    const image = images.get(id)
    if (image) return image
    throw designerFailure('not-found', 'Failed to use the image element: it is no longer there.')
  }
  const read = async (image: CanvasImage): Promise<ImageElement> => {
    const [asset, altText] = await Promise.all([image.getAsset(), image.getAltText()])
    const id = asset?.id ?? ''
    return { id: known(image), assetId: isAssetId(id) ? id : null, altText }
  }

  return {
    launch: () => call('learn how it was opened', readLaunch),
    canvas: () =>
      call('look at the canvas', async (api): Promise<CanvasView> => {
        const { canModifyImageElement } = api.appModes
        const [can, selected] = await Promise.all([
          api.canForAppMode([canModifyImageElement]),
          api.getSelectedElement().catch(() => null),
        ])
        return {
          selected: selected?.type === 'Image' ? await read(selected) : undefined,
          blocked: can.canModifyImageElement ? undefined : 'mode',
        }
      }),
    onCanvasChange(listener) {
      const ends = [
        api?.subscribe('selectedelement', () => listener()),
        api?.subscribe('currentappmode', () => listener()),
        api?.subscribe('currentpage', () => listener()),
      ]
      return () => ends.forEach((end) => end?.())
    },
    imageElements: () =>
      call('list the image elements', async (api) =>
        pMap(await imagesOf(api), read, { concurrency: GETTERS_AT_ONCE }),
      ),
    useOnElement: (element, asset, altText) =>
      call('set the image', async (api) => {
        const [image, handle] = await Promise.all([
          imageWith(api, element),
          asset && assetById(api, asset, 'set the image'),
        ])
        await show(image, handle, altText)
      }),
    insertImage: (asset, altText) =>
      call('insert an image', async (api) => {
        const handle = await assetById(api, asset, 'insert an image')
        const image = await insertImage(api)
        try {
          await show(image, handle, altText)
        } catch (error) {
          await image.remove().catch(() => null)
          throw error
        }
        await api.setSelectedElement(image)
      }),
    connectElement: (element) =>
      call('connect the image element', async (api) => {
        const image = await imageWith(api, element)
        await image.setAppConnection(CONNECTION)
      }),
    moveAsset: (asset, folder) =>
      call('move the asset', (api) => moveAsset(api, folders, asset, folder)),
    replaceFile: (asset, file) =>
      call('replace the file', async (api) => {
        const handle = await assetById(api, asset, 'replace the file')
        await handle.setFile(file)
        return { url: await handle.getUrl() }
      }),
    altText: (asset, localeId) =>
      call('read the alt text', async (api) => {
        const handle = await assetById(api, asset, 'read the alt text')
        return handle.getAltText(...optional(localeId))
      }),
    setAltText: (asset: SiteAssetId, altText, localeId) =>
      call('set the alt text', async (api) => {
        const handle = await assetById(api, asset, 'set the alt text')
        await handle.setAltText(altText, ...optional(localeId))
      }),
  }
}

// Helpers

const optional = <Value>(value: Value | undefined): [] | [Value] =>
  value === undefined ? [] : [value]

const imagesOf = async (api: WebflowApi): Promise<readonly CanvasImage[]> =>
  (await api.getAllElements()).flatMap((element) => (element.type === 'Image' ? element : []))

async function show(
  image: CanvasImage,
  asset: Asset | null,
  altText?: string | null,
): Promise<void> {
  await image.setAsset(asset)
  if (altText !== undefined) await image.setAltText(altText)
}

/** Inserts after the selected element, or at the end of the page if nothing, or the page itself, is selected. */
async function insertImage(api: WebflowApi): Promise<CanvasImage> {
  const [selected, root] = await Promise.all([api.getSelectedElement(), api.getRootElement()])
  const preset = api.elementPresets.Image
  const beside = selected && !isSame(selected, root) ? selected : undefined
  if (!beside && !root?.children) {
    throw designerFailure(
      'webflow-refused',
      'Failed to insert an image: the page accepts no elements. Select the element after which to insert it.',
    )
  }
  const image = beside ? await beside.after(preset) : root?.children && (await root.append(preset))
  if (image && image.type === 'Image') return image
  throw designerFailure(
    'webflow-refused',
    'Failed to insert an image: the Designer inserted a different element. Try again.',
  )
}

const isSame = (a: AnyElement, b: AnyElement | null): boolean =>
  b !== null && a.id.element === b.id.element && a.id.component === b.id.component

/** Fails calls that the Designer does not answer in time. */
const inTime =
  (call: DesignerCall, clock: Clock): DesignerCall =>
  async (what, use) => {
    const late = (): never => {
      throw designerFailure(
        'webflow-unavailable',
        `Failed to ${what}: the Designer has not answered for ${SILENCE_MS / 1000} seconds. Try again.`,
      )
    }
    return await withDeadline(clock, SILENCE_MS, () => call(what, use), late)
  }
