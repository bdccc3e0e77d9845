import { describe, expect, it } from 'vitest'
import { md5Hex, rowId, type AssetId, type FolderId } from '../../../src/core/brands.ts'
import { choiceFor, costsCall, planLine, planRow, type PlanFacts } from '../../../src/core/plan.ts'
import type { RowState } from '../../../src/core/row.ts'

const folder = 'f'.repeat(24) as FolderId
const asset = { id: 'a'.repeat(24) as AssetId, name: 'a', folderId: folder, hostedUrl: null }
const failure = { code: 'file-too-large', message: 'too large' } as const
const nothing: PlanFacts = {
  broken: undefined,
  leader: undefined,
  known: undefined,
  wanted: undefined,
}

describe('planRow', () => {
  it.each([
    ['what nothing is known of', {}, { type: 'upload' }],
    ['what breaks a limit', { broken: failure, leader: rowId(1) }, { type: 'refused', failure }],
    ['what another row brings', { leader: rowId(1), known: asset }, { type: 'twin', of: 1 }],
    ['what lies where it is wanted', { known: asset, wanted: folder }, { type: 'here', asset }],
    ['what lies elsewhere', { known: asset, wanted: null }, { type: 'decide', asset }],
    ['what is wanted in a folder to be made', { known: asset }, { type: 'decide', asset }],
  ])('decides about %s', (_, facts, plan) => {
    expect(planRow({ ...nothing, ...facts })).toEqual(plan)
  })
})

describe('choiceFor', () => {
  it('keeps an asset in the wanted folder', () => {
    expect(choiceFor(asset, folder)).toBe('keep')
    expect(choiceFor({ ...asset, folderId: null }, null)).toBe('keep')
  })

  it('asks about an asset in another folder', () => {
    expect(choiceFor(asset, null)).toBe('undecided')
    expect(choiceFor({ ...asset, folderId: null }, undefined)).toBe('undecided')
  })
})

describe('planLine', () => {
  const md5 = md5Hex('0'.repeat(32))
  const ticket = { ticket: 't', assetId: asset.id, folderId: null, expiresAt: 1 }
  const existing = { phase: 'existing', md5, asset } as const
  const twin = { phase: 'twin', md5, of: rowId(1) } as const
  const refused = (code: 'file-type' | 'file-empty' | 'file-too-large') =>
    ({ phase: 'refused', failure: { code, message: '' } }) as const

  it.each<[string, RowState]>([
    ['checking', { phase: 'hashing' }],
    ['checking', { phase: 'asking', md5 }],
    ['checking', { phase: 'paused', md5 }],
    ['upload', { phase: 'planned', md5, held: true }],
    ['upload', { phase: 'sending', md5, ticket }],
    ['upload', { phase: 'uploaded', md5, asset }],
    ['here', { ...existing, choice: 'keep' }],
    ['here', { ...existing, choice: 'move' }],
    ['decide', { ...existing, choice: 'undecided' }],
    ['twins', { ...twin, asset: undefined, choice: 'undecided' }],
    ['decide', { ...twin, asset, choice: 'undecided' }],
    ['twins', { ...twin, asset, choice: 'moved' }],
    ['tooLarge', refused('file-too-large')],
    ['empty', refused('file-empty')],
    ['unsupported', refused('file-type')],
    ['none', { phase: 'failed', failure, md5 }],
    ['none', { phase: 'cancelled', md5 }],
  ])('%s: %j', (line, state) => {
    expect(planLine(state)).toBe(line)
  })

  it('counts a call for each row without a record', () => {
    expect(costsCall({ phase: 'planned', md5, held: false })).toBe(true)
    expect(costsCall({ phase: 'reserved', md5, ticket })).toBe(false)
  })
})
