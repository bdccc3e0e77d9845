/** When a listing was begun, for those who judge by its age whether it is still to be believed. */

/** Clocks of two machines differ by less. */
const SLACK_MS = 10_000
const DAY_MS = 24 * 3_600_000

/**
 * The same time; but one that is still to come is from before the clock was set back. How old such a listing is nobody
 * can tell: it counts as too old, instead of as new until the clock has caught up.
 */
export const listingStartedAt = (startedAt: number, now: number): number =>
  startedAt > now + SLACK_MS ? now - DAY_MS : startedAt
