/**
 * Classifies the result of a create: a new record or an existing asset. Webflow does not say which. For a known digest
 * it returns the old asset with its own name and folder, with or without an upload form (observed, not documented).
 */
import type { FolderId } from '../../core/brands.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import type { AssetReader } from '../assets/asset-reader.ts'
import type { SiteContext } from '../access/site-context.ts'
import { askHosted } from '../webflow/hosted-files.ts'
import { FORM_LIVES_MS, formOf, type UploadForm } from './tickets.ts'
import type { Creation } from '../webflow/client.ts'

export type CreateResult =
  /** Awaits bytes through the form. `owned`: this attempt created it, so we may delete it. */
  | {
      readonly type: 'fill'
      readonly form: UploadForm
      readonly owned: boolean
      readonly name: string
      readonly folder: FolderId | null
    }
  /** It has its bytes. */
  | { readonly type: 'existing'; readonly asset: KnownAsset }
  /** A record without bytes and without a form. `dead`: nobody can upload its bytes any more. */
  | { readonly type: 'stuck'; readonly dead: boolean }

export interface Wanted {
  readonly name: string
  readonly folder: FolderId | null
}

/** Webflow's `Date` header has no fractions of a second. */
const DATE_SLACK_MS = 1000

export async function classifyCreateResult(
  context: SiteContext,
  inventory: AssetReader,
  { name, folder }: Wanted,
  { asset, startedAt }: Creation,
): Promise<CreateResult> {
  const form = formOf(asset)
  const madeOn = Date.parse(asset.createdOn ?? '')
  const isOlder = madeOn < startedAt - DATE_SLACK_MS
  const isElsewhere = asset.parentFolder !== undefined && asset.parentFolder !== folder
  const isRenamed = asset.originalFileName != null && asset.originalFileName !== name
  const isKnown = await context.state.records.knows(asset.id)
  if (form && !isOlder && !isElsewhere && !isRenamed && !isKnown) {
    return { type: 'fill', form, owned: true, name, folder }
  }
  const told = toldAsset(asset, { name, folder })
  const found = (await inventory.find([told])).get(asset.id) ?? told
  if (found.size > 0 || (await isHosted(context, found.url)))
    return { type: 'existing', asset: found }
  const owned = !isOlder && !isKnown
  if (form) return { type: 'fill', form, owned, name: found.name, folder: found.folder }
  return { type: 'stuck', dead: owned || madeOn < startedAt - FORM_LIVES_MS }
}

// Helpers

const toldAsset = (asset: Creation['asset'], wanted: Wanted): KnownAsset => ({
  id: asset.id,
  name: asset.originalFileName ?? wanted.name,
  fileName: asset.originalFileName ?? wanted.name,
  folder: asset.parentFolder === undefined ? wanted.folder : asset.parentFolder,
  url: asset.hostedUrl,
  contentType: asset.contentType ?? '',
  size: 0,
  altText: null,
  createdOn: asset.createdOn ?? '',
  updatedOn: '',
})

/** Any error counts as no: a new URL may answer 403 for a while. */
async function isHosted({ deps }: SiteContext, url: string | null): Promise<boolean> {
  try {
    await askHosted(deps, url)
    return true
  } catch {
    return false
  }
}
