/**
 * What an image says to those who cannot see it: words; nothing on purpose (`decorative`: a screen reader goes past it);
 * or nothing yet (`missing`: somebody should write it).
 */
export type Alt =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'decorative' }
  | { readonly type: 'missing' }

export const DECORATIVE: Alt = { type: 'decorative' }
export const MISSING: Alt = { type: 'missing' }

/** The longest alt text that is sent; far above any that helps. */
export const MAX_ALT_LENGTH = 10_000

/** Words as an alt text: one line, without space around; without words, it is missing. */
export function altOf(text: string): Alt {
  const line = text.toWellFormed().normalize('NFC').replace(/\s+/g, ' ').trim()
  return line === '' ? MISSING : { type: 'text', text: line.slice(0, MAX_ALT_LENGTH) }
}

/**
 * An alt text as an API tells it. `null` is decorative in the Designer (`setAltText(null)`, typings 2.2.2). Whether the
 * Data API's `null` means that too, or that nobody has written one, is not documented: `nullIs` says which.
 */
export function altFrom(told: string | null, nullIs: 'decorative' | 'missing'): Alt {
  if (told === null) return nullIs === 'decorative' ? DECORATIVE : MISSING
  return told === '' ? MISSING : { type: 'text', text: told }
}

export const sameAlt = (a: Alt, b: Alt): boolean =>
  a.type === b.type && (a.type !== 'text' || b.type !== 'text' || a.text === b.text)
