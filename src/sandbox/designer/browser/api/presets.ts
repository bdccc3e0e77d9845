import type { ElementType } from '../canvas-document.ts'

/** The presets that the sandbox supports. */
export type KnownPresets = Pick<
  ElementPresets,
  'DivBlock' | 'Heading' | 'Image' | 'Paragraph' | 'Section' | 'TextLink'
>

/** The element type of each preset. */
const TYPES: { readonly [Name in keyof KnownPresets]: ElementType } = {
  DivBlock: 'Block',
  Heading: 'Heading',
  Image: 'Image',
  Paragraph: 'Paragraph',
  Section: 'Section',
  TextLink: 'Link',
}

/** The supported tags of `element.append` (reference read 2026-11-25). */
const TAGS: Readonly<Record<string, ElementType>> = { div: 'Block', img: 'Image', p: 'Paragraph' }

/** The supported part of `webflow.elementPresets`. */
export const elementPresets: KnownPresets = makePresets()

/** The element type that a preset or a tag stands for; empty for anything else. */
export function elementTypeOf(that: unknown): string {
  if (typeof that === 'string') return TAGS[that] ?? ''
  const name = nameOf(that)
  return Object.entries(TYPES).find(([known]) => known === name)?.[1] ?? ''
}

// Helpers

/** Real presets have a brand that exists only in the types, and a function that only the Designer calls. */
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
