/** Smooths the upload speed, and estimates the remaining time and its bottleneck. */

/**
 * What limits the remaining time: the connection's bandwidth (`line`), the time that each file spends waiting for answers
 * (`files`), or Webflow's calls per minute (`webflow`).
 */
export type Bottleneck = 'line' | 'files' | 'webflow'

/**
 * The remaining work of a run and its measured costs. Time while bytes are being sent is charged per byte, all other time
 * per file.
 */
export interface WorkLeft {
  /** Bytes left to send. */
  readonly bytes: number
  /** Milliseconds per byte. */
  readonly msPerByte: number
  /** Files left to upload. */
  readonly files: number
  /** Milliseconds per file, apart from sending its bytes. */
  readonly msPerFile: number
  /** Calls to Webflow left to make. */
  readonly calls: number
  /** Calls per minute that Webflow allows; undefined while unknown or unlimited. */
  readonly callsPerMinute: number | undefined
  /** Calls that may be made now without waiting. */
  readonly callsAtOnce: number
  /** Milliseconds until Webflow allows more calls; undefined while some are left. */
  readonly callsFreeInMs: number | undefined
}

export interface TimeLeft {
  readonly ms: number
  readonly bottleneck: Bottleneck
  /** The expected average for the remaining files. */
  readonly filesPerSecond: number
}

/** Estimates the time left: uploading and Webflow's call limit run in parallel, so the slower one decides. */
export function timeLeft(work: WorkLeft): TimeLeft {
  const sendingMs = work.bytes * work.msPerByte
  const answersMs = work.files * work.msPerFile
  const webflowMs = callsMs(work)
  const ms = Math.max(sendingMs + answersMs, webflowMs)
  const larger = sendingMs >= answersMs ? 'line' : 'files'
  return {
    ms,
    bottleneck: webflowMs > sendingMs + answersMs ? 'webflow' : larger,
    filesPerSecond: ms > 0 ? (work.files / ms) * 1000 : 0,
  }
}

/** An exponentially weighted amount and the time that it took: recent work weighs more. */
export interface Yield {
  readonly ms: number
  readonly amount: number
}

export const NO_YIELD: Yield = { ms: 0, amount: 0 }

/** Adds the `amount` of the last `ms` milliseconds; every `halfLifeMs` of them halve the weight of what came before. */
export function addYield(before: Yield, ms: number, amount: number, halfLifeMs: number): Yield {
  const weight = 0.5 ** (ms / halfLifeMs)
  return { ms: before.ms * weight + ms, amount: before.amount * weight + amount }
}

// Helpers

/** Counts whole minutes: a run spends each minute's calls at once, then waits for the next minute. */
function callsMs({ calls, callsAtOnce, callsPerMinute, callsFreeInMs }: WorkLeft): number {
  const beyond = calls - callsAtOnce
  if (callsPerMinute === undefined || beyond <= 0) return 0
  const minutes = Math.ceil(beyond / callsPerMinute) * 60_000
  return callsFreeInMs === undefined ? minutes : minutes - 60_000 + callsFreeInMs
}
