import type { Store } from '../../src/panel/ports/run.ts'

/** Preferences in memory. */
export function memoryStore(kept = new Map<string, string>()): Store {
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) }
}
