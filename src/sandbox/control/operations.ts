/** Everything that is counted and that a fault can hit, by the name it has in statistics and fault rules. */
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

export type Operation = (typeof OPERATIONS)[number]

/** Whether `name` is one of {@link OPERATIONS}. */
export const isOperation = (name: unknown): name is Operation =>
  OPERATIONS.some((operation) => operation === name)
