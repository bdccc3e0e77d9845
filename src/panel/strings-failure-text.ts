/** How a failure's words are written down, in any language, and its facts ready to be said. */
import type { Failure, FailureCode } from '../core/failure.ts'
import { MAX_BYTES } from '../core/limits.ts'
import { bytes } from './strings-format.ts'

export interface FailureText {
  /** In a row's few characters. */
  readonly state: (failure: Failure) => string
  readonly title: (failure: Failure) => string
  /** What to do about it. */
  readonly todo: string | ((failure: Failure) => string)
  /** The same failure of `n` files; without it, a sentence is made of `state`. */
  readonly group?: (n: number, sample: Failure) => string
}

export interface FailureWords {
  readonly texts: Readonly<Record<FailureCode, FailureText>>
  /** `state` as the failure's own words have it. */
  readonly failedFiles: (n: number, state: string) => string
}

/** Words that need no facts. */
export const fixed = (
  state: string,
  title: string,
  todo: FailureText['todo'],
  group?: FailureText['group'],
): FailureText => ({
  state: () => state,
  title: () => title,
  todo,
  ...(group && { group }),
})

/** The limit that was broken, as a size. */
export function limitOf(failure: Failure): string {
  const n = failure.facts?.['limitBytes']
  return bytes(typeof n === 'number' ? n : MAX_BYTES.image)
}

/** The size that broke a limit; never reads as the limit itself. */
export function sizeOf(failure: Failure): string | undefined {
  const n = failure.facts?.['sizeBytes']
  return typeof n === 'number' ? bytes(n, true) : undefined
}

/** Whether the person can open Webflow's consent page: with a site token there is none. */
export const canConnect = (failure: Failure): boolean => failure.facts?.['connectUrl'] !== undefined

/** The server works for one site, and it is another one. */
export const isOtherSite = (failure: Failure): boolean => failure.facts?.['reason'] === 'other-site'

/** A fact as text; undefined where it is not told or empty. */
export function factOf(failure: Failure, name: string): string | undefined {
  const fact = failure.facts?.[name]
  return fact === undefined || fact === '' ? undefined : String(fact)
}
