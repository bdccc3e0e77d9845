/**
 * The rule by which a file's or folder's name becomes one that Webflow takes. Anything can come in: quotes, line
 * breaks, emoji, 300 characters, `../`.
 */

/**
 * "File names must be less than 100 characters", https://developers.webflow.com/data/reference/assets/assets/create
 * (read 2026-11-23). Characters are counted as UTF-16 units, the strictest reading.
 */
export const MAX_NAME_LENGTH = 99

/**
 * A file's name in the form that is sent: the last segment of a path, NFC, without control, direction and
 * unpaired surrogate characters, white space folded, at most {@link MAX_NAME_LENGTH} long with its extension
 * kept, never cut within a visible character. Applying it twice changes nothing.
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
 * `name`, or where `taken` has it already (case aside) the first free "name (2).ext", "name (3).ext" …
 * Does not add to `taken`.
 */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const { stem, extension } = splitName(name)
  let candidate = name
  for (let n = 2; taken.has(nameKey(candidate)); n++) {
    candidate = fit(stem, ` (${n})${extension}`)
  }
  return candidate
}

/** The form in which two names count as the same. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase()

/**
 * A name cleaned by the same rule, but at its full length, so that it can be judged before it is cut. Slashes become
 * hyphens: a person typed them as part of the name, not as a path.
 */
export const cleanName = (name: string): string => clean(name.replace(/[/\\]/g, '-'))

/**
 * A name's stem and its extension with the dot. A leading dot starts a name, not an extension, unless nothing but the
 * extension is there (".png").
 */
export function splitName(name: string): { readonly stem: string; readonly extension: string } {
  const dot = name.lastIndexOf('.')
  if (dot < 0 || name.length - dot > LONGEST_EXTENSION) return { stem: name, extension: '' }
  return { stem: name.slice(0, dot).trimEnd(), extension: name.slice(dot) }
}

// Helpers

// Control characters, then the marks that reorder text (they can make "gpj.exe" read "exe.jpg").
// oxlint-disable-next-line no-control-regex
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
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
