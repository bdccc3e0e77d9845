/** The person's mode, branch, locale and role, which decide what an extension may do. */
export interface Standing {
  readonly mode: AppModeName
  readonly branch: Branch
  /** Whether the open locale is the primary one. */
  readonly primaryLocale: boolean
  readonly role: Role
  /**
   * Whether to follow the table exactly: it allows managing assets in every mode. Otherwise preview and comment forbid
   * it, so that you can see how a panel reacts. Which one Webflow does is not known.
   */
  readonly asPublished: boolean
}

export const BRANCHES = ['main', 'branch'] as const
export type Branch = (typeof BRANCHES)[number]

/**
 * `reviewer` can only view and comment. Webflow has more site roles; it does not publish what each may do in an app.
 */
export const ROLES = ['designer', 'reviewer'] as const
export type Role = (typeof ROLES)[number]

/** The Designer's error tag for a missing ability. */
export type AbilityRefusal = 'ModeForbidden' | 'Forbidden'

/**
 * Null if the ability is allowed; otherwise `ModeForbidden` in the wrong mode, `Forbidden` for the wrong role, locale
 * or branch (https://developers.webflow.com/designer/reference/app-modes, read 2026-11-25).
 */
export function refusalOf(ability: AppMode, standing: Standing): AbilityRefusal | null {
  const needs = TABLE[ability]
  const { mode } = standing
  if (needs.canvas && !(mode === 'design' || mode === 'build')) return 'ModeForbidden'
  if (needs.design && mode !== 'design') return 'ModeForbidden'
  if (!standing.asPublished && STRICT[ability]?.includes(mode)) return 'ModeForbidden'
  if (needs.primary && !standing.primaryLocale) return 'Forbidden'
  if (needs.main && standing.branch !== 'main') return 'Forbidden'
  if (standing.role === 'reviewer' && !LOOKING.has(ability)) return 'Forbidden'
  return null
}

/** All abilities, and whether each is allowed. */
export const abilitiesIn = (standing: Standing): Record<AppMode, boolean> => ({
  canAccessCanvas: refusalOf('canAccessCanvas', standing) === null,
  canManageAssets: refusalOf('canManageAssets', standing) === null,
  canAccessAssets: refusalOf('canAccessAssets', standing) === null,
  canDesign: refusalOf('canDesign', standing) === null,
  canInsertComponentInstance: refusalOf('canInsertComponentInstance', standing) === null,
  canEdit: refusalOf('canEdit', standing) === null,
  canCreateComponents: refusalOf('canCreateComponents', standing) === null,
  canModifyComponents: refusalOf('canModifyComponents', standing) === null,
  canCreateStyles: refusalOf('canCreateStyles', standing) === null,
  canModifyStyles: refusalOf('canModifyStyles', standing) === null,
  canCreatePage: refusalOf('canCreatePage', standing) === null,
  canReadPageSettings: refusalOf('canReadPageSettings', standing) === null,
  canManagePageSettings: refusalOf('canManagePageSettings', standing) === null,
  canReadVariables: refusalOf('canReadVariables', standing) === null,
  canModifyVariables: refusalOf('canModifyVariables', standing) === null,
  canModifyImageElement: refusalOf('canModifyImageElement', standing) === null,
  canWriteCodeSettings: refusalOf('canWriteCodeSettings', standing) === null,
})

// Helpers

/** What an ability needs, by the columns of Webflow's table; an absent field means no requirement. */
interface Needs {
  readonly primary?: true
  readonly main?: true
  /** Column "Workflow": the canvas, not preview or the editor. */
  readonly canvas?: true
  /** Column "Sitemode". */
  readonly design?: true
}

/**
 * Webflow's "complete table of abilities" (read 2026-11-25). It lacks `canInsertComponentInstance` and
 * `canWriteCodeSettings`; their rows are the sandbox's guess.
 */
const TABLE: { readonly [Ability in AppMode]: Needs } = {
  canManageAssets: {},
  canAccessAssets: {},
  canAccessCanvas: {},
  canDesign: { primary: true, main: true, canvas: true, design: true },
  canInsertComponentInstance: { primary: true, canvas: true },
  canEdit: { canvas: true },
  canCreateComponents: { primary: true, canvas: true },
  canModifyComponents: { canvas: true, design: true },
  canCreateStyles: { primary: true, canvas: true, design: true },
  canModifyStyles: { canvas: true, design: true },
  canCreatePage: { design: true },
  canReadPageSettings: {},
  canManagePageSettings: {},
  canReadVariables: {},
  canModifyVariables: { main: true, canvas: true, design: true },
  canModifyImageElement: { main: true, canvas: true },
  canWriteCodeSettings: { main: true, design: true },
}

/** Modes that forbid an ability beyond the table. */
const STRICT: { readonly [Ability in AppMode]?: readonly AppModeName[] } = {
  canManageAssets: ['preview', 'comment'],
  canAccessAssets: ['comment'],
  canManagePageSettings: ['preview', 'comment'],
}

/** A reviewer's abilities. */
const LOOKING: ReadonlySet<AppMode> = new Set([
  'canAccessAssets',
  'canAccessCanvas',
  'canReadPageSettings',
  'canReadVariables',
])
