/** The arithmetic behind the header: speed without jumps, and a time left that names its bottleneck. */

/**
 * What decides how long a run still takes: the line's bytes a second, the answers that each file waits for, or Webflow's
 * calls a minute.
 */
export type Bottleneck = 'line' | 'files' | 'webflow'

/**
 * What a run still has to do, and what that costs: while bytes are on the line their number counts, all other time is
 * shared by the files.
 */
export interface WorkLeft {
  /** Bytes that are still to be sent. */
  readonly bytes: number
  /** Milliseconds that each byte takes. */
  readonly msPerByte: number
  /** Files that are still to be brought. */
  readonly files: number
  /** Milliseconds that each file takes besides its bytes. */
  readonly msPerFile: number
  /** Calls to Webflow that are still to be made. */
  readonly calls: number
  /** Calls a minute that Webflow allows; undefined while unknown or unlimited. */
  readonly callsPerMinute: number | undefined
  /** Calls that may be made at once before waiting. */
  readonly callsAtOnce: number
  /** Milliseconds until more may be made, once those are spent; undefined while some are left. */
  readonly callsFreeInMs: number | undefined
}

export interface TimeLeft {
  readonly ms: number
  readonly bottleneck: Bottleneck
  /** At which the files that are left are brought, if it comes as expected. */
  readonly filesPerSecond: number
}

/** The time left; the slowest of what goes on side by side decides. */
export function timeLeft(work: WorkLeft): TimeLeft {
  const line = work.bytes * work.msPerByte
  const answers = work.files * work.msPerFile
  const webflow = callsMs(work)
  const ms = Math.max(line + answers, webflow)
  const own = line >= answers ? 'line' : 'files'
  return {
    ms,
    bottleneck: webflow > line + answers ? 'webflow' : own,
    filesPerSecond: ms > 0 ? (work.files / ms) * 1000 : 0,
  }
}

/** What some time brought, with less weight the longer ago. */
export interface Yield {
  readonly ms: number
  readonly amount: number
}

export const NO_YIELD: Yield = { ms: 0, amount: 0 }

/** Adds what `ms` more brought; what came before weighs half for every `halfLifeMs` of them. */
export function addYield(before: Yield, ms: number, amount: number, halfLifeMs: number): Yield {
  const kept = 0.5 ** (ms / halfLifeMs)
  return { ms: before.ms * kept + ms, amount: before.amount * kept + amount }
}

// Helpers

/** A run makes its calls as soon as it may, so a minute begins with all of them, and then nothing goes on. */
function callsMs({ calls, callsAtOnce, callsPerMinute, callsFreeInMs }: WorkLeft): number {
  const beyond = calls - callsAtOnce
  if (callsPerMinute === undefined || beyond <= 0) return 0
  const minutes = Math.ceil(beyond / callsPerMinute) * 60_000
  return callsFreeInMs === undefined ? minutes : minutes - 60_000 + callsFreeInMs
}
