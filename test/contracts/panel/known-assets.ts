/** Assets and digests that no other test uses. */
import { randomBytes } from 'node:crypto'
import type { KnownAsset } from '../../../src/proxy/state/asset-rows.ts'
import type { LedgerEntry } from '../../../src/proxy/state/ledger.ts'
import { assetId, digest } from '../../fakes/ids.ts'

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

export const knownAsset = (more: Partial<KnownAsset> = {}): KnownAsset => {
  const id = more.id ?? assetId()
  return {
    id,
    name: 'A name',
    fileName: `${id}.png`,
    folder: null,
    url: `https://cdn.example.com/${id}.png`,
    contentType: 'image/png',
    size: 100,
    altText: null,
    createdOn: '2026-11-24T12:00:00.000Z',
    updatedOn: '2026-11-24T12:00:00.000Z',
    ...more,
  }
}

export const entryOf = (asset: KnownAsset, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const { id, name, folder, url, size } = asset
  return { md5: digest(), how: 'sent', asset: id, name, folder, url, size, ...more }
}
