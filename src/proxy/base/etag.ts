import { isMd5Hex, type Md5Hex } from '../../core/brands.ts'

/**
 * The MD5 in an ETag, undefined where it holds none. Storage puts it there for an object uploaded in one piece (S3,
 * "Common response headers": ETag).
 */
export function md5OfEtag(etag: string | null | undefined): Md5Hex | undefined {
  const text = /^"?([0-9a-f]{32})"?$/i.exec(etag ?? '')?.[1]?.toLowerCase()
  return text !== undefined && isMd5Hex(text) ? text : undefined
}
