/** workerd's own way of saying how long a streamed body is: there a Content-Length header alone is ignored. */

type FixedLengthConstructor = new (length: number) => TransformStream<Uint8Array, Uint8Array>

/** Undefined where the host has no such stream, and takes the header at its word. */
export const FixedLength = fixedLengthConstructor()

/** The body itself, in the form in which its length is told. `length` undefined: nobody knows it. */
export function exactLength(
  body: ReadableStream<Uint8Array>,
  length: number | undefined,
): ReadableStream<Uint8Array> {
  if (FixedLength === undefined || length === undefined) return body
  return body.pipeThrough(new FixedLength(length))
}

// Helpers

function fixedLengthConstructor(): FixedLengthConstructor | undefined {
  const found: unknown = Reflect.get(globalThis, 'FixedLengthStream')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- workerd's own global; its shape is documented
  return typeof found === 'function' ? (found as FixedLengthConstructor) : undefined
}
