import { Busboy } from '@fastify/busboy'
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import { Dropped } from './incoming.ts'
import { FIELDS_TOO_LONG, MALFORMED, NO_FILE, type Refusal, missingField } from './refusal.ts'

/** The most bytes that a form may have before its file. */
export const MAX_BYTES_BEFORE_FILE = 20_480

/** A form whose file has begun: the fields before it, and a stream of its bytes. */
export interface OpenForm {
  readonly fields: readonly (readonly [name: string, value: string])[]
  /**
   * The file's bytes; ends with the file, even if more parts follow. The rest of the form arrives only while this is
   * being read.
   * @throws FormCut, Dropped
   */
  readonly file: AsyncIterable<Buffer>
  /** Discards the rest of the form. */
  skip(): void
}

/**
 * Reads a multipart form until its file begins, and ignores parts after the file. Keeps only the fields in memory.
 * @throws Dropped if the body fails before the file begins; after that, reading `file` fails.
 */
export function openForm(
  body: AsyncIterable<Buffer>,
  contentType: string,
): Promise<OpenForm | { readonly refusal: Refusal }> {
  const fields: [string, string][] = []
  const parser = createParser(contentType)
  if (!parser) return Promise.resolve({ refusal: MALFORMED })
  return new Promise((resolve, reject) => {
    let file: BusboyFileStream | undefined
    parser.on('field', (name, value) => {
      if (file === undefined) fields.push([name, value])
    })
    parser.on('file', (_name, stream) => {
      file = stream
      stream.on('error', ignoreError)
      resolve({ fields, file: bytesOf(stream), skip: () => stream.resume() })
    })
    const fail = (error: Error) => {
      file?.destroy(error)
      if (error instanceof TooLong) resolve({ refusal: FIELDS_TOO_LONG })
      else if (error instanceof Dropped) reject(error)
      else resolve({ refusal: MALFORMED })
    }
    parser.on('error', fail)
    parser.on('finish', () => resolve({ refusal: withoutFile(fields) }))
    feed(body, parser, () => file !== undefined).catch(fail)
  })
}

/** The form ended within its file. */
export class FormCut extends Error {}

// Helpers

class TooLong extends Error {}

/** The file's reader gets the error; without a reader it must not crash the process. */
const ignoreError = () => undefined

async function* bytesOf(stream: BusboyFileStream): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (cause) {
    throw cause instanceof Dropped
      ? cause
      : new FormCut('The form ends within its file.', { cause })
  }
}

const withoutFile = (fields: OpenForm['fields']) =>
  fields.some(([name]) => name.toLowerCase() === 'key') ? NO_FILE : missingField('key')

function createParser(contentType: string): BusboyInstance | undefined {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: (name) => name?.toLowerCase() === 'file',
      limits: { files: 1, fieldSize: MAX_BYTES_BEFORE_FILE },
      preservePath: true,
    })
  } catch {
    return undefined
  }
}

/**
 * Feeds the body to the parser.
 * @throws TooLong if the file does not begin within the allowed bytes.
 */
async function feed(body: AsyncIterable<Buffer>, parser: BusboyInstance, begun: () => boolean) {
  let before = 0
  for await (const chunk of body) {
    const head = begun() ? 0 : Math.min(chunk.length, MAX_BYTES_BEFORE_FILE - before)
    if (head > 0) await write(parser, chunk.subarray(0, head))
    before += head
    if (head < chunk.length) {
      if (!begun()) throw new TooLong()
      await write(parser, chunk.subarray(head))
    }
  }
  parser.end()
}

const write = (parser: BusboyInstance, bytes: Buffer) =>
  new Promise<void>((resolve, reject) => {
    parser.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
