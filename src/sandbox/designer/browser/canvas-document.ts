/**
 * A page of the site as its canvas holds it. The page, the panel's script and the server import this, so it stays free
 * of all three.
 */
import { DesignerError } from './wire.ts'

/** The kinds of elements that the sandbox's canvas knows, by their names in the Designer API. */
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

/** What an image element shows. */
export interface Picture {
  /** The asset's id; null shows nothing. */
  readonly asset: string | null
  /** Its own alt text, null = decorative; without one it has its asset's. */
  readonly alt?: string | null | undefined
  /** The app connections that were set on it. */
  readonly connections: readonly string[]
}

/** An image element's picture when it comes on the page. */
export const EMPTY_PICTURE: Picture = { asset: null, connections: [] }

export interface CanvasNode {
  readonly id: string
  readonly type: ElementType
  /** As the Navigator shows it. */
  readonly name: string
  /** What it says. */
  readonly text?: string
  /** Ids in their order; of elements that can hold others. */
  readonly children?: readonly string[]
  /** Of an image element. */
  readonly picture?: Picture
}

/** All elements of a page by their ids; {@link ROOT} is the outermost. */
export type CanvasPage = Readonly<Record<string, CanvasNode>>

export const ROOT = 'body'
/** The page's own component, which is the first half of every element's id. */
export const COMPONENT_ID = 'page'

/** Where something is inserted, seen from its anchor. */
export type Position = 'before' | 'after' | 'append' | 'prepend'

/** The elements from the outermost inwards, each before what is in it. */
export function inOrder(canvas: CanvasPage, from = ROOT): CanvasNode[] {
  const node = canvas[from]
  if (!node) return []
  return [node, ...(node.children ?? []).flatMap((child) => inOrder(canvas, child))]
}

/** The element that holds this one. */
export const parentOf = (canvas: CanvasPage, id: string): CanvasNode | undefined =>
  Object.values(canvas).find(({ children }) => children?.includes(id))

/** The elements around this one from the outermost, itself at the end. */
export function pathTo(canvas: CanvasPage, id: string): CanvasNode[] {
  const node = canvas[id]
  if (!node) return []
  const parent = parentOf(canvas, id)
  return parent ? [...pathTo(canvas, parent.id), node] : [node]
}

/**
 * The canvas with a new element in it.
 * @throws DesignerError `ResourceMissing` without the anchor; `InvalidElementPlacement` in what holds nothing, or beside
 * the body.
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
 * The canvas without the element and all that is in it.
 * @throws DesignerError `ResourceMissing`, or `InvalidTargetElement` for the body.
 */
export function removeNode(canvas: CanvasPage, id: string): CanvasPage {
  const node = nodeOf(canvas, id)
  const holder = parentOf(canvas, id)
  if (!holder) throw new DesignerError('InvalidTargetElement', 'The body cannot be removed.')
  const gone = new Set(inOrder(canvas, node.id).map((inner) => inner.id))
  const children = (holder.children ?? []).filter((child) => child !== id)
  const left = Object.entries(canvas).filter(([inner]) => !gone.has(inner))
  return { ...Object.fromEntries(left), [holder.id]: { ...holder, children } }
}

/** The canvas with another picture in that element. @throws DesignerError `ResourceMissing` */
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

/** An element as it is when it comes on the page. */
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
