import {
  type CanvasPage,
  changePicture,
  ELEMENT_TYPES,
  freshNode,
  imageOf,
  inOrder,
  insertNode,
  nodeOf,
  type Picture,
  type Position,
  removeNode,
  ROOT,
} from '../../canvas-document.ts'
import type { Params } from '../../protocol.ts'
import { DesignerError } from '../../wire.ts'
import { type Method, type MethodDeps, type Methods, textOf, textOrNull } from '../method.ts'
import { inApi } from '../state.ts'

/**
 * Calls about the canvas's elements. The page answers them after asking its server, which counts them and can let them
 * fail. Each change is one undo step.
 */
export function elementMethods(deps: MethodDeps): Methods {
  return { ...lookingMethods(deps), ...pictureMethods(deps), ...placingMethods(deps) }
}

// Helpers

/** A method that runs once the canvas is loaded and the server allows it. */
const asking =
  ({ client, autosave }: MethodDeps) =>
  (name: string, run: Method['run'], needs?: AppMode): Method => ({
    ...(needs && { needs }),
    run: async (params) => {
      await autosave.ready()
      await client().call(name, {})
      return run(params)
    },
  })

/** Changes the canvas, and resolves when the change is saved. */
const changing =
  ({ state, autosave }: MethodDeps) =>
  async (what: string, next: CanvasPage) => {
    state.history.change(what, next)
    await autosave.saved()
    return null
  }

function lookingMethods(deps: MethodDeps): Methods {
  const { state } = deps
  const asks = asking(deps)
  const canvas = () => state.history.canvas.peek()
  return {
    getAllElements: asks('getAllElements', () => inOrder(canvas()).map(inApi)),
    getRootElement: asks('getRootElement', () => inApi(nodeOf(canvas(), ROOT))),
    getSelectedElement: asks('getSelectedElement', () => inApi(state.selectedNode.peek())),
    setSelectedElement: asks('setSelectedElement', (params) => {
      const id = textOrNull(params, 'element')
      state.selected.value = id !== null && Object.hasOwn(canvas(), id) ? id : null
      return inApi(state.selectedNode.peek())
    }),
    getChildren: asks('getChildren', (params) => {
      const { children = [] } = nodeOf(canvas(), textOf(params, 'element'))
      return children.map((id) => inApi(nodeOf(canvas(), id)))
    }),
    getDisplayName: asks(
      'getDisplayName',
      (params) => nodeOf(canvas(), textOf(params, 'element')).name,
    ),
  }
}

function pictureMethods(deps: MethodDeps): Methods {
  const { state, client, autosave } = deps
  const asks = asking(deps)
  const changes = changing(deps)
  const canvas = () => state.history.canvas.peek()
  const image = (params: Params) => imageOf(canvas(), textOf(params, 'element'))
  const draw = (what: string, params: Params, change: Partial<Picture>) => {
    const { id, name } = image(params)
    return changes(`${what} of ${name}`, changePicture(canvas(), id, change))
  }
  return {
    getElementAsset: asks('getElementAsset', (params) => image(params).picture.asset),
    setElementAsset: {
      needs: 'canModifyImageElement',
      run: async (params) => {
        await autosave.ready()
        const asset = textOrNull(params, 'asset')
        await client().call('setElementAsset', { asset })
        return draw('image', params, { asset })
      },
    },
    getElementAltText: {
      needs: 'canAccessAssets',
      run: async (params) => {
        await autosave.ready()
        const { alt, asset } = image(params).picture
        const { locale } = state.options.peek()
        const inherits = alt === undefined ? { asset, locale } : {}
        const inherited = await client().call('getElementAltText', inherits)
        return alt === undefined ? inherited : (alt ?? '')
      },
    },
    // An empty text removes the element's own alt text, so that its asset's applies.
    setElementAltText: asks(
      'setElementAltText',
      (params) => {
        const alt = textOrNull(params, 'altText')
        return draw('alt text', params, { alt: alt === '' ? undefined : alt })
      },
      'canModifyImageElement',
    ),
  }
}

function placingMethods(deps: MethodDeps): Methods {
  const { state } = deps
  const asks = asking(deps)
  const changes = changing(deps)
  const canvas = () => state.history.canvas.peek()
  const image = (params: Params) => imageOf(canvas(), textOf(params, 'element'))
  const connect = (params: Params, connections: readonly string[]) => {
    const { id, name } = image(params)
    return changes(`connections of ${name}`, changePicture(canvas(), id, { connections }))
  }
  const insert = async (params: Params) => {
    const node = freshNode(crypto.randomUUID(), typeOf(params))
    const where = { anchor: textOf(params, 'element'), position: positionOf(params) }
    await changes(`insertion of ${node.name}`, insertNode(canvas(), where, node))
    return inApi(node)
  }
  const remove = (params: Params) => {
    const { id, name } = nodeOf(canvas(), textOf(params, 'element'))
    return changes(`removal of ${name}`, removeNode(canvas(), id))
  }
  return {
    insertElement: asks('insertElement', insert, 'canDesign'),
    removeElement: asks('removeElement', remove, 'canDesign'),
    getAppConnections: asks('getAppConnections', (params) => image(params).picture.connections),
    setAppConnection: asks(
      'setAppConnection',
      (params) => {
        const value = textOf(params, 'value')
        if (!state.app.connections.includes(value)) {
          throw new DesignerError('InvalidRequest', `webflow.json has no connection "${value}".`)
        }
        return connect(params, [...new Set([...image(params).picture.connections, value])])
      },
      'canAccessCanvas',
    ),
    removeAppConnection: asks(
      'removeAppConnection',
      (params) => {
        const { connections } = image(params).picture
        const value = textOf(params, 'value')
        if (!connections.includes(value)) {
          throw new DesignerError('ResourceMissing', `The element has no connection "${value}".`)
        }
        return connect(
          params,
          connections.filter((known) => known !== value),
        )
      },
      'canAccessCanvas',
    ),
  }
}

function typeOf(params: Params) {
  const type = ELEMENT_TYPES.find((known) => known === params['type'])
  if (type !== undefined && type !== 'Body') return type
  throw new DesignerError('InvalidRequest', 'The sandbox cannot put that on the canvas.')
}

const POSITIONS: readonly Position[] = ['before', 'after', 'append', 'prepend']

function positionOf(params: Params): Position {
  const position = POSITIONS.find((known) => known === params['position'])
  if (position) return position
  throw new DesignerError('InvalidRequest', 'Elements go before, after, or into another.')
}
