/**
 * New names for many assets from one template, judged before anything is written. A template is text with `{name}`
 * (without extension), `{folder}`, `{counter}` or `{counter:3}` (digits), `{date}` (of upload), `{slug}` (the name as
 * part of an address) and `{ext}`. Where it has no `{ext}`, each name keeps its extension.
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
  /** As people see it. */
  readonly name: string
  readonly folderId: FolderId | null
  /** The folder's own name; empty: in no folder. */
  readonly folder: string
  /** ISO 8601; the date is the day in UTC. */
  readonly createdOn: string
}

/** Why a name cannot be given: nothing is left of it, it is too long, two get it, another asset of the folder has it. */
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
  /** Cuts what is too long, and numbers what would be called the same. */
  readonly repair: boolean
  /** Names of the other assets by folder; of those that are renamed themselves, none. */
  readonly taken: (folder: FolderId | null) => Iterable<string>
}

/** Words in braces that a template cannot have, in order; empty: it is right. */
export function unknownTokens(template: string): readonly string[] {
  return [...template.matchAll(TOKEN)].flatMap(([whole, name = '', digits]) =>
    isToken(name) && (digits === undefined || name === 'counter') ? [] : [whole],
  )
}

/**
 * What each asset would be called, in their order. Names are compared without regard to case, as Webflow's folders and
 * most file systems do; an asset that gives up its name lets another have it.
 */
export function renamings(
  template: string,
  sources: readonly RenameSource[],
  options: RenameOptions,
): readonly Renaming[] {
  const wanted = sources.map((source, at) => nameFor(template, source, options.start + at))
  const folders = new Map<FolderId | null, Folder>()
  for (const { folderId } of sources) {
    if (folders.has(folderId)) continue
    folders.set(folderId, { taken: keysOf(options.taken(folderId)), wanted: new Map() })
  }
  sources.forEach(({ folderId }, at) => {
    const names = folders.get(folderId)?.wanted
    const key = nameKey(wanted[at] ?? '')
    names?.set(key, (names.get(key) ?? 0) + 1)
  })
  return sources.map((source, at) => {
    const { id, name: from, folderId } = source
    const folder = folders.get(folderId) ?? NO_FOLDER
    const to = wanted[at] ?? ''
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
  /** How many want each name. */
  readonly wanted: Map<string, number>
}

const NO_FOLDER: Folder = { taken: new Set(), wanted: new Map() }
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
  let placed = false
  const filled = template.replace(TOKEN, (whole, word: string, digits: string | undefined) => {
    const name = word.toLowerCase()
    if (!isToken(name)) return whole
    if (name === 'ext') placed = true
    const width = name === 'counter' ? Math.min(Number(digits ?? 0), MAX_DIGITS) : 0
    return values[name].padStart(width, '0')
  })
  // Nothing but a dot is left where an asset without an extension was to show it.
  return placed ? cleanName(filled).replace(/\.$/, '') : cleanName(filled) + extension
}

function problemOf(name: string, { taken, wanted }: Folder): RenameProblem | undefined {
  if (isEmpty(name)) return 'empty'
  if (name.length > MAX_NAME_LENGTH) return 'too-long'
  if ((wanted.get(nameKey(name)) ?? 0) > 1) return 'twice'
  return taken.has(nameKey(name)) ? 'taken' : undefined
}

/** A name of nothing but an extension is none. */
const isEmpty = (name: string): boolean => splitName(name).stem === ''

const keysOf = (names: Iterable<string>): Set<string> => new Set([...names].map(nameKey))

const isToken = (name: string): name is RenameToken =>
  RENAME_TOKENS.some((token) => token === name.toLowerCase())
