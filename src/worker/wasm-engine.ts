/**
 * MD5 by hash-wasm, for browsers with WASM but no SIMD. Uses only `createMD5`: the library's shorthands hang forever after
 * a failed compile (4.13.0), which happens in frames whose CSP lacks `wasm-unsafe-eval`.
 */
import { createMD5 } from 'hash-wasm'
import type { Md5Engine } from './md5-hasher.ts'

export const wasmEngine: Md5Engine = {
  name: 'wasm',
  async createHasher() {
    const hasher = await createMD5()
    return {
      init: () => void hasher.init(),
      update: (bytes) => void hasher.update(bytes),
      digest: () => hasher.digest('hex'),
    }
  },
}
