import type { SettingValues } from '../control/settings.ts'

/** A token's state in its rate window. */
export interface RateVerdict {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until the window admits another request, or would if it were used up. */
  readonly retryAfterMs: number
}

/** Announced when the limit is off, so that clients that pace themselves by it don't slow down. */
const NO_LIMIT = 1_000_000

/**
 * Counts requests per token. Webflow does not document whether its window is fixed or sliding, so both exist here.
 * Refused requests don't count.
 */
export class RateWindows {
  readonly #spent = new Map<string, number[]>()

  /** Counts a request against the token's window, if the window has room. */
  take(token: string, now: number, settings: SettingValues): RateVerdict {
    return this.#judge(token, now, settings, true)
  }

  /** The token's state; counts nothing. */
  peek(token: string, now: number, settings: SettingValues): RateVerdict {
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

/** The request times that still count, oldest first. A fixed window keeps all of them or none. */
function current(times: number[], now: number, settings: SettingValues): number[] {
  const counts = (time: number) => time > now - settings.rateWindowMs
  if (settings.rateWindow === 'sliding') return times.filter(counts)
  const [first] = times
  return first !== undefined && counts(first) ? times : []
}
