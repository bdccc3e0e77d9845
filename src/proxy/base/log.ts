/** Structured log: one JSON object a line, secrets masked before anything is written. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogFields = Readonly<Record<string, unknown>>

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/**
 * A log that hands finished lines to `write`. `secrets` are strings that never appear in a line, wherever they
 * turn up; values under a field named like a secret are masked without looking.
 */
export function createLog(options: {
  readonly level: LogLevel
  readonly now: () => number
  readonly write: (line: string) => void
  readonly secrets?: readonly string[]
}): Log {
  const secrets = (options.secrets ?? []).filter((secret) => secret.length > 0)
  const least = LOG_LEVELS.indexOf(options.level)
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (LOG_LEVELS.indexOf(level) < least) return
      const time = new Date(options.now()).toISOString()
      options.write(JSON.stringify(masked({ time, level, message, ...fields }, secrets, 0)))
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A thrown value as data for the log, with its chain of causes. */
export function thrownFields(thrown: unknown, depth = 0): LogFields {
  if (!(thrown instanceof Error)) return { thrown: String(thrown) }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}
  const stack = depth === 0 && thrown.stack ? { stack: thrown.stack } : {}
  const cause =
    thrown.cause === undefined || depth > 4 ? {} : { cause: thrownFields(thrown.cause, depth + 1) }
  return { name: thrown.name, error: thrown.message, ...code, ...stack, ...cause }
}

// Helpers

const MASK = '[masked]'
const SECRET_FIELD =
  /token|authorization|cookie|secret|ticket|policy|signature|credential|password|access-?key|^session$|^form$|^code$/i
// Sealed texts (JWE: four or five parts) and bearer headers, wherever they stand.
const SECRET_TEXT = [/\bBearer\s+[\w.~+/=-]+/gi, /\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g]

function masked(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (depth > 8) return MASK
  if (typeof value === 'string') return maskedText(value, secrets)
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, secrets, depth + 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELD.test(key) && !isErrorCode(key, item) ? MASK : masked(item, secrets, depth + 1),
    ]),
  )
}

function maskedText(value: string, secrets: readonly string[]): string {
  let clean = value
  for (const secret of secrets) clean = clean.replaceAll(secret, MASK)
  for (const pattern of SECRET_TEXT) clean = clean.replace(pattern, MASK)
  return clean
}

/** `code` names an OAuth secret in one place and the kind of an error in all others. */
const isErrorCode = (key: string, value: unknown): boolean =>
  key === 'code' && typeof value === 'string' && /^[A-Za-z_-]{1,40}$/.test(value)
