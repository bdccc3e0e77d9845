import { type DesignerOperation, isDesignerOperation } from '../control/operations.ts'

/** The call of the Designer API that the page asks its server for, if it is one: files have addresses of their own. */
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
