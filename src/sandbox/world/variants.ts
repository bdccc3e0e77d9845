/**
 * Widths that Webflow makes of a photo for responsive pages, by the names seen in its answers (`…-p-500.png`). Which of
 * them it makes of which photo, and when, is not documented: here all of them, where the setting `imageVariants` is on.
 */
export const VARIANT_WIDTHS = [500, 800, 1080] as const

const SCALED = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif'])

/** Whether Webflow makes variants of such a file at all: of photos, not of drawings and animations. */
export const hasVariants = (contentType: string): boolean => SCALED.has(contentType)

/** `logo.png` at 500 pixels: `logo-p-500.png`. */
export const variantName = (name: string, width: number): string =>
  name.replace(/(\.[^.]*)?$/, `-p-${width}$1`)

/** The key whose variant this key names; undefined when it names none. */
export function originalOfVariant(key: string): string | undefined {
  const [, stem, width, extension = ''] = /^(.+)-p-(\d+)(\.[^.]*)?$/.exec(key) ?? []
  const isOne = VARIANT_WIDTHS.some((known) => String(known) === width)
  return isOne ? `${stem}${extension}` : undefined
}
