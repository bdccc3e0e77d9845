import { describe, expect, it } from 'vitest'
import { judgeEntry, trueEntries } from '../../../../src/proxy/state/ledger-judge.ts'
import type { KeptEntry } from '../../../../src/proxy/state/ledger.ts'
import { knownAsset } from '../../../contracts/panel/known-assets.ts'
import { assetId, digest } from '../../../fakes/ids.ts'

const [x, y, z] = [digest(), digest(), digest()]
const AT = Date.parse('2026-11-24T12:00:00Z')
const SOON = '2026-11-24T12:01:00.000Z'
const LATER = '2026-11-24T13:00:00.000Z'

const entry = (more: Partial<KeptEntry> = {}): KeptEntry => {
  const asset = { asset: assetId('a'.repeat(24)), name: 'a', folder: null, url: null }
  return { md5: x, size: 100, how: 'sent', ...asset, seen: null, at: AT, ...more }
}
const seen = (size: number, updatedOn = SOON) => ({ seen: { size, updatedOn } })

describe('judgeEntry', () => {
  it.each([
    ['never seen, as sent', entry(), { updatedOn: SOON }, 'holds'],
    ['never seen, date not told', entry(), { updatedOn: '', size: 90 }, 'holds'],
    ['never seen, made smaller at once', entry(), { updatedOn: SOON, size: 90 }, 'holds'],
    ['never seen, changed later', entry(), { updatedOn: LATER }, 'doubt'],
    ['never seen, other size later', entry(), { updatedOn: LATER, size: 90 }, 'replaced'],
    ['seen, unchanged', entry(seen(100)), { updatedOn: SOON }, 'holds'],
    ['seen smaller, unchanged', entry(seen(90)), { updatedOn: SOON, size: 90 }, 'holds'],
    ['seen, date moved', entry(seen(100)), { updatedOn: LATER }, 'doubt'],
    ['seen, date not told now', entry(seen(100)), { updatedOn: '' }, 'holds'],
    ['seen without a date', entry(seen(100, '')), { updatedOn: LATER }, 'holds'],
    ['seen, other size', entry(seen(100)), { updatedOn: SOON, size: 99 }, 'replaced'],
    ['seen, bytes gone', entry(seen(100)), { updatedOn: SOON, size: 0 }, 'replaced'],
  ] as const)('%s', (_, known, asset, judgement) => {
    expect(judgeEntry(known, knownAsset(asset))).toBe(judgement)
  })
})

describe('trueEntries', () => {
  const sent = entry(seen(100))
  const smaller = entry(seen(90))
  const hosted = entry({ how: 'hosted', md5: y, size: 90, ...seen(90) })

  it.each([
    ['as sent', [sent], x, [sent]],
    ['other bytes', [sent], z, []],
    ['made smaller, and still those', [smaller, hosted], y, [smaller, hosted]],
    ['made smaller, then other bytes', [smaller, hosted], z, []],
    ['made smaller, nobody looked before', [smaller], y, [smaller]],
    ['hosted only', [hosted], y, [hosted]],
    ['hosted only, other bytes', [hosted], z, []],
  ] as const)('%s', (_, entries, digest, left) => {
    expect(trueEntries(entries, digest)).toEqual(left)
  })
})
