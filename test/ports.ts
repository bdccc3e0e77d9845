/** Ports that must be known before anything listens on them: each test file that runs at the same time has its own. */

/** How many test files run at once: two even where there are but two cores, as much of their time is waiting. */
export const FILES_AT_ONCE = 2

/** The distance between the ports of two files. */
const APART = 50

/** From `base` on, for the `lane`th of the files that run at once, counted from 1. */
export const portsOf = (base: number, lane: number): number => base + (lane - 1) * APART

/** Which of the files at once this is. Vitest counts them from 1; a benchmark is alone. */
export const LANE = Number(process.env['VITEST_POOL_ID'] ?? 1)
