/**
 * A page of the site. The Designer's page, the panel's script and the server import this module, so it must not import
 * any of them.
 */
import { DesignerError } from './wire.ts'

/** The element types that the canvas supports, by their names in the Designer API. */
export const ELEMENT_TYPES = [
  'Body',
  'Section',
  'Block',
  'Heading',
  'Paragraph',
  'Link',
  'Image',
] as const
export type ElementType = (typeof ELEMENT_TYPES)[number]

/** An image element's settings. */
export interface Picture {
  /** The asset's ID; null: no image. */
  readonly asset: string | null
  /** The element's own alt text, null = decorative; without one, the asset's applies. */
  readonly alt?: string | null | undefined
  /** The element's app connections. */
  readonly connections: readonly string[]
}

/** The settings of a new image element. */
export const EMPTY_PICTURE: Picture = { asset: null, connections: [] }

export interface CanvasNode {
  readonly id: string
  readonly type: ElementType
  /** The name in the Navigator. */
  readonly name: string
  /** The element's text. */
  readonly text?: string
  /** The children's IDs in order; only for elements that can have children. */
  readonly children?: readonly string[]
  /** Only for image elements. */
  readonly picture?: Picture
}

/** All elements of a page by ID; {@link ROOT} is the outermost. */
export type CanvasPage = Readonly<Record<string, CanvasNode>>

export const ROOT = 'body'
/** The page's own component: the first half of every element's ID. */
export const COMPONENT_ID = 'page'

/** Where to insert, relative to the anchor. */
export type Position = 'before' | 'after' | 'append' | 'prepend'

/** The elements in document order: each one before its children. */
export function inOrder(canvas: CanvasPage, from = ROOT): CanvasNode[] {
  const node = canvas[from]
  if (!node) return []
  return [node, ...(node.children ?? []).flatMap((child) => inOrder(canvas, child))]
}

/** The element's parent. */
export const parentOf = (canvas: CanvasPage, id: string): CanvasNode | undefined =>
  Object.values(canvas).find(({ children }) => children?.includes(id))

/** The element's ancestors from the outermost, then the element. */
export function pathTo(canvas: CanvasPage, id: string): CanvasNode[] {
  const node = canvas[id]
  if (!node) return []
  const parent = parentOf(canvas, id)
  return parent ? [...pathTo(canvas, parent.id), node] : [node]
}

/**
 * Returns the canvas with a new element.
 * @throws DesignerError `ResourceMissing` if the anchor does not exist; `InvalidElementPlacement` if the anchor can't
 * have children, or for a sibling of the body.
 */
export function insertNode(
  canvas: CanvasPage,
  where: { readonly anchor: string; readonly position: Position },
  node: CanvasNode,
): CanvasPage {
  const anchor = nodeOf(canvas, where.anchor)
  const inside = where.position === 'append' || where.position === 'prepend'
  const holder = inside ? anchor : parentOf(canvas, anchor.id)
  if (!holder?.children || !HOLDERS.has(holder.type)) {
    throw new DesignerError(
      'InvalidElementPlacement',
      `Nothing can be put ${inside ? 'into' : where.position} "${anchor.name}".`,
    )
  }
  const at = {
    append: holder.children.length,
    prepend: 0,
    before: holder.children.indexOf(anchor.id),
    after: holder.children.indexOf(anchor.id) + 1,
  }[where.position]
  const children = holder.children.toSpliced(at, 0, node.id)
  return { ...canvas, [node.id]: node, [holder.id]: { ...holder, children } }
}

/**
 * Returns the canvas without the element and its descendants.
 * @throws DesignerError `ResourceMissing`, or `InvalidTargetElement` for the body.
 */
export function removeNode(canvas: CanvasPage, id: string): CanvasPage {
  const node = nodeOf(canvas, id)
  const parent = parentOf(canvas, id)
  if (!parent) throw new DesignerError('InvalidTargetElement', 'The body cannot be removed.')
  const removed = new Set(inOrder(canvas, node.id).map((descendant) => descendant.id))
  const children = (parent.children ?? []).filter((child) => child !== id)
  const remaining = Object.entries(canvas).filter(([key]) => !removed.has(key))
  return { ...Object.fromEntries(remaining), [parent.id]: { ...parent, children } }
}

/** Returns the canvas with a changed image element. @throws DesignerError `ResourceMissing` */
export function changePicture(
  canvas: CanvasPage,
  id: string,
  change: Partial<Picture>,
): CanvasPage {
  const node = imageOf(canvas, id)
  return { ...canvas, [id]: { ...node, picture: { ...node.picture, ...change } } }
}

/** @throws DesignerError `ResourceMissing` */
export function nodeOf(canvas: CanvasPage, id: string): CanvasNode {
  const node = Object.hasOwn(canvas, id) ? canvas[id] : undefined
  if (node) return node
  throw new DesignerError('ResourceMissing', 'The element is not on the page any more.')
}

/** @throws DesignerError `ResourceMissing` */
export function imageOf(
  canvas: CanvasPage,
  id: string,
): CanvasNode & { readonly picture: Picture } {
  const node = nodeOf(canvas, id)
  if (node.picture) return { ...node, picture: node.picture }
  throw new DesignerError('ResourceMissing', `"${node.name}" is not an image element.`)
}

/** A new element with its type's default content. */
export const freshNode = (id: string, type: ElementType): CanvasNode => ({
  id,
  type,
  name: FRESH_NAMES[type],
  ...(FRESH_TEXTS[type] !== undefined && { text: FRESH_TEXTS[type] }),
  ...(HOLDERS.has(type) && { children: [] }),
  ...(type === 'Image' && { picture: EMPTY_PICTURE }),
})

// Helpers

const HOLDERS: ReadonlySet<ElementType> = new Set(['Body', 'Section', 'Block', 'Link'])

const FRESH_NAMES: Readonly<Record<ElementType, string>> = {
  Body: 'Body',
  Section: 'Section',
  Block: 'Div block',
  Heading: 'Heading',
  Paragraph: 'Paragraph',
  Link: 'Text link',
  Image: 'Image',
}

const FRESH_TEXTS: Readonly<Partial<Record<ElementType, string>>> = {
  Heading: 'Heading',
  Paragraph: 'Text',
  Link: 'Link',
}
