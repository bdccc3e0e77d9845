import type { Params } from '../../protocol.ts'
import { DesignerError } from '../../wire.ts'
import type { Method, MethodDeps, Methods } from '../method.ts'

/** Calls about the site's assets and folders; the server answers all of them. */
export function assetMethods({ state, client, refresh }: MethodDeps): Methods {
  const read = (method: string): Method => ({
    needs: 'canAccessAssets',
    run: (params) => client().call(method, params),
  })
  const write = (run: Method['run']): Method => ({
    needs: 'canManageAssets',
    run: async (params) => {
      const value = await run(params)
      refresh()
      return value
    },
  })
  const change = (method: string) => write((params) => client().call(method, params))
  return {
    getAllAssets: read('getAllAssets'),
    getAllAssetFolders: read('getAllAssetFolders'),
    getAssetById: read('getAssetById'),
    getUrl: read('getUrl'),
    getMimeType: read('getMimeType'),
    getName: read('getName'),
    getAltText: read('getAltText'),
    getParent: read('getParent'),
    getFolderName: read('getFolderName'),
    setName: change('setName'),
    setAltText: change('setAltText'),
    createAssetFolder: change('createAssetFolder'),
    setParent: write((params) => {
      const { parentless } = state.options.peek()
      return client().call('setParent', { ...params, parentless })
    }),
    createAsset: write((params) => client().createAsset(fileOf(params))),
    setFile: write((params) => client().setFile(String(params['asset']), fileOf(params))),
  }
}

// Helpers

function fileOf(params: Params): File {
  if (params['file'] instanceof File) return params['file']
  throw new DesignerError('InvalidRequest', 'The call needs a file.')
}
