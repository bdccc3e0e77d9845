/** Assets and digests that nobody has seen before. */
import { randomBytes } from 'node:crypto'
import type { KnownAsset } from '../../src/proxy/asset-rows.ts'
import type { LedgerEntry } from '../../src/proxy/ledger.ts'

export const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

export const knownAsset = (more: Partial<KnownAsset> = {}): KnownAsset => {
  const asset = more.asset ?? hex(12)
  return {
    asset,
    name: 'A name',
    fileName: `${asset}.png`,
    folder: null,
    url: `https://cdn.example.com/${asset}.png`,
    contentType: 'image/png',
    size: 100,
    altText: null,
    createdOn: '2026-11-24T12:00:00.000Z',
    updatedOn: '2026-11-24T12:00:00.000Z',
    ...more,
  }
}

export const entryOf = (asset: KnownAsset, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const { asset: id, name, folder, url, size } = asset
  return { md5: hex(16), how: 'sent', asset: id, name, folder, url, size, ...more }
}
