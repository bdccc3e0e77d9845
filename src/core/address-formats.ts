/** Formats asset URLs for pasting elsewhere, escaped by the rules of each format. */
import type { Alt } from './alt-text.ts'

export const ADDRESS_FORMATS = ['url', 'markdown', 'html', 'css'] as const
export type AddressFormat = (typeof ADDRESS_FORMATS)[number]

export interface Addressed {
  readonly name: string
  readonly url: string
  readonly alt: Alt
  /** True for an image, which is embedded; anything else is linked. */
  readonly picture: boolean
}

/** One asset per line. In CSS, images become a `background-image` declaration, other files a bare `url()`. */
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

/** HTML and Markdown cannot tell a missing alt text from a decorative image: both are empty. */
const wordsOf = (alt: Alt): string => (alt.type === 'text' ? alt.text : '')

/**
 * Percent-encodes characters that would end the URL early in any of the formats: spaces, quotes, brackets, parentheses,
 * backslashes, control characters. Existing escapes stay as they are.
 */
const safeUrl = (url: string): string =>
  url.replace(
    ENDS_EARLY,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

// oxlint-disable-next-line no-control-regex
const ENDS_EARLY = /[\u0000-\u0020\u007f"'()<>[\]\\^`{|}]/g

/** CommonMark 0.31, 2.4: a backslash escapes any ASCII punctuation. White space is folded: a line break would end the text. */
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
