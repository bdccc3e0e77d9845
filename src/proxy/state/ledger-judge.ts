/** Whether an entry of the ledger is still true, by what a listing tells of its asset. Pure. */
import type { Md5Hex } from '../../core/brands.ts'
import type { KnownAsset } from './asset-rows.ts'
import type { KeptEntry } from './ledger.ts'

/** `doubt`: only a look at the hosted bytes can tell. */
export type EntryJudgement = 'holds' | 'doubt' | 'replaced'

/**
 * Whatever Webflow makes of an asset, it makes soon after its bytes came; later changes are a person's. How long it takes
 * is not documented; clocks may differ by some of it.
 */
const PROCESSING_MS = 5 * 60_000

/**
 * A change of words (a name, an alt text) moves `updatedOn` as a change of bytes does, so that alone is only a doubt. Other
 * sizes are other bytes, but for those that Webflow itself makes smaller soon after they came.
 */
export function judgeEntry(entry: KeptEntry, asset: KnownAsset): EntryJudgement {
  const { seen } = entry
  if (seen) {
    if (asset.size !== seen.size) return 'replaced'
    const isSame = asset.updatedOn === seen.updatedOn || asset.updatedOn === ''
    return isSame || seen.updatedOn === '' ? 'holds' : 'doubt'
  }
  const changedAt = Date.parse(asset.updatedOn)
  if (Number.isNaN(changedAt) || changedAt <= entry.at + PROCESSING_MS) return 'holds'
  return asset.size === entry.size ? 'doubt' : 'replaced'
}

/**
 * Which entries of one asset are still true now that its hosted bytes have this digest. Where bytes were sent and Webflow
 * has made others of them, only the digest of those can tell; where nobody knows it, the entry stands, for other words
 * are far more frequent than other bytes of the same size.
 */
export function trueEntries(entries: readonly KeptEntry[], hosted: Md5Hex): readonly KeptEntry[] {
  const before = entries.find((entry) => entry.how === 'hosted')
  return entries.filter((entry) => {
    if (entry.how === 'hosted') return entry.md5 === hosted
    const isAsSent = entry.seen === null || entry.seen.size === entry.size
    if (isAsSent && entry.md5 === hosted) return true
    return before ? before.md5 === hosted && before.md5 !== entry.md5 : !isAsSent
  })
}
