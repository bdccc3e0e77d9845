import { objectKey } from '../world/assets.ts'
import type { ObjectDraft } from '../world/objects.ts'
import { CACHE_CONTROL, type World } from '../world/world.ts'
import { DesignerError } from './browser/wire.ts'

/** A file that a page passes to the Designer. */
export interface HandedFile {
  readonly name: string
  /** The `type` of the page's `File`. */
  readonly type: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * `webflow.createAsset`: creates a record outside of any folder and stores its bytes. Returns the asset's ID.
 * @throws DesignerError `ResourceCreationFailed` for a type that the Designer does not accept, or for too many bytes.
 */
export async function createDesignerAsset(
  world: World,
  siteId: string,
  file: HandedFile,
): Promise<string> {
  const draft = await receive(world, file)
  const asset = world.assets.create({
    siteId,
    folderId: null,
    fileName: file.name,
    contentType: file.type,
    fileHash: draft.digest(),
  })
  await world.store(draft, {
    key: objectKey(asset),
    contentType: file.type,
    cacheControl: CACHE_CONTROL,
  })
  return asset.id
}

/**
 * `asset.setFile`: replaces the asset's bytes.
 * @throws DesignerError `ResourceMissing`, or as {@link createDesignerAsset}.
 */
export async function setFile(
  world: World,
  siteId: string,
  assetId: string,
  file: HandedFile,
): Promise<void> {
  if (world.assets.get(assetId)?.siteId !== siteId) throw missing()
  const draft = await receive(world, file)
  if (!(await world.replaceBytes(assetId, draft, { name: file.name, contentType: file.type })))
    throw missing()
}

// Helpers

const MEGABYTE = 1024 * 1024
const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

/**
 * The types in `createAsset`'s reference, which lacks AVIF
 * (https://developers.webflow.com/designer/reference/create-asset, read 2026-11-23).
 */
const IMAGES = new Set([
  'image/jpeg',
  'image/jpg',
  'image/png',
  'image/gif',
  'image/svg+xml',
  'image/bmp',
  'image/webp',
])
const DOCUMENTS = new Set([
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  `${OFFICE}.wordprocessingml.document`,
  `${OFFICE}.spreadsheetml.sheet`,
  `${OFFICE}.presentationml.presentation`,
  'text/plain',
  'text/csv',
  `${OPEN_DOCUMENT}.text`,
  `${OPEN_DOCUMENT}.spreadsheet`,
  `${OPEN_DOCUMENT}.presentation`,
  'application/json',
])

const missing = () => new DesignerError('ResourceMissing', 'The asset does not exist on this site.')

async function receive(world: World, file: HandedFile): Promise<ObjectDraft> {
  const most = IMAGES.has(file.type) ? 4 * MEGABYTE : DOCUMENTS.has(file.type) ? 10 * MEGABYTE : 0
  const failed = new DesignerError(
    'ResourceCreationFailed',
    `Failed to create asset for ${file.name}`,
  )
  if (most === 0) throw failed
  const draft = await world.objects.draft()
  try {
    for await (const chunk of file.bytes) {
      if (draft.size + chunk.byteLength > most) throw failed
      await draft.write(chunk)
    }
    return draft
  } catch (error) {
    await draft.discard()
    throw error
  }
}
