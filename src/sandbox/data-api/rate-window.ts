import type { SettingValues } from '../control/settings.ts'

/** How a token stands in its window. */
export interface RateVerdict {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Until the window lets more in, or would if it were spent. */
  readonly retryAfterMs: number
}

/** What is announced when the limit is off: clients that pace themselves by it then do not. */
const NO_LIMIT = 1_000_000

/**
 * Counts requests for each token. Whether Webflow's window is fixed or slides is not documented, so both are here; a
 * refused request spends nothing.
 */
export class RateWindows {
  readonly #spent = new Map<string, number[]>()

  /** Spends one request of the token's window, if it has one left. */
  take(token: string, now: number, settings: SettingValues): RateVerdict {
    return this.#judge(token, now, settings, true)
  }

  /** How the token stands, without spending. */
  look(token: string, now: number, settings: SettingValues): RateVerdict {
    return this.#judge(token, now, settings, false)
  }

  clear(): void {
    this.#spent.clear()
  }

  #judge(token: string, now: number, settings: SettingValues, spends: boolean): RateVerdict {
    const { rateLimit, rateWindowMs } = settings
    if (rateLimit === 0) {
      return { allowed: true, limit: NO_LIMIT, remaining: NO_LIMIT, retryAfterMs: rateWindowMs }
    }
    const inside = current(this.#spent.get(token) ?? [], now, settings)
    const allowed = inside.length < rateLimit
    if (allowed && spends) this.#spent.set(token, [...inside, now])
    const spent = inside.length + (allowed && spends ? 1 : 0)
    return {
      allowed,
      limit: rateLimit,
      remaining: Math.max(0, rateLimit - spent),
      retryAfterMs: (inside[0] ?? now) + rateWindowMs - now,
    }
  }
}

// Helpers

/** The times, oldest first, that still count: in a fixed window all or none of them. */
function current(times: number[], now: number, settings: SettingValues): number[] {
  const counts = (time: number) => time > now - settings.rateWindowMs
  if (settings.rateWindow === 'sliding') return times.filter(counts)
  const [first] = times
  return first !== undefined && counts(first) ? times : []
}
