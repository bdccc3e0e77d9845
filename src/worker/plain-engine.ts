/** MD5 in plain JavaScript, for frames whose CSP forbids WASM. */
import { md5 } from 'js-md5'
import type { Md5Engine } from './md5-hasher.ts'

export const plainEngine: Md5Engine = {
  name: 'javascript',
  async createHasher() {
    let hasher = md5.create()
    return {
      init: () => void (hasher = md5.create()),
      update: (bytes) => void hasher.update(bytes),
      digest: () => hasher.hex(),
    }
  },
}
