import { describe, expect, it } from 'vitest'
import {
  type CanvasPage,
  changePicture,
  freshNode,
  inOrder,
  insertNode,
  parentOf,
  pathTo,
  type Position,
  removeNode,
  ROOT,
} from '../../../src/sandbox/designer/browser/canvas-document.ts'
import { FIRST_CANVAS } from '../../../src/sandbox/designer/browser/first-canvas.ts'
import { createHistory } from '../../../src/sandbox/designer/browser/host/history.ts'
import { NO_MANIFEST, readManifest } from '../../../src/sandbox/designer/browser/manifest.ts'

const ids = (canvas: CanvasPage, from?: string) => inOrder(canvas, from).map(({ id }) => id)
const fresh = freshNode('new', 'Image')
const insert = (anchor: string, position: Position) =>
  insertNode(FIRST_CANVAS, { anchor, position }, fresh)

describe('a canvas', () => {
  it('lists every child once, and reaches every element from its root', () => {
    const children = Object.values(FIRST_CANVAS).flatMap((node) => node.children ?? [])
    expect(new Set(children).size).toBe(children.length)
    expect(ids(FIRST_CANVAS).toSorted()).toEqual(Object.keys(FIRST_CANVAS).toSorted())
    expect(pathTo(FIRST_CANVAS, 'gallery-image-2').map(({ id }) => id)).toEqual([
      'body',
      'gallery',
      'gallery-grid',
      'gallery-image-2',
    ])
  })

  it.each([
    ['hero-image', 'before', ['hero-heading', 'hero-text', 'new', 'hero-image']],
    ['hero-image', 'after', ['hero-heading', 'hero-text', 'hero-image', 'new']],
    ['hero', 'append', ['hero-heading', 'hero-text', 'hero-image', 'new']],
    ['hero', 'prepend', ['new', 'hero-heading', 'hero-text', 'hero-image']],
  ] as const)('takes an element at %s, %s', (anchor, position, children) => {
    const next = insert(anchor, position)
    expect(next['hero'].children).toEqual(children)
    expect(parentOf(next, 'new')?.id).toBe('hero')
    expect(FIRST_CANVAS).not.toHaveProperty('new')
  })

  it.each([
    [ROOT, 'after', 'InvalidElementPlacement'],
    ['hero-image', 'append', 'InvalidElementPlacement'],
    ['hero-heading', 'prepend', 'InvalidElementPlacement'],
    ['nobody', 'after', 'ResourceMissing'],
    ['toString', 'after', 'ResourceMissing'],
  ] as const)('refuses one at %s, %s', (anchor, position, tag) => {
    expect(() => insert(anchor, position)).toThrow(expect.objectContaining({ tag }))
  })

  it('removes an element with its descendants', () => {
    const next = removeNode(FIRST_CANVAS, 'gallery')
    expect(Object.keys(next).filter((id) => id.startsWith('gallery'))).toEqual([])
    expect(next[ROOT].children).toEqual(['hero', 'features'])
    expect(() => removeNode(FIRST_CANVAS, ROOT)).toThrow(
      expect.objectContaining({ tag: 'InvalidTargetElement' }),
    )
  })

  it('changes the pictures of image elements only', () => {
    const next = changePicture(FIRST_CANVAS, 'hero-image', { asset: 'a', alt: null })
    expect(next['hero-image'].picture).toEqual({ asset: 'a', alt: null, connections: [] })
    expect(() => changePicture(FIRST_CANVAS, 'hero', { asset: 'a' })).toThrow(
      expect.objectContaining({ tag: 'ResourceMissing' }),
    )
  })
})

describe('history', () => {
  it('undoes and redoes steps until a new change', () => {
    const history = createHistory(FIRST_CANVAS)
    const one = insert('hero', 'append')
    const two = removeNode(one, 'gallery')
    history.undo()
    history.change('one', one)
    history.change('two', two)
    history.undo()
    expect([history.canvas.value, history.undoable.value, history.redoable.value]).toEqual([
      one,
      'one',
      'two',
    ])
    history.redo()
    expect(history.canvas.value).toBe(two)
    history.undo()
    history.undo()
    expect([history.canvas.value, history.undoable.value]).toEqual([FIRST_CANVAS, null])
    history.change('three', two)
    expect(history.redoable.value).toBeNull()
    history.begin(one)
    expect([history.canvas.value, history.undoable.value]).toEqual([one, null])
  })

  it('keeps a limited number of steps', () => {
    const history = createHistory(FIRST_CANVAS)
    for (let n = 0; n < 250; n++) history.change(String(n), { ...FIRST_CANVAS })
    let steps = 0
    for (; history.undoable.value !== null; steps++) history.undo()
    expect(steps).toBe(200)
  })
})

describe('a manifest', () => {
  it('has name, size, image intents and connections', () => {
    expect(
      readManifest({
        name: 'Dock',
        size: 'large',
        appIntents: { image: ['manage'], form: ['manage'] },
        appConnections: ['manageImageElement', 7],
      }),
    ).toEqual({
      name: 'Dock',
      size: 'large',
      imageIntents: ['manage'],
      connections: ['manageImageElement'],
    })
  })

  it.each([null, [], 'text', 7])('falls back to the default for %j', (json) => {
    expect(readManifest(json)).toEqual(NO_MANIFEST)
  })

  it('has the default size if it names none', () => {
    const wrong = { appIntents: [], appConnections: {} }
    expect(readManifest(wrong)).toMatchObject({
      size: 'default',
      imageIntents: [],
      connections: [],
    })
  })
})
