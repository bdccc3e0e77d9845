/** When something that went wrong is tried again by itself, and when no longer. */
import type { Failure, FailureCode } from '../../../core/failure.ts'

/** Tries in all, the first one counted. The count starts anew when more bytes moved than ever before. */
export const MOST_TRIES = 6

const FIRST_MS = 1000
const LONGEST_MS = 30_000

/**
 * Milliseconds before the next try after `tries` that failed: doubling, capped, spread by half so that many panels
 * do not come back at once; never less than what the other side asked for.
 */
export function backoffMs(tries: number, random: () => number, askedMs = 0): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1))
  return Math.max(askedMs, full * (0.5 + random() / 2))
}

/** Failures that every other file would meet as well: one file's last try is everybody's. */
export const CONCERNS_ALL: ReadonlySet<FailureCode> = new Set([
  'panel-outdated',
  'proxy-outdated',
  'session-expired',
  'session-refused',
  'not-connected',
  'webflow-unauthorized',
  'webflow-scopes',
])

/** The proxy gave no answer at all. Nothing is wrong with any file, so the tries are not counted. */
export const isOutage = (failure: Failure): boolean => failure.code === 'proxy-unreachable'
