import { describe, expect, it } from 'vitest'
import {
  md5Hex,
  rowId,
  type AssetId,
  type FolderId,
  type Md5Hex,
  type RowId,
} from '../../src/core/brands.ts'
import { choiceFor, planRow } from '../../src/core/plan.ts'

const md5 = md5Hex('0'.repeat(32))
const other = md5Hex('1'.repeat(32))

describe('planRow', () => {
  it('lets the first row lead and makes later ones its twins', () => {
    const leaders = new Map<Md5Hex, RowId>()
    expect(planRow({ id: rowId(1), md5 }, leaders)).toEqual({ type: 'upload' })
    expect(planRow({ id: rowId(2), md5 }, leaders)).toEqual({ type: 'twin', of: 1 })
    expect(planRow({ id: rowId(3), md5: other }, leaders)).toEqual({ type: 'upload' })
  })

  it('keeps the lead of a row that is planned again', () => {
    const leaders = new Map([[md5, rowId(1)]])
    expect(planRow({ id: rowId(1), md5 }, leaders)).toEqual({ type: 'upload' })
  })
})

describe('choiceFor', () => {
  const folder = 'f'.repeat(24) as FolderId
  const asset = { id: 'a'.repeat(24) as AssetId, name: 'a', folderId: folder, hostedUrl: null }

  it('leaves nothing to decide where the asset lies right', () => {
    expect(choiceFor(asset, folder)).toBe('keep')
    expect(choiceFor({ ...asset, folderId: null }, null)).toBe('keep')
  })

  it('asks where it lies elsewhere', () => {
    expect(choiceFor(asset, null)).toBe('undecided')
  })
})
