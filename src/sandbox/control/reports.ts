import { type CanvasPage, inOrder, parentOf } from '../designer/browser/canvas-document.ts'
import { FIRST_CANVAS } from '../designer/browser/first-canvas.ts'
import type { World } from '../world/world.ts'

/** One object in `GET /__sandbox/objects`. */
export interface ObjectReport {
  readonly key: string
  readonly size: number
  readonly md5: string
  readonly contentType: string
  /** Null, like all fields below, if the asset is gone. */
  readonly assetId: string | null
  /** The folders' names joined by `/`; empty at the root. */
  readonly folderPath: string | null
  readonly displayName: string | null
  /** The primary locale's; null if decorative or not set. */
  readonly altText: string | null
}

/** One asset in `GET /__sandbox/assets`. */
export interface AssetReport {
  readonly id: string
  readonly displayName: string
  readonly originalFileName: string
  readonly contentType: string
  /** Null, like `md5`, until the bytes arrive. */
  readonly size: number | null
  readonly md5: string | null
  readonly folderPath: string
  /** Each locale's own alt text, by locale ID or `primary`; null = decorative. */
  readonly altTexts: Readonly<Record<string, string | null>>
  readonly url: string
  readonly createdOn: string
  readonly lastUpdated: string
}

/** One element in `GET /__sandbox/canvas`. */
export interface ElementReport {
  readonly id: string
  readonly type: string
  readonly name: string
  /** The parent element; null for the body. */
  readonly parent: string | null
  /** Only for image elements. `altText`: null = decorative, missing = the asset's applies. */
  readonly asset?: string | null
  readonly altText?: string | null
  readonly connections?: readonly string[]
}

/** The objects of one site or of all, in the order in which they were stored. */
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

/** A site's assets in creation order, including those without bytes. */
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

/** The elements of the site's saved page, each one before its children. */
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
