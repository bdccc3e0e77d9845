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

/** What a stored object is answered with, as document and as headers. */
export interface Stored {
  readonly bucket: string
  readonly key: string
  readonly location: string
  /** With its quotes. */
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

/** The whole key is one encoded segment in S3's Location, its slashes too. */
export const locationOf = (bucketUrl: string, key: string): string =>
  `${bucketUrl}/${encodeKey(key).replaceAll('/', '%2F')}`

// Helpers

function document(root: string, elements: readonly (readonly [string, string])[]): string {
  const body = elements.map(([name, value]) => `<${name}>${escapeText(value)}</${name}>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${body}</${root}>`
}

/** Characters that XML 1.0 cannot carry at all become U+FFFD: a name may hold any. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"\r]/g, (character) => `&#${character.codePointAt(0)};`)
}
