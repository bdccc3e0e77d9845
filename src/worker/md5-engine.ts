/**
 * Chooses the first MD5 engine that works in this browser. Runs in the hash worker, or on the page if workers cannot
 * start. Only the first engine is part of this module; the others load on demand.
 */
import { createLanesHasher } from './md5-lanes/lanes-hasher.ts'
import type { Md5Engine } from './md5-hasher.ts'

/** Loads an engine. Rejects if the engine cannot run. */
export type Rung = () => Promise<Md5Engine>

/** The fastest engine first. */
export const LADDER: readonly Rung[] = [
  async () => {
    const lanes = await createLanesHasher()
    return {
      name: 'lanes',
      createHasher: async () => lanes.createHasher(),
      hashMany: (files) => lanes.hashMany(files),
    }
  },
  async () => (await import('./wasm-engine.ts')).wasmEngine,
  async () => (await import('./plain-engine.ts')).plainEngine,
]

/**
 * The first engine that loads and passes the self-test.
 * @throws the last engine's error if none does.
 */
export async function chooseEngine(ladder: readonly Rung[] = LADDER): Promise<Md5Engine> {
  let last: unknown = new Error('No MD5 engine to choose from: the list of engines is empty.')
  for (const rung of ladder) {
    try {
      const engine = await rung()
      await selfTest(engine)
      return engine
    } catch (error) {
      last = error
    }
  }
  throw last
}

// Helpers

/** From the test suite in RFC 1321, A.5 (https://www.rfc-editor.org/rfc/rfc1321). */
const KNOWN = { text: 'message digest', md5: 'f96b697d7cb7938d525a2f31aaf161d0' } as const

/** @throws Error if the engine computes a wrong digest. */
async function selfTest(engine: Md5Engine): Promise<void> {
  const hasher = await engine.createHasher()
  hasher.init()
  hasher.update(new TextEncoder().encode(KNOWN.text))
  const found = hasher.digest()
  if (found !== KNOWN.md5) {
    throw new Error(
      `The MD5 engine "${engine.name}" computes wrong digests: expected ${KNOWN.md5}, got ${found}.`,
    )
  }
}
