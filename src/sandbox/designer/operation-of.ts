import { type DesignerOperation, isDesignerOperation } from '../control/operations.ts'

/** The Designer API call for a method and URL; null if there is none, as for uploads. */
export function designerOperationOf(method: string, url: string): DesignerOperation | null {
  const path = url.split('?', 1)[0] ?? ''
  if (method === 'POST' && /^\/__designer\/[^/]+\/assets$/.test(path)) return 'designer.createAsset'
  if (method === 'PUT' && /^\/__designer\/[^/]+\/assets\/[^/]+\/file$/.test(path)) {
    return 'designer.setFile'
  }
  const called = /^\/__designer\/[^/]+\/call\/([^/]+)$/.exec(path)?.[1]
  const name = `designer.${called}`
  return method === 'POST' && isDesignerOperation(name) ? name : null
}
