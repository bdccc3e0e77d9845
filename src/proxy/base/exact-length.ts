/** Declares the length of a streamed body on workerd, which ignores a Content-Length header alone. */

type FixedLengthConstructor = new (length: number) => TransformStream<Uint8Array, Uint8Array>

/** Undefined on hosts without such a stream; they respect the header. */
export const FixedLength = fixedLengthConstructor()

/** Returns a body whose length the host declares. `length`: bytes; undefined if unknown. */
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
