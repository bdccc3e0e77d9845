/**
 * The MD5 engines and the choice between them. Runs in the hash worker, or on the page where workers cannot
 * start; knows neither.
 *
 * Only `createMD5` of hash-wasm is used: its shorthands hang for ever after one failed compile (4.13.0), and a
 * failed compile is what a frame's policy without `wasm-unsafe-eval` gives.
 */
import { createMD5 } from 'hash-wasm'
import { md5 as plainMd5 } from 'js-md5'
import type { HashEngine } from '../core/hash-protocol.ts'

/** One running digest. `digest` ends it; `init` starts the next one. */
export interface Md5Hasher {
  init(): void
  update(bytes: Uint8Array<ArrayBuffer>): void
  /** 32 lower-case hex digits. */
  digest(): string
}

/** Where hashers come from; each holds its own state, so several can run side by side. */
export interface Md5Engine {
  readonly name: HashEngine
  createHasher(): Promise<Md5Hasher>
}

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

export const plainEngine: Md5Engine = {
  name: 'javascript',
  async createHasher() {
    let hasher = plainMd5.create()
    return {
      init: () => void (hasher = plainMd5.create()),
      update: (bytes) => void hasher.update(bytes),
      digest: () => hasher.hex(),
    }
  },
}

/**
 * The first engine that passes its self-test, WASM before plain JavaScript.
 * @throws the last engine's error when none does.
 */
export async function chooseEngine(
  engines: readonly Md5Engine[] = [wasmEngine, plainEngine],
): Promise<Md5Engine> {
  let last: unknown = new Error('There is no MD5 engine to choose from.')
  for (const engine of engines) {
    try {
      await selfTest(engine)
      return engine
    } catch (error) {
      last = error
    }
  }
  throw last
}

// Helpers

/** Of the test suite in RFC 1321, A.5 (https://www.rfc-editor.org/rfc/rfc1321). */
const KNOWN = { text: 'message digest', md5: 'f96b697d7cb7938d525a2f31aaf161d0' } as const

async function selfTest(engine: Md5Engine): Promise<void> {
  const hasher = await engine.createHasher()
  hasher.init()
  hasher.update(new TextEncoder().encode(KNOWN.text))
  const found = hasher.digest()
  if (found !== KNOWN.md5) {
    throw new Error(`The ${engine.name} MD5 engine is wrong: expected ${KNOWN.md5}, got ${found}.`)
  }
}
