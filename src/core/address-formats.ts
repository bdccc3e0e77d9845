/** Addresses of assets as they are pasted elsewhere, escaped by the rules of each place. */
import type { Alt } from './alt-text.ts'

export const ADDRESS_FORMATS = ['url', 'markdown', 'html', 'css'] as const
export type AddressFormat = (typeof ADDRESS_FORMATS)[number]

export interface Addressed {
  readonly name: string
  readonly url: string
  readonly alt: Alt
  /** Whether it is shown (an image) or linked to (anything else). */
  readonly picture: boolean
}

/** One asset a line. CSS has a `background-image` each for images, and a bare `url()` for what is none. */
export const addressesAs = (format: AddressFormat, assets: readonly Addressed[]): string =>
  assets.map((asset) => WRITERS[format](asset)).join('\n')

// Helpers

const WRITERS: Readonly<Record<AddressFormat, (asset: Addressed) => string>> = {
  url: ({ url }) => safeUrl(url),
  markdown: ({ name, url, alt, picture }) =>
    picture
      ? `![${markdownText(wordsOf(alt))}](${safeUrl(url)})`
      : `[${markdownText(name)}](${safeUrl(url)})`,
  html: ({ name, url, alt, picture }) =>
    picture
      ? `<img src="${htmlText(safeUrl(url))}" alt="${htmlText(wordsOf(alt))}">`
      : `<a href="${htmlText(safeUrl(url))}">${htmlText(name)}</a>`,
  css: ({ url, picture }) =>
    picture ? `background-image: url("${safeUrl(url)}");` : `url("${safeUrl(url)}")`,
}

/** Missing is as empty as decorative: code cannot say that somebody should still write it. */
const wordsOf = (alt: Alt): string => (alt.type === 'text' ? alt.text : '')

/**
 * The address with what would end it early in any of the places percent-encoded: spaces, quotes, brackets, parentheses,
 * backslashes, control characters. What is encoded already stays as it is.
 */
const safeUrl = (url: string): string =>
  url.replace(
    ENDS_EARLY,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

// oxlint-disable-next-line no-control-regex
const ENDS_EARLY = /[\u0000-\u0020\u007f"'()<>[\]\\^`{|}]/g

/** CommonMark 0.31, 2.4: any of its punctuation may stand after a backslash. A line break would end the text. */
const markdownText = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&!~|]/g, '\\$&')

const htmlText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
