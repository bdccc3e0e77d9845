/**
 * Turns any file or folder name into one that Webflow accepts, whatever it contains: quotes, line breaks, emoji, 300
 * characters, `../`.
 */

/**
 * "File names must be less than 100 characters", https://developers.webflow.com/data/reference/assets/assets/create
 * (read 2026-11-23). Characters are counted as UTF-16 units, the strictest reading.
 */
export const MAX_NAME_LENGTH = 99

/**
 * A file's name as it is sent: the last segment of a path, in NFC, without control, direction and unpaired surrogate
 * characters, white space folded. Cuts the stem to fit {@link MAX_NAME_LENGTH}, never within a visible character.
 * Idempotent.
 */
export function normaliseFileName(name: string): string {
  const { stem, extension } = splitName(clean(lastSegment(name)))
  return fit(stem || 'file', extension)
}

/** A folder's name by the same rule; a folder has no extension. */
export function normaliseFolderName(name: string): string {
  const cleaned = clean(lastSegment(name))
  return fit(/^\.*$/.test(cleaned) ? 'folder' : cleaned, '')
}

/**
 * `name`, or if `taken` contains it (ignoring case) the first free of "name (2).ext", "name (3).ext" …
 * Does not add to `taken`.
 * @param taken names as {@link nameKey} returns them.
 */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const { stem, extension } = splitName(name)
  let candidate = name
  for (let n = 2; taken.has(nameKey(candidate)); n++) {
    candidate = fit(stem, ` (${n})${extension}`)
  }
  return candidate
}

/** Two names count as the same if their keys are equal. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * Cleans a name by the same rule without cutting it, so that its length can be checked. Slashes become hyphens: in a
 * typed name they are no path.
 */
export const cleanName = (name: string): string => clean(name.replace(/[/\\]/g, '-'))

/**
 * Splits a name at its last dot; the extension includes the dot. ".png" has an empty stem. A suffix that is too long for
 * an extension belongs to the stem.
 */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  if (dot < 0 || name.length - dot > LONGEST_EXTENSION) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot).trimEnd(), extension: name.slice(dot) }
}

// Helpers

// Control characters, and the marks that reorder text (they can make "gpj.exe" read "exe.jpg").
// oxlint-disable-next-line no-control-regex
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
/** With the dot. */
const LONGEST_EXTENSION = 12

function lastSegment(path: string): string {
  return path.split(/[/\\]/).findLast((segment) => segment !== '') ?? ''
}

function clean(name: string): string {
  return name
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(/[\r\n\t]/g, ' ')
    .replace(UNWANTED, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
}

function fit(stem: string, ending: string): string {
  const room = MAX_NAME_LENGTH - ending.length
  if (stem.length <= room) return stem + ending
  let kept = ''
  for (const { segment } of new Intl.Segmenter('en').segment(stem)) {
    if (kept.length + segment.length > room) break
    kept += segment
  }
  return kept.trimEnd() + ending
}
