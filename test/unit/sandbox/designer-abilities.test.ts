import { describe, expect, it } from 'vitest'
import {
  abilitiesIn,
  refusalOf,
  type Standing,
} from '../../../src/sandbox/designer/browser/host/abilities.ts'

const HOME: Standing = {
  mode: 'design',
  branch: 'main',
  primaryLocale: true,
  role: 'designer',
  asPublished: false,
}
const MODES = ['design', 'build', 'preview', 'edit', 'comment'] as const

describe('abilities', () => {
  it('are all allowed in design mode, on the main branch, in the primary locale', () => {
    expect(Object.values(abilitiesIn(HOME))).not.toContain(false)
    expect(Object.keys(abilitiesIn(HOME))).toHaveLength(17)
  })

  it.each([
    ['canManageAssets', ['preview', 'comment']],
    ['canAccessAssets', ['comment']],
    ['canModifyImageElement', ['preview', 'edit', 'comment']],
    ['canDesign', ['build', 'preview', 'edit', 'comment']],
    ['canEdit', ['preview', 'edit', 'comment']],
    ['canCreatePage', ['build', 'preview', 'edit', 'comment']],
    ['canAccessCanvas', []],
    ['canReadVariables', []],
  ] as const)('%s is forbidden by the modes %j', (ability, modes) => {
    const forbidden = MODES.filter((mode) => refusalOf(ability, { ...HOME, mode }) !== null)
    expect(forbidden).toEqual(modes)
    for (const mode of modes) {
      expect(refusalOf(ability, { ...HOME, mode })).toBe('ModeForbidden')
    }
  })

  it('allow managing assets in every mode if the table is followed exactly', () => {
    for (const mode of MODES) {
      const standing = { ...HOME, mode, asPublished: true }
      expect(refusalOf('canManageAssets', standing)).toBeNull()
      expect(refusalOf('canAccessAssets', standing)).toBeNull()
    }
  })

  it.each([
    ['canDesign', { primaryLocale: false }],
    ['canDesign', { branch: 'branch' }],
    ['canModifyImageElement', { branch: 'branch' }],
    ['canManageAssets', { role: 'reviewer' }],
    ['canModifyImageElement', { role: 'reviewer' }],
  ] as const)('%s is Forbidden by %j', (ability, change) => {
    expect(refusalOf(ability, { ...HOME, ...change })).toBe('Forbidden')
  })

  it.each([
    ['canModifyImageElement', { primaryLocale: false }],
    ['canManageAssets', { branch: 'branch', primaryLocale: false }],
    ['canAccessAssets', { role: 'reviewer' }],
  ] as const)('%s is given with %j', (ability, change) => {
    expect(refusalOf(ability, { ...HOME, ...change })).toBeNull()
  })

  it('report the mode before other reasons', () => {
    const standing = { ...HOME, mode: 'comment', branch: 'branch', role: 'reviewer' } as const
    expect(refusalOf('canModifyImageElement', standing)).toBe('ModeForbidden')
  })
})
