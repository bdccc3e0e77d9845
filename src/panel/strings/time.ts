/** Dates and ages for the panel's words, as the language in use writes them. */
import { onLanguage } from './language.ts'

let dates: Intl.DateTimeFormat
let ages: Intl.RelativeTimeFormat

onLanguage(({ tag }) => {
  dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' })
  ages = new Intl.RelativeTimeFormat(tag, { style: 'short', numeric: 'always' })
})

/** A day: "24 Nov 2026". `ms` since the epoch. */
export const day = (ms: number): string => dates.format(ms)

/** An age of `ms` milliseconds in its natural unit: "3 min. ago", "2 days ago". */
export function ago(ms: number): string {
  const [unit, length] = UNITS.find(([, length]) => ms + SLACK >= length) ?? ['minute', MINUTE]
  return ages.format(-Math.max(1, Math.floor((ms + SLACK) / length)), unit)
}

// Helpers

const MINUTE = 60_000
/** Coarse where seconds do not matter, but precise enough to show three hours. */
const SLACK = MINUTE / 2
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
] as const
