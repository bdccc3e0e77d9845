/** What the Designer knows of an app from its `webflow.json`; both the page and its server import this. */
export interface AppManifest {
  readonly name: string
  /** The size that its window opens in, by name. */
  readonly size: string
  /** What it offers to do for an image element, of `create` and `manage`. */
  readonly imageIntents: readonly string[]
  /** The identifiers that it may set on elements. */
  readonly connections: readonly string[]
}

/** What stands for an app that is served without its manifest. */
export const NO_MANIFEST: AppManifest = {
  name: 'Asset Dock',
  size: 'comfortable',
  imageIntents: [],
  connections: [],
}

/**
 * Reads what `webflow.json` says, as JSON. What is missing or of another type counts as not said: a size is then
 * `default`, as the reference of the manifest has it (https://developers.webflow.com/designer/reference/app-settings,
 * read 2026-11-25).
 */
export function readManifest(json: unknown): AppManifest {
  if (!isRecord(json)) return NO_MANIFEST
  const { name, size, appIntents, appConnections } = json
  return {
    name: typeof name === 'string' && name !== '' ? name : NO_MANIFEST.name,
    size: typeof size === 'string' ? size : 'default',
    imageIntents: isRecord(appIntents) ? texts(appIntents['image']) : [],
    connections: texts(appConnections),
  }
}

// Helpers

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
