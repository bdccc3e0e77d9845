/** Which failures are retried automatically, when, and how often. */
import type { Failure, FailureCode } from '../../../core/failure.ts'

/** Maximum tries, including the first. Progress resets the count. */
export const MOST_TRIES = 6

const FIRST_MS = 1000
const LONGEST_MS = 30_000

/**
 * Milliseconds before the next try after `tries` failures: doubles up to a cap, with a random half so that panels do
 * not retry in step; never less than `askedMs`.
 */
export function backoffMs(tries: number, random: () => number, askedMs = 0): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1))
  return Math.max(askedMs, full * (0.5 + random() / 2))
}

/** Failures that affect every file: if one file fails for good, all do. */
export const CONCERNS_ALL: ReadonlySet<FailureCode> = new Set([
  'panel-outdated',
  'proxy-outdated',
  'session-expired',
  'session-refused',
  'not-connected',
  'webflow-unauthorized',
  'webflow-scopes',
])

/** The proxy did not answer. No file is at fault, so tries are not counted. */
export const isOutage = (failure: Failure): boolean => failure.code === 'proxy-unreachable'
