/**
 * The bytes of a `multipart/form-data` body (RFC 7578) around one file: everything before it and after it, so that
 * the length of the whole is known before the file has been read.
 */
export interface Envelope {
  /** The Content-Type of the body. */
  readonly type: string
  readonly head: Uint8Array<ArrayBuffer>
  readonly tail: Uint8Array<ArrayBuffer>
  /** Bytes of the whole body. */
  readonly length: number
}

/** The file comes last: storage ignores what follows it. Names and values cannot break out of their part. */
export function envelopeFor(
  fields: readonly (readonly [string, string])[],
  file: { readonly name: string; readonly type: string; readonly size: number },
): Envelope {
  const boundary = `asset-dock-${crypto.randomUUID()}`
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  )
  const opening =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(file.name)}"\r\n` +
    `Content-Type: ${headerValue(file.type)}\r\n\r\n`
  const head = new TextEncoder().encode(parts.join('') + opening)
  const tail = new TextEncoder().encode(`\r\n--${boundary}--\r\n`)
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    head,
    tail,
    length: head.length + file.size + tail.length,
  }
}

// Helpers

/** As browsers do it: https://html.spec.whatwg.org/#multipart-form-data (read 2026-11-23). */
const escaped = (text: string): string =>
  text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')

const headerValue = (text: string): string => text.replace(/[\r\n]/g, '')
