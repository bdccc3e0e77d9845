/**
 * Renames many assets from one template, and finds problems before anything is written. A template is text with `{name}`
 * (without extension), `{folder}`, `{counter}` or `{counter:3}` (digits), `{date}` (of upload), `{slug}` (the name in
 * URL form) and `{ext}`. Without `{ext}`, each name keeps its extension.
 */
import type { AssetId, FolderId } from './brands.ts'
import {
  cleanName,
  MAX_NAME_LENGTH,
  nameKey,
  normaliseFileName,
  splitName,
  uniqueName,
} from './names.ts'
import { slug } from './slug.ts'

export const RENAME_TOKENS = ['name', 'folder', 'counter', 'date', 'slug', 'ext'] as const
export type RenameToken = (typeof RENAME_TOKENS)[number]

export interface RenameSource {
  readonly id: AssetId
  /** The display name. */
  readonly name: string
  readonly folderId: FolderId | null
  /** The folder's own name; empty: in no folder. */
  readonly folder: string
  /** ISO 8601; `{date}` is the day in UTC. */
  readonly createdOn: string
}

/** Why a name cannot be used. `twice`: two assets would get it; `taken`: another asset in the folder has it. */
export type RenameProblem = 'empty' | 'too-long' | 'twice' | 'taken'

export interface Renaming {
  readonly id: AssetId
  readonly from: string
  readonly to: string
  readonly problem: RenameProblem | undefined
}

export interface RenameOptions {
  /** The first number of `{counter}`. */
  readonly start: number
  /** Cuts names that are too long, and numbers duplicates. */
  readonly repair: boolean
  /** The names in a folder, without those of the assets being renamed. */
  readonly taken: (folder: FolderId | null) => Iterable<string>
}

/** The tokens that are not valid in a template, in order; empty if it is valid. */
export function unknownTokens(template: string): readonly string[] {
  return [...template.matchAll(TOKEN)].flatMap(([whole, name = '', digits]) =>
    isToken(name) && (digits === undefined || name === 'counter') ? [] : [whole],
  )
}

/**
 * The new name of each asset, in their order. Names are compared ignoring case, as Webflow's folders and most file
 * systems do. An asset may get the present name of another that is renamed too.
 */
export function renamings(
  template: string,
  sources: readonly RenameSource[],
  options: RenameOptions,
): readonly Renaming[] {
  const names = sources.map((source, at) => nameFor(template, source, options.start + at))
  const folders = new Map<FolderId | null, Folder>()
  for (const { folderId } of sources) {
    if (folders.has(folderId)) continue
    folders.set(folderId, { taken: keysOf(options.taken(folderId)), uses: new Map() })
  }
  sources.forEach(({ folderId }, at) => {
    const uses = folders.get(folderId)?.uses
    const key = nameKey(names[at] ?? '')
    uses?.set(key, (uses.get(key) ?? 0) + 1)
  })
  return sources.map((source, at) => {
    const { id, name: from, folderId } = source
    const folder = folders.get(folderId) ?? NO_FOLDER
    const to = names[at] ?? ''
    if (!options.repair) return { id, from, to, problem: problemOf(to, folder) }
    if (isEmpty(to)) return { id, from, to, problem: 'empty' }
    const repaired = uniqueName(normaliseFileName(to), folder.taken)
    folder.taken.add(nameKey(repaired))
    return { id, from, to: repaired, problem: undefined }
  })
}

// Helpers

interface Folder {
  /** Grows while names are repaired. */
  readonly taken: Set<string>
  /** How many assets would get each name. */
  readonly uses: Map<string, number>
}

const NO_FOLDER: Folder = { taken: new Set(), uses: new Map() }
const TOKEN = /\{([a-z]*)(?::(\d*))?\}/gi
const MAX_DIGITS = 9

function nameFor(template: string, source: RenameSource, count: number): string {
  const { stem, extension } = splitName(source.name)
  const values: Readonly<Record<RenameToken, string>> = {
    name: stem,
    folder: source.folder,
    counter: String(count),
    date: /^\d{4}-\d\d-\d\d/.exec(source.createdOn)?.[0] ?? '',
    slug: slug(stem),
    ext: extension.slice(1),
  }
  let hasExtension = false
  const filled = template.replace(TOKEN, (whole, word: string, digits: string | undefined) => {
    const name = word.toLowerCase()
    if (!isToken(name)) return whole
    if (name === 'ext') hasExtension = true
    const width = name === 'counter' ? Math.min(Number(digits ?? 0), MAX_DIGITS) : 0
    return values[name].padStart(width, '0')
  })
  // An empty `{ext}` may leave a trailing dot.
  return hasExtension ? cleanName(filled).replace(/\.$/, '') : cleanName(filled) + extension
}

function problemOf(name: string, { taken, uses }: Folder): RenameProblem | undefined {
  if (isEmpty(name)) return 'empty'
  if (name.length > MAX_NAME_LENGTH) return 'too-long'
  if ((uses.get(nameKey(name)) ?? 0) > 1) return 'twice'
  return taken.has(nameKey(name)) ? 'taken' : undefined
}

/** A name with nothing but an extension counts as empty. */
const isEmpty = (name: string): boolean => splitName(name).stem === ''

const keysOf = (names: Iterable<string>): Set<string> => new Set([...names].map(nameKey))

const isToken = (name: string): name is RenameToken =>
  RENAME_TOKENS.some((token) => token === name.toLowerCase())
