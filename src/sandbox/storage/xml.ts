import { encodeKey } from '../world/world.ts'
import type { Refusal } from './refusal.ts'

/** S3's error document. */
export function errorDocument(refusal: Refusal, requestId: string): string {
  return document('Error', [
    ['Code', refusal.code],
    ['Message', refusal.message],
    ...(refusal.details ?? []),
    ['RequestId', requestId],
    ['HostId', 'sandbox'],
  ])
}

/** The facts of a stored object in S3's answer. */
export interface Stored {
  readonly bucket: string
  readonly key: string
  readonly location: string
  /** With quotes. */
  readonly etag: string
}

/** The body of a 201. */
export function postResponse(stored: Stored): string {
  return document('PostResponse', [
    ['Location', stored.location],
    ['Bucket', stored.bucket],
    ['Key', stored.key],
    ['ETag', stored.etag],
  ])
}

/** In S3's Location the whole key is one encoded segment, slashes included. */
export const locationOf = (bucketUrl: string, key: string): string =>
  `${bucketUrl}/${encodeKey(key).replaceAll('/', '%2F')}`

// Helpers

function document(root: string, elements: readonly (readonly [string, string])[]): string {
  const body = elements.map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${body}</${root}>`
}

/** Replaces characters that XML 1.0 can't represent with U+FFFD: file names may contain any. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"\r]/g, (character) => `&#${character.codePointAt(0)};`)
}
