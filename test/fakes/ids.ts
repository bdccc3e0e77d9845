/** IDs in Webflow's form, and digests: given ones, or new random ones. */
import { randomBytes } from 'node:crypto'
import {
  isAssetId,
  isFolderId,
  md5Hex,
  type AssetId,
  type FolderId,
  type Md5Hex,
} from '../../src/core/brands.ts'

export const assetId = (text = hex(12)): AssetId => checked(text, isAssetId)
export const folderId = (text = hex(12)): FolderId => checked(text, isFolderId)
export const digest = (text = hex(16)): Md5Hex => md5Hex(text)

// Helpers

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

function checked<Id extends string>(text: string, isId: (text: string) => text is Id): Id {
  if (!isId(text)) throw new TypeError(`Expected an id, got "${text}".`)
  return text
}
