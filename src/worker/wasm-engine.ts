/**
 * MD5 by hash-wasm, where WASM runs without SIMD. Only `createMD5` is used: the library's shorthands hang for ever
 * after one failed compile (4.13.0), and a failed compile is what a frame's policy without `wasm-unsafe-eval` gives.
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
