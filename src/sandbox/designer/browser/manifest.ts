/** What the Designer reads from an app's `webflow.json`. Both the page and its server import this. */
export interface AppManifest {
  readonly name: string
  /** The name of the size that the window opens with. */
  readonly size: string
  /** Its intents for image elements: `create`, `manage` or both. */
  readonly imageIntents: readonly string[]
  /** The connection identifiers that it may set on elements. */
  readonly connections: readonly string[]
}

/** Used for an app that is served without a manifest. */
export const NO_MANIFEST: AppManifest = {
  name: 'Asset Dock',
  size: 'comfortable',
  imageIntents: [],
  connections: [],
}

/**
 * Reads a parsed `webflow.json`. Fields that are missing or of another type count as absent; a missing size is
 * `default`, as in the manifest's reference (https://developers.webflow.com/designer/reference/app-settings, read
 * 2026-11-25).
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
