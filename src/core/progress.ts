/** The arithmetic behind the header: speed without jumps, and a time left that names its bottleneck. */

/** What decides how long a run still takes: the line's bytes a second, or Webflow's calls a minute. */
export type Bottleneck = 'line' | 'webflow'

export interface WorkLeft {
  /** Bytes that are still to be sent. */
  readonly bytes: number
  /** Bytes a second, smoothed; 0 while unknown. */
  readonly bytesPerSecond: number
  /** Calls to Webflow that are still to be made. */
  readonly calls: number
  /** Calls a minute that Webflow allows; undefined while unknown or unlimited. */
  readonly callsPerMinute: number | undefined
  /** Calls that may be made at once before waiting. */
  readonly callsAtOnce: number
}

export interface TimeLeft {
  readonly ms: number
  readonly bottleneck: Bottleneck
}

/** The time left, or undefined while too little is known to say one. */
export function timeLeft(work: WorkLeft): TimeLeft | undefined {
  const line = work.bytesPerSecond > 0 ? (work.bytes / work.bytesPerSecond) * 1000 : undefined
  const webflow = callsMs(work)
  if (line === undefined && webflow === 0) return undefined
  return line === undefined || webflow > line
    ? { ms: webflow, bottleneck: 'webflow' }
    : { ms: line, bottleneck: 'line' }
}

/** An average in which a sample's weight halves every `halfLifeMs`. `previous` undefined: the sample itself. */
export function smooth(
  previous: number | undefined,
  sample: number,
  elapsedMs: number,
  halfLifeMs: number,
): number {
  if (previous === undefined) return sample
  const kept = 0.5 ** (elapsedMs / halfLifeMs)
  return previous * kept + sample * (1 - kept)
}

// Helpers

function callsMs(work: WorkLeft): number {
  const beyond = work.calls - work.callsAtOnce
  if (work.callsPerMinute === undefined || beyond <= 0) return 0
  return (beyond / work.callsPerMinute) * 60_000
}
