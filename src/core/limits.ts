import type { Failure } from './failure.ts'
import { MAX_DEPTH } from './wire.ts'

/**
 * The file types that Webflow accepts, by extension, and their size limits.
 *
 * Source: "Working with Assets", https://developers.webflow.com/data/docs/working-with-assets (images up to 4 MB,
 * documents up to 10 MB; read 2026-11-23). A megabyte of 1024 × 1024 bytes and 10 MB for `json` and `lottie` are as in
 * `@webflow/webflow-cli` 2.8.0. Webflow derives the content type from the extension alone.
 */
const MEGABYTE = 1024 * 1024

export const MAX_BYTES = {
  image: 4 * MEGABYTE,
  document: 10 * MEGABYTE,
  animation: 10 * MEGABYTE,
} as const

export type AssetKind = keyof typeof MAX_BYTES

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'

export const ASSET_TYPES = {
  png: { kind: 'image', mime: 'image/png' },
  jpg: { kind: 'image', mime: 'image/jpeg' },
  jpeg: { kind: 'image', mime: 'image/jpeg' },
  gif: { kind: 'image', mime: 'image/gif' },
  svg: { kind: 'image', mime: 'image/svg+xml' },
  webp: { kind: 'image', mime: 'image/webp' },
  avif: { kind: 'image', mime: 'image/avif' },
  pdf: { kind: 'document', mime: 'application/pdf' },
  doc: { kind: 'document', mime: 'application/msword' },
  docx: { kind: 'document', mime: `${OFFICE}.wordprocessingml.document` },
  xls: { kind: 'document', mime: 'application/vnd.ms-excel' },
  xlsx: { kind: 'document', mime: `${OFFICE}.spreadsheetml.sheet` },
  ppt: { kind: 'document', mime: 'application/vnd.ms-powerpoint' },
  pptx: { kind: 'document', mime: `${OFFICE}.presentationml.presentation` },
  txt: { kind: 'document', mime: 'text/plain' },
  csv: { kind: 'document', mime: 'text/csv' },
  odt: { kind: 'document', mime: `${OPEN_DOCUMENT}.text` },
  ods: { kind: 'document', mime: `${OPEN_DOCUMENT}.spreadsheet` },
  odp: { kind: 'document', mime: `${OPEN_DOCUMENT}.presentation` },
  json: { kind: 'animation', mime: 'application/json' },
  lottie: { kind: 'animation', mime: 'application/zip' },
} as const satisfies Record<string, { kind: AssetKind; mime: string }>

export type AssetExtension = keyof typeof ASSET_TYPES

/** The highest size limit of any kind, in bytes. */
export const LARGEST_BYTES = Math.max(...Object.values(MAX_BYTES))

/** The extension of a name in lower case, without the dot; empty if there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** The asset type of a file with this name; undefined if Webflow does not accept it. */
export function assetTypeOf(name: string): { kind: AssetKind; mime: string } | undefined {
  const extension = extensionOf(name)
  return isAssetExtension(extension) ? ASSET_TYPES[extension] : undefined
}

/**
 * The limit that a file breaks, as a failure; undefined if Webflow accepts the file. The facts are `kind`, `limitBytes`
 * and `sizeBytes`, or `extension`.
 */
export function brokenLimit(file: {
  readonly name: string
  /** Bytes. */
  readonly size: number
}): Failure | undefined {
  const type = assetTypeOf(file.name)
  if (!type) return unsupported(file.name)
  if (file.size === 0) {
    return { code: 'file-empty', message: `"${file.name}" is empty: there is nothing to upload.` }
  }
  const limitBytes = MAX_BYTES[type.kind]
  if (file.size <= limitBytes) return undefined
  return {
    code: 'file-too-large',
    message: `"${file.name}" has ${file.size} bytes: Webflow accepts up to ${limitBytes} for its type (${type.kind}). Make it smaller.`,
    facts: { kind: type.kind, limitBytes, sizeBytes: file.size },
  }
}

/** The failure of a file nested in more than {@link MAX_DEPTH} folders; its facts are `limit` and `depth`. */
export function tooDeep(path: readonly string[]): Failure | undefined {
  if (path.length <= MAX_DEPTH) return undefined
  return {
    code: 'file-too-deep',
    message: `The file is nested in ${path.length} folders: at most ${MAX_DEPTH} are allowed. Move it up.`,
    facts: { limit: MAX_DEPTH, depth: path.length },
  }
}

// Helpers

function isAssetExtension(extension: string): extension is AssetExtension {
  return Object.hasOwn(ASSET_TYPES, extension)
}

function unsupported(name: string): Failure {
  const extension = extensionOf(name)
  const what = extension ? `files of the type .${extension}` : 'files without an extension'
  return {
    code: 'file-type',
    message: `"${name}" cannot be an asset: Webflow does not accept ${what}. Convert it first.`,
    facts: { extension },
  }
}
