/**
 * The alt text of an image: a text, `decorative` (empty on purpose: screen readers skip the image) or `missing` (still to
 * be written).
 */
export type Alt =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'decorative' }
  | { readonly type: 'missing' }

export const DECORATIVE: Alt = { type: 'decorative' }
export const MISSING: Alt = { type: 'missing' }

/** Longer alt texts are cut to this many UTF-16 units; useful ones are far shorter. */
export const MAX_ALT_LENGTH = 10_000

/** Turns typed text into an alt text: one line, trimmed, in NFC. Blank text is `missing`. */
export function altOf(text: string): Alt {
  const line = text.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim()
  return line === '' ? MISSING : { type: 'text', text: line.slice(0, MAX_ALT_LENGTH) }
}

/**
 * Reads an alt text from an API. `null` means decorative in the Designer (`setAltText(null)`, typings 2.2.2). Whether
 * `null` in the Data API means decorative or missing is not documented, so the caller decides with `nullIs`.
 */
export function altFrom(text: string | null, nullIs: 'decorative' | 'missing'): Alt {
  if (text === null) return nullIs === 'decorative' ? DECORATIVE : MISSING
  return text === '' ? MISSING : { type: 'text', text }
}

export const sameAlt = (a: Alt, b: Alt): boolean =>
  a.type === b.type && (a.type !== 'text' || b.type !== 'text' || a.text === b.text)
