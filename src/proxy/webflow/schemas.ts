/**
 * What the proxy reads of Webflow's answers. Only what it uses, as loosely as Webflow's documents are: where a field
 * may be missing or null it is allowed to be.
 */
import * as v from 'valibot'
import { isAssetId, isFolderId } from '../../core/brands.ts'

const optionalText = v.nullish(v.string())
const assetId = v.pipe(v.string(), v.guard(isAssetId))
const folderId = v.pipe(v.string(), v.guard(isFolderId))
const nullableText = v.optional(v.nullable(v.string()), null)

const Pagination = v.nullish(
  v.object({ total: v.nullish(v.number()), limit: v.nullish(v.number()) }),
)

export const WebflowAsset = v.object({
  id: assetId,
  siteId: optionalText,
  displayName: optionalText,
  originalFileName: optionalText,
  contentType: optionalText,
  size: v.nullish(v.number()),
  hostedUrl: nullableText,
  altText: nullableText,
  /** Only in listings (https://developers.webflow.com/home/changelog/2026/5/5, read 2026-11-23). */
  folderId: v.optional(v.nullable(folderId), null),
  createdOn: optionalText,
  lastUpdated: optionalText,
})
export type WebflowAsset = v.InferOutput<typeof WebflowAsset>

export const AssetListing = v.object({ assets: v.array(WebflowAsset), pagination: Pagination })
export type AssetListing = v.InferOutput<typeof AssetListing>

export const WebflowFolder = v.object({
  id: folderId,
  displayName: v.string(),
  parentFolder: v.optional(v.nullable(folderId), null),
  assets: v.nullish(v.array(v.string())),
  createdOn: optionalText,
})
export type WebflowFolder = v.InferOutput<typeof WebflowFolder>

export const FolderListing = v.object({
  assetFolders: v.array(WebflowFolder),
  pagination: Pagination,
})
export type FolderListing = v.InferOutput<typeof FolderListing>

/** `uploadDetails` may be missing or empty, and its values null: those are skipped. */
export const CreatedAsset = v.object({
  id: assetId,
  uploadUrl: optionalText,
  uploadDetails: v.nullish(v.record(v.string(), v.nullish(v.string()))),
  contentType: optionalText,
  parentFolder: v.nullish(folderId),
  hostedUrl: nullableText,
  originalFileName: optionalText,
  createdOn: optionalText,
})
export type CreatedAsset = v.InferOutput<typeof CreatedAsset>

const WebflowLocale = v.object({
  id: optionalText,
  tag: optionalText,
  displayName: optionalText,
})
export type WebflowLocale = v.InferOutput<typeof WebflowLocale>

export const WebflowSite = v.object({
  id: v.string(),
  displayName: optionalText,
  locales: v.nullish(
    v.object({ primary: v.nullish(WebflowLocale), secondary: v.nullish(v.array(WebflowLocale)) }),
  ),
})
export const SiteListing = v.object({ sites: v.array(WebflowSite) })

export const Introspection = v.object({
  authorization: v.object({
    authorizedTo: v.nullish(v.object({ siteIds: v.nullish(v.array(v.string())) })),
  }),
})

export const ResolvedUser = v.object({ email: v.nullish(v.string()), siteId: v.string() })
export type ResolvedUser = v.InferOutput<typeof ResolvedUser>

export const WebflowError = v.object({ code: optionalText, message: optionalText })
