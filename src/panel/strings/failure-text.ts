/** The shape of a failure's texts in any language, and its facts as text. */
import type { Failure, FailureCode } from '../../core/failure.ts'
import { MAX_BYTES } from '../../core/limits.ts'
import { bytes } from './format.ts'

export interface FailureText {
  /** In a few characters, for a row. */
  readonly state: (failure: Failure) => string
  readonly title: (failure: Failure) => string
  /** What to do about it. */
  readonly todo: string | ((failure: Failure) => string)
  /** For `n` files, whose facts may differ; without it, the sentence uses the first one's `state`. */
  readonly group?: (n: number, failures: readonly Failure[]) => string
}

export interface FailureWords {
  readonly texts: Readonly<Record<FailureCode, FailureText>>
  /** The `todo` of failures that pass with time. */
  readonly again: string
  readonly retrying: string
  /** `state`: the text of the same name. */
  readonly failedFiles: (n: number, state: string) => string
}

/** Texts without facts. */
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

/** The server is set up for a different site. */
export const isOtherSite = (failure: Failure): boolean => failure.facts?.['reason'] === 'other-site'

/** A fact as text; undefined if it is missing or empty. */
export function factOf(failure: Failure, name: string): string | undefined {
  const fact = failure.facts?.[name]
  return fact === undefined || fact === '' ? undefined : String(fact)
}

/** The fact if all failures share it, as text; undefined if it differs or is missing. */
export function commonFact(failures: readonly Failure[], name: string): string | undefined {
  const [first, ...others] = new Set(failures.map((failure) => factOf(failure, name)))
  return others.length === 0 ? first : undefined
}

/** The extensions of files, as " (.md, .psd, …)"; empty if none has one. */
export function examples(failures: readonly Failure[]): string {
  const names = [...new Set(failures.flatMap((failure) => factOf(failure, 'extension') ?? []))]
  const shown = names.slice(0, EXAMPLES).map((name) => `.${name}`)
  if (shown.length === 0) return ''
  return ` (${[...shown, ...(names.length > EXAMPLES ? ['…'] : [])].join(', ')})`
}

/** The permissions that are missing, as a list; undefined if unknown. */
export const scopesOf = (failure: Failure): string | undefined =>
  factOf(failure, 'scopes') ?? factOf(failure, 'scope')

/** Webflow's own reason, without a final period; undefined if it gave none. */
export const reasonOf = (failure: Failure): string | undefined =>
  factOf(failure, 'webflowReason')?.replace(/\.\s*$/, '')

/** This panel's origin, as " (origin: https://…)"; empty outside of a page. `label`: the word for "origin". */
export const withOrigin = (label: string): string =>
  'location' in globalThis ? ` (${label}: ${location.origin})` : ''

// Helpers

const EXAMPLES = 2
