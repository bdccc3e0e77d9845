import { describe, expect, it } from 'vitest'
import { md5Hex, rowId, type AssetId } from '../../../src/core/brands.ts'
import { receiptCsv, receiptJson, receiptLine } from '../../../src/core/receipt.ts'
import type { RowState } from '../../../src/core/row.ts'
import { bannedIn } from '../../banned-forms.ts'

const md5 = md5Hex('0'.repeat(32))
const asset = {
  id: 'a'.repeat(24) as AssetId,
  name: 'a.png',
  folderId: null,
  hostedUrl: 'https://cdn/a.png',
}
const file = { path: 'in/a.png', name: 'a.png', folder: 'in', size: 3 }
const lineOf = (state: RowState) => receiptLine(file, state)

describe('a receipt', () => {
  const outcomes: [RowState, string][] = [
    [{ phase: 'uploaded', md5, asset }, 'uploaded'],
    [{ phase: 'existing', md5, asset, choice: 'keep' }, 'already on the site'],
    [{ phase: 'twin', md5, of: rowId(1), asset, choice: 'keep' }, 'duplicate in this upload'],
    [{ phase: 'twin', md5, of: rowId(1), asset: undefined, choice: 'undecided' }, 'unfinished'],
    [{ phase: 'refused', failure: { code: 'file-type', message: 'x' } }, 'not accepted'],
    [{ phase: 'cancelled', md5: undefined }, 'cancelled'],
    [{ phase: 'queued' }, 'unfinished'],
  ]
  it.each(outcomes)('reports the outcome of %j', (state, outcome) => {
    expect(lineOf(state).outcome).toBe(outcome)
    expect(bannedIn(outcome, 'en')).toEqual([])
  })

  it('contains the failure code and the request id', () => {
    const failure = { code: 'internal', message: 'x', requestId: 'r1' } as const
    expect(lineOf({ phase: 'failed', failure, md5 })).toMatchObject({
      failure: 'internal',
      requestId: 'r1',
      md5,
    })
  })

  it('is CSV that quotes what must be quoted and runs no formula', () => {
    const line = {
      ...lineOf({ phase: 'uploaded', md5, asset }),
      name: '=cmd()',
      path: 'a "b",\nc.png',
    }
    const [head, ...rest] = receiptCsv([line]).split('\r\n')
    expect(head).toBe('path,name,folder,size,md5,outcome,assetId,url,failure,requestId')
    expect(rest.join('\r\n')).toBe(
      `"a ""b"",\nc.png",'=cmd(),in,3,${md5},uploaded,${asset.id},https://cdn/a.png,,\r\n`,
    )
  })

  it('is JSON that can be read back', () => {
    const lines = [lineOf({ phase: 'uploaded', md5, asset })]
    expect(JSON.parse(receiptJson(lines))).toEqual({ files: lines })
  })
})
