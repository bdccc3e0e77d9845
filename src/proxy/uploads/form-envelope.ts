/** Builds the multipart envelope of one file. */
import type { Envelope } from '../base/post-form.ts'

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
