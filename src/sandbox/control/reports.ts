import { type CanvasPage, inOrder, parentOf } from '../designer/browser/canvas-document.ts'
import { FIRST_CANVAS } from '../designer/browser/first-canvas.ts'
import type { World } from '../world/world.ts'

/** What `GET /__sandbox/objects` tells of one object. */
export interface ObjectReport {
  readonly key: string
  readonly size: number
  readonly md5: string
  readonly contentType: string
  /** Null, like all below it, when no asset belongs to the object any more. */
  readonly assetId: string | null
  /** The folders' names joined by `/`; empty at the root. */
  readonly folderPath: string | null
  readonly displayName: string | null
  /** Of the primary language; null when it is decorative or nobody has set one. */
  readonly altText: string | null
}

/** What `GET /__sandbox/assets` tells of one asset. */
export interface AssetReport {
  readonly id: string
  readonly displayName: string
  readonly originalFileName: string
  readonly contentType: string
  /** Null while its bytes have not come, as `md5` is. */
  readonly size: number | null
  readonly md5: string | null
  readonly folderPath: string
  /** Each locale's own alt text by locale ID, or `primary`; null is decorative. */
  readonly altTexts: Readonly<Record<string, string | null>>
  readonly url: string
  readonly createdOn: string
  readonly lastUpdated: string
}

/** What `GET /__sandbox/canvas` tells of one element. */
export interface ElementReport {
  readonly id: string
  readonly type: string
  readonly name: string
  /** The element around it; null for the body. */
  readonly parent: string | null
  /** Of image elements: what they show. `altText`: null is decorative, missing = their asset's. */
  readonly asset?: string | null
  readonly altText?: string | null
  readonly connections?: readonly string[]
}

/** The objects of a site, or of all, in the order of their storing. */
export function reportObjects(world: World, site: string | undefined): ObjectReport[] {
  return world.objects.list(site === undefined ? '' : `${site}/`).map((object) => {
    const asset = world.assetOfKey(object.key)
    const { key, size, md5, contentType } = object
    const bare = { key, size, md5, contentType }
    if (asset === undefined) {
      return { ...bare, assetId: null, folderPath: null, displayName: null, altText: null }
    }
    return {
      ...bare,
      assetId: asset.id,
      folderPath: world.folders.path(asset.folderId).join('/'),
      displayName: asset.displayName,
      altText: world.assets.altText(asset.id, null) ?? null,
    }
  })
}

/** The assets of a site in the order of their making, those without bytes too. */
export function reportAssets(world: World, site: string): AssetReport[] {
  return world.assets.list(site).assets.map((asset) => ({
    id: asset.id,
    displayName: asset.displayName,
    originalFileName: asset.originalFileName,
    contentType: asset.contentType,
    size: asset.md5 === null ? null : asset.size,
    md5: asset.md5,
    folderPath: world.folders.path(asset.folderId).join('/'),
    altTexts: Object.fromEntries(
      [...world.assets.ownAltTexts(asset.id)].map(([locale, text]) => [locale || 'primary', text]),
    ),
    url: world.hostedUrl(asset),
    createdOn: asset.createdOn,
    lastUpdated: asset.lastUpdated,
  }))
}

/** The elements of the site's page as it was last kept, each before what is in it. */
export function reportCanvas(world: World, site: string): ElementReport[] {
  const document = world.canvases.get(site)
  const canvas: CanvasPage = document === undefined ? FIRST_CANVAS : JSON.parse(document)
  return inOrder(canvas).map(({ id, type, name, picture }) => ({
    id,
    type,
    name,
    parent: parentOf(canvas, id)?.id ?? null,
    ...(picture && { asset: picture.asset, connections: picture.connections }),
    ...(picture?.alt !== undefined && { altText: picture.alt }),
  }))
}
