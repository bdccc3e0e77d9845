import { type CanvasPage, type CanvasNode, EMPTY_PICTURE, ROOT } from './canvas-document.ts'

const GALLERY = [1, 2, 3, 4].map((n) => `gallery-image-${n}`)

const NODES: readonly CanvasNode[] = [
  { id: ROOT, type: 'Body', name: 'Body', children: ['hero', 'features', 'gallery'] },
  {
    id: 'hero',
    type: 'Section',
    name: 'Hero section',
    children: ['hero-heading', 'hero-text', 'hero-image'],
  },
  {
    id: 'hero-heading',
    type: 'Heading',
    name: 'Heading',
    text: 'A calm place for every file',
  },
  {
    id: 'hero-text',
    type: 'Paragraph',
    name: 'Paragraph',
    text: 'Pictures, papers and plans, each where it belongs.',
  },
  { id: 'hero-image', type: 'Image', name: 'Hero image', picture: EMPTY_PICTURE },
  {
    id: 'features',
    type: 'Section',
    name: 'Feature section',
    children: ['feature-block', 'feature-image'],
  },
  { id: 'feature-block', type: 'Block', name: 'Div block', children: ['feature-link'] },
  { id: 'feature-link', type: 'Link', name: 'Text link', text: 'See the berths' },
  { id: 'feature-image', type: 'Image', name: 'Feature image', picture: EMPTY_PICTURE },
  {
    id: 'gallery',
    type: 'Section',
    name: 'Gallery section',
    children: ['gallery-title', 'gallery-grid'],
  },
  { id: 'gallery-title', type: 'Heading', name: 'Gallery title', text: 'From the quay' },
  {
    id: 'gallery-grid',
    type: 'Block',
    name: 'Gallery',
    children: GALLERY,
  },
  ...GALLERY.map((id, index): CanvasNode => ({
    id,
    type: 'Image',
    name: `Gallery image ${index + 1}`,
    picture: EMPTY_PICTURE,
  })),
]

/** The first page of every site: two sections, a gallery, six image elements. */
export const FIRST_CANVAS: CanvasPage = Object.fromEntries(NODES.map((node) => [node.id, node]))
