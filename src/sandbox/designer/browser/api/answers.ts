/**
 * The Designer's answers as the types that the API promises. What comes is our own page's, so an answer of another kind
 * is a defect of the sandbox, and said as such.
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

export const unexpected = (wanted: string, value: unknown): Error =>
  new Error(`The sandbox's Designer answered ${JSON.stringify(value)} where ${wanted} was due.`)
