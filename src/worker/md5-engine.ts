/**
 * The ladder of MD5 engines: the first one that works here is taken, once. Runs in the hash worker, or on the page
 * where workers cannot start; knows neither. Only the first rung is loaded with this module.
 */
import { createLanesHasher } from './md5-lanes/lanes-hasher.ts'
import type { Md5Engine } from './md5-hasher.ts'

/** A step of the ladder. Rejects where the engine cannot run. */
export type Rung = () => Promise<Md5Engine>

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
 * The engine of the first rung that holds.
 * @throws the last rung's error when none does.
 */
export async function chooseEngine(ladder: readonly Rung[] = LADDER): Promise<Md5Engine> {
  let last: unknown = new Error('There is no MD5 engine to choose from.')
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

/** Of the test suite in RFC 1321, A.5 (https://www.rfc-editor.org/rfc/rfc1321). */
const KNOWN = { text: 'message digest', md5: 'f96b697d7cb7938d525a2f31aaf161d0' } as const

/** That the digests are right; what lies within an engine is for its own tests. */
async function selfTest(engine: Md5Engine): Promise<void> {
  const hasher = await engine.createHasher()
  hasher.init()
  hasher.update(new TextEncoder().encode(KNOWN.text))
  const found = hasher.digest()
  if (found !== KNOWN.md5) {
    throw new Error(`The ${engine.name} MD5 engine is wrong: expected ${KNOWN.md5}, got ${found}.`)
  }
}
