import { presignUpload } from '../storage/presign.ts'
import type { AltText } from '../world/alt-texts.ts'
import { objectKey } from '../world/assets.ts'
import type { Asset } from '../world/assets.ts'
import { isObjectId } from '../world/ids.ts'
import type { World } from '../world/world.ts'
import { optionalText, requiredText } from './call.ts'
import type { Call } from './call.ts'
import { variantsOf } from './variants.ts'
import { contentTypeOf } from './content-types.ts'
import { invalid, notFound } from './errors.ts'

/** "File names must be less than 100 characters", Create Asset reference (read 2026-11-23). */
const NAME_LIMIT = 100
/** The largest page, List Assets reference (read 2026-11-23); the default is not documented. */
const PAGE_LIMIT = 100
const MD5 = /^[0-9a-f]{32}$/i

/** The query's `folderId` selects that folder and everything below it. Only listed assets carry their folder. */
export function listAssets(call: Call): Response {
  const site = call.site()
  const localeId = call.localeId(site.id)
  const page = call.page(PAGE_LIMIT)
  const folderId = call.context.req.query('folderId')
  if (folderId !== undefined) mustBeFolder(call.world, site.id, folderId)
  const { assets, total } = call.world.assets.list(site.id, { ...page, folderId: folderId ?? null })
  return call.context.json({
    assets: assets.map((asset) => ({
      ...assetJson(call.world, asset, localeId),
      folderId: asset.folderId,
    })),
    pagination: { ...page, total },
  })
}

/** Creates the record and the upload form; the setting `duplicateHash` decides about known hashes. */
export async function createAsset(call: Call): Promise<Response> {
  const { world } = call
  const site = call.site()
  const body = await call.body()
  const fileName = requiredText(body, 'fileName')
  if (fileName.length >= NAME_LIMIT) {
    throw invalid(`Value (fileName) should be less than ${NAME_LIMIT} characters`)
  }
  const fileHash = readHash(world, requiredText(body, 'fileHash'))
  const contentType = readContentType(world, fileName)
  const folderId = call.parentFolder(body, site.id)
  const displayName = optionalText(body, 'displayName') ?? fileName
  const { duplicateHash } = world.settings.current
  const existing = duplicateHash === 'new' ? undefined : world.assets.findByHash(site.id, fileHash)
  const asset =
    existing ??
    world.assets.create({ siteId: site.id, folderId, fileName, displayName, contentType, fileHash })
  const hasForm = duplicateHash !== 'existing-no-upload' || asset.md5 === null
  return call.context.json({
    ...(hasForm && uploadForm(world, asset)),
    contentType: asset.contentType,
    id: asset.id,
    parentFolder: asset.folderId,
    assetUrl: world.assetUrl(asset),
    hostedUrl: world.hostedUrl(asset),
    originalFileName: asset.originalFileName,
    createdOn: asset.createdOn,
    lastUpdated: asset.lastUpdated,
  })
}

export function getAsset(call: Call): Response {
  const asset = assetOf(call)
  return call.context.json(assetJson(call.world, asset, call.localeId(asset.siteId)))
}

/**
 * Sets `displayName` for all locales and `altText` for the query's locale; an empty `altText` removes the locale's own.
 */
export async function updateAsset(call: Call): Promise<Response> {
  const { world } = call
  const asset = assetOf(call)
  const body = await call.body()
  const localeId = call.localeId(asset.siteId, optionalText(body, 'localeId'))
  const displayName = optionalText(body, 'displayName')
  const altText = readAltText(world, body['altText'])
  if (displayName !== undefined) world.assets.update(asset.id, { displayName })
  if (altText !== undefined) world.assets.setAltText(asset.id, altText, localeId)
  return call.context.json(assetJson(world, world.assets.get(asset.id) ?? asset, localeId))
}

export function deleteAsset(call: Call): Response {
  call.world.deleteAsset(assetOf(call).id)
  return call.context.body(null, 204)
}

// Helpers

function assetOf(call: Call): Asset {
  const asset = call.world.assets.get(call.id('assetId'))
  if (asset === undefined) throw notFound('asset')
  call.mustCover(asset.siteId, 'asset')
  return asset
}

const assetJson = (world: World, asset: Asset, localeId: string | null) => ({
  id: asset.id,
  contentType: asset.contentType,
  size: asset.size,
  siteId: asset.siteId,
  hostedUrl: world.hostedUrl(asset),
  originalFileName: asset.originalFileName,
  displayName: asset.displayName,
  lastUpdated: asset.lastUpdated,
  createdOn: asset.createdOn,
  variants: variantsOf(world, asset),
  altText: altTextJson(world, world.assets.altText(asset.id, localeId)),
})

/** Null means decorative; the setting `unsetAltText` decides how an alt text that was never set is shown. */
function altTextJson(world: World, altText: AltText): string | null {
  if (altText !== undefined) return altText
  return world.settings.current.unsetAltText === 'null' ? null : ''
}

/** The alt text to set; undefined: leave it as it is. */
function readAltText(world: World, altText: unknown): string | null | undefined {
  if (altText === undefined) return undefined
  if (typeof altText === 'string' && altText.isWellFormed()) return altText
  const { nullAltText } = world.settings.current
  if (altText === null && nullAltText !== 'refuse') return nullAltText === 'clear' ? '' : null
  throw invalid("Value (altText)'s type should be string")
}

const uploadForm = (world: World, asset: Asset) => ({
  uploadDetails: presignUpload({
    siteId: asset.siteId,
    key: objectKey(asset),
    contentType: asset.contentType,
    now: world.clock.now(),
    ttlSeconds: world.settings.current.policyTtlSeconds,
  }),
  uploadUrl: world.uploadUrl,
})

function readHash(world: World, fileHash: string): string {
  if (MD5.test(fileHash)) return fileHash
  if (world.settings.current.enforceHash) throw invalid('Value (fileHash) is not an MD5')
  world.log(
    'createAsset: fileHash is not an MD5; Webflow takes it in practice, documented it is not',
  )
  return fileHash
}

function readContentType(world: World, fileName: string): string {
  const contentType = contentTypeOf(fileName)
  if (contentType !== undefined) return contentType
  if (world.settings.current.unknownExtension === 'reject') {
    throw invalid("Value (fileName)'s extension is not of a supported file type")
  }
  return 'application/octet-stream'
}

function mustBeFolder(world: World, siteId: string, folderId: string): void {
  if (!isObjectId(folderId)) throw invalid("Value (folderId)'s value is not a valid ObjectId")
  if (world.folders.get(folderId)?.siteId !== siteId) throw notFound('asset folder')
}
