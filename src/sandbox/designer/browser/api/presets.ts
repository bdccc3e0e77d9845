import type { ElementType } from '../canvas-document.ts'

/** What the sandbox can put on the canvas. */
export type KnownPresets = Pick<
  ElementPresets,
  'DivBlock' | 'Heading' | 'Image' | 'Paragraph' | 'Section' | 'TextLink'
>

/** What becomes of each of them. */
const TYPES: { readonly [Name in keyof KnownPresets]: ElementType } = {
  DivBlock: 'Block',
  Heading: 'Heading',
  Image: 'Image',
  Paragraph: 'Paragraph',
  Section: 'Section',
  TextLink: 'Link',
}

/** By the reference of `element.append` (read 2026-11-25), of which the sandbox has these. */
const TAGS: Readonly<Record<string, ElementType>> = { div: 'Block', img: 'Image', p: 'Paragraph' }

/** `webflow.elementPresets`, as far as the sandbox goes. */
export const elementPresets: KnownPresets = makePresets()

/** The type of the element that an insertion asks for: by a preset or by a tag; empty for what is neither. */
export function wantedType(that: unknown): string {
  if (typeof that === 'string') return TAGS[that] ?? ''
  const name = nameOf(that)
  return Object.entries(TYPES).find(([known]) => known === name)?.[1] ?? ''
}

// Helpers

/** Real presets carry a brand that exists in types alone, and a function that the Designer keeps for itself. */
function makePresets(): KnownPresets {
  const names = Object.keys(TYPES)
  const made: unknown = Object.fromEntries(names.map((name) => [name, { id: ['Basic', name] }]))
  if (arePresets(made)) return made
  throw new Error('Failed to make the presets: one of them is missing.')
}

function arePresets(value: unknown): value is KnownPresets {
  return typeof value === 'object' && value !== null && 'Image' in value
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined
  return Array.isArray(value.id) && typeof value.id[1] === 'string' ? value.id[1] : undefined
}
