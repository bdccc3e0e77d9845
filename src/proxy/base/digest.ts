import type { Md5Hex } from '../../core/brands.ts'

/** MD5 of bytes as they pass. */
export interface Digest {
  update(bytes: Uint8Array): void
  /** May be called once. */
  hex(): Md5Hex
}
