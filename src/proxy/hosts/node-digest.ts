/**
 * MD5 by `node:crypto`, which workerd has too (`nodejs_compat`): native on both. `hash-wasm` is no choice here, since
 * workerd forbids compiling WASM from bytes.
 */
import { createHash } from 'node:crypto'
import { md5Hex } from '../../core/brands.ts'
import type { Digest } from '../base/digest.ts'

export function createDigest(): Digest {
  const hash = createHash('md5')
  return {
    update(bytes) {
      hash.update(bytes)
    },
    hex: () => md5Hex(hash.digest('hex')),
  }
}
