/**
 * Branded strings and numbers that look alike but must not be mixed up. Only this file creates them: by a type guard or
 * a constructor that validates.
 */
type Brand<Base, Name extends string> = Base & { readonly __brand: Name }

/** MD5 of a file's bytes: 32 lower-case hex digits. Identifies bytes; not a security measure. */
export type Md5Hex = Brand<string, 'Md5Hex'>
/** Webflow's ids of sites, assets and folders: 24 lower-case hex digits. */
export type SiteId = Brand<string, 'SiteId'>
export type AssetId = Brand<string, 'AssetId'>
export type FolderId = Brand<string, 'FolderId'>
/** Identifies a row of the panel's list: a counter, independent of the file's name and content. */
export type RowId = Brand<number, 'RowId'>

const MD5 = /^[0-9a-f]{32}$/
const OBJECT_ID = /^[0-9a-f]{24}$/

export const isMd5Hex = (text: string): text is Md5Hex => MD5.test(text)
export const isSiteId = (text: string): text is SiteId => OBJECT_ID.test(text)
export const isAssetId = (text: string): text is AssetId => OBJECT_ID.test(text)
export const isFolderId = (text: string): text is FolderId => OBJECT_ID.test(text)

/** @throws TypeError when `text` is not 32 lower-case hex digits. Digests are computed, so that would be a bug. */
export function md5Hex(text: string): Md5Hex {
  if (!isMd5Hex(text)) throw new TypeError(`Expected 32 lower-case hex digits, got "${text}".`)
  return text
}

export function rowId(counter: number): RowId {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a counter needs no check; this is its constructor
  return counter as RowId
}
