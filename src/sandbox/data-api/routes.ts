import type { Operation } from '../control/operations.ts'

/** An operation's method and path, and the scope that it requires. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** In Hono's syntax: `:name` matches one segment. */
  readonly path: string
  readonly scope: string | null
}

/** The supported part of the Data API: https://developers.webflow.com/data/reference (OpenAPI of April 2026). */
export const ROUTES = {
  listSites: { method: 'GET', path: '/v2/sites', scope: 'sites:read' },
  getSite: { method: 'GET', path: '/v2/sites/:siteId', scope: 'sites:read' },
  listAssets: { method: 'GET', path: '/v2/sites/:siteId/assets', scope: 'assets:read' },
  createAsset: { method: 'POST', path: '/v2/sites/:siteId/assets', scope: 'assets:write' },
  getAsset: { method: 'GET', path: '/v2/assets/:assetId', scope: 'assets:read' },
  updateAsset: { method: 'PATCH', path: '/v2/assets/:assetId', scope: 'assets:write' },
  deleteAsset: { method: 'DELETE', path: '/v2/assets/:assetId', scope: 'assets:write' },
  listFolders: { method: 'GET', path: '/v2/sites/:siteId/asset_folders', scope: 'assets:read' },
  createFolder: { method: 'POST', path: '/v2/sites/:siteId/asset_folders', scope: 'assets:write' },
  getFolder: { method: 'GET', path: '/v2/asset_folders/:folderId', scope: 'assets:read' },
  introspectToken: { method: 'GET', path: '/v2/token/introspect', scope: null },
  authorizedBy: { method: 'GET', path: '/v2/token/authorized_by', scope: 'authorized_user:read' },
  resolveToken: { method: 'POST', path: '/beta/token/resolve', scope: 'authorized_user:read' },
} as const satisfies Partial<Record<Operation, Route>>

export type DataOperation = keyof typeof ROUTES

/** The Data API operation for a method and path; null if there is none. */
export function dataOperationOf(method: string, path: string): DataOperation | null {
  return MATCHERS.find((route) => route.method === method && route.path.test(path))?.name ?? null
}

/** The operations' names, in the table's order. */
export const DATA_OPERATIONS = Object.keys(ROUTES).filter(isDataOperation)

// Helpers

function isDataOperation(name: string): name is DataOperation {
  return Object.hasOwn(ROUTES, name)
}

const MATCHERS = DATA_OPERATIONS.map((name) => ({
  name,
  method: ROUTES[name].method,
  path: new RegExp(`^${ROUTES[name].path.replaceAll(/:\w+/g, '[^/]+')}$`),
}))
