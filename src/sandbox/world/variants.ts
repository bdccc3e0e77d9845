/**
 * The widths of a photo's variants for responsive pages, from the names in Webflow's answers (`…-p-500.png`). Webflow
 * does not document which variants it creates, or when: with the setting `imageVariants` the sandbox has all of them.
 */
export const VARIANT_WIDTHS = [500, 800, 1080] as const

const SCALED = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif'])

/** Whether Webflow creates variants of this type: of photos, not of drawings and animations. */
export const hasVariants = (contentType: string): boolean => SCALED.has(contentType)

/** `logo.png` at 500 pixels: `logo-p-500.png`. */
export const variantName = (name: string, width: number): string =>
  name.replace(/(\.[^.]*)?$/, `-p-${width}$1`)

/** The original's key for a variant's key; undefined if it names no variant. */
export function originalOfVariant(key: string): string | undefined {
  const [, stem, width, extension = ''] = /^(.+)-p-(\d+)(\.[^.]*)?$/.exec(key) ?? []
  const isOne = VARIANT_WIDTHS.some((known) => String(known) === width)
  return isOne ? `${stem}${extension}` : undefined
}
