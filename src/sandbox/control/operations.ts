/** Every request that is counted and that a fault can hit, by the name it has in statistics and fault rules. */
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
 * The calls of the Designer API that are counted and that a fault can hit. What the page answers from what is open in it
 * (theme, mode, site, launch) is not among them. `getFolderName` is a folder's `getName`; `…Element…` are calls of an
 * image element, to tell them from an asset's.
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

/** What a rule can be for: an operation, `*` for all requests, or `designer.*` for all calls of the Designer. */
export const TARGETS = ['*', 'designer.*'] as const
export type Target = Operation | (typeof TARGETS)[number]

/** Whether what is meant by `target` has `operation` in it. */
export function isMeant(target: Target, operation: Operation): boolean {
  if (target === '*') return !isDesignerOperation(operation)
  if (target === 'designer.*') return isDesignerOperation(operation)
  return target === operation
}
