import { vi } from 'vitest'

/**
 * Resolves with what `check` returns once it no longer throws; asks every few milliseconds. The bound only ends a test
 * that hangs.
 * @throws the last error of `check`, after a minute.
 */
export const until = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 10 })
