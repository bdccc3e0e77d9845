/**
 * Narrows the Designer's answers to the types that the API promises. The answers come from our own page, so a mismatch
 * is a bug in the sandbox, and the error says so.
 */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw unexpected('a text', value)
}

export function textAnswer(value: unknown): string | null {
  return value === null ? null : text(value)
}

export function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text)
  throw unexpected('a list', value)
}

export function nothing(value: unknown): null {
  if (value === null) return null
  throw unexpected('nothing', value)
}

export const unexpected = (expected: string, value: unknown): Error =>
  new Error(
    `The sandbox's Designer answered ${JSON.stringify(value)} where ${expected} was expected.`,
  )
