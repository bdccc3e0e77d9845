import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AppManifest, NO_MANIFEST, readManifest } from './browser/manifest.ts'

/**
 * Reads the panel's `webflow.json`: at `path`, otherwise in the panel's folder. Without one, the app has no intents and
 * no connections.
 * @throws Error if the file is not JSON, or if `path` names a file that does not exist.
 */
export function readManifestFile(options: {
  readonly path?: string | undefined
  readonly panelDir?: string | undefined
}): AppManifest {
  const { path, panelDir } = options
  const file = path ?? (panelDir === undefined ? undefined : join(panelDir, 'webflow.json'))
  if (file === undefined) return NO_MANIFEST
  const text = read(file, path !== undefined)
  if (text === undefined) return NO_MANIFEST
  try {
    return readManifest(JSON.parse(text))
  } catch (cause) {
    throw new Error(`Failed to read ${file}: it is not JSON. Correct it, and start again.`, {
      cause,
    })
  }
}

// Helpers

function read(file: string, mustBeThere: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (!mustBeThere) return undefined
    throw new Error(`Failed to read ${file}: it is not there. Correct PANEL_MANIFEST.`, { cause })
  }
}
