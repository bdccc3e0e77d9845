import type { Store } from '../../src/panel/ports/run.ts'

/** Preferences that last as long as the test. */
export function memoryStore(kept = new Map<string, string>()): Store {
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) }
}
