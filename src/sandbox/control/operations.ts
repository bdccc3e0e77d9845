/** All requests that are counted and subject to faults, by their names in statistics and fault rules. */
export const OPERATIONS = [
  'listSites',
  'getSite',
  'listAssets',
  'createAsset',
  'getAsset',
  'updateAsset',
  'deleteAsset',
  'listFolders',
  'createFolder',
  'getFolder',
  'introspectToken',
  'authorizedBy',
  'resolveToken',
  'authorize',
  'accessToken',
  'revokeAuthorization',
  'putObject',
  'getObject',
] as const

/**
 * The Designer API calls that are counted and subject to faults. Calls that the page answers from its own state (theme,
 * mode, site, launch) are not. `getFolderName` is a folder's `getName`; `…Element…` are an image element's calls, to
 * distinguish them from an asset's.
 */
export const DESIGNER_OPERATIONS = [
  'designer.getIdToken',
  'designer.getAllAssets',
  'designer.getAssetById',
  'designer.createAsset',
  'designer.getAllAssetFolders',
  'designer.createAssetFolder',
  'designer.getFolderName',
  'designer.getUrl',
  'designer.getAltText',
  'designer.setAltText',
  'designer.getName',
  'designer.setName',
  'designer.setFile',
  'designer.getMimeType',
  'designer.getParent',
  'designer.setParent',
  'designer.getAllElements',
  'designer.getRootElement',
  'designer.getSelectedElement',
  'designer.setSelectedElement',
  'designer.getChildren',
  'designer.getDisplayName',
  'designer.insertElement',
  'designer.removeElement',
  'designer.getElementAsset',
  'designer.setElementAsset',
  'designer.getElementAltText',
  'designer.setElementAltText',
  'designer.getAppConnections',
  'designer.setAppConnection',
  'designer.removeAppConnection',
] as const

export type DesignerOperation = (typeof DESIGNER_OPERATIONS)[number]
export type Operation = (typeof OPERATIONS)[number] | DesignerOperation

/** Whether `name` is one of {@link OPERATIONS} or {@link DESIGNER_OPERATIONS}. */
export const isOperation = (name: unknown): name is Operation =>
  OPERATIONS.some((operation) => operation === name) || isDesignerOperation(name)

/** Whether `name` is one of {@link DESIGNER_OPERATIONS}. */
export const isDesignerOperation = (name: unknown): name is DesignerOperation =>
  DESIGNER_OPERATIONS.some((operation) => operation === name)

/** What a rule can apply to: an operation, `*` for all requests, or `designer.*` for all calls of the Designer. */
export const TARGETS = ['*', 'designer.*'] as const
export type Target = Operation | (typeof TARGETS)[number]

/** Whether `target` includes `operation`. */
export function isMeant(target: Target, operation: Operation): boolean {
  if (target === '*') return !isDesignerOperation(operation)
  if (target === 'designer.*') return isDesignerOperation(operation)
  return target === operation
}
