import { Busboy } from '@fastify/busboy'
import type { BusboyFileStream, BusboyInstance } from '@fastify/busboy'
import { Dropped } from './incoming.ts'
import { FIELDS_TOO_LONG, MALFORMED, NO_FILE, type Refusal, missingField } from './refusal.ts'

/** Most bytes of a form before its file. */
export const MAX_BYTES_BEFORE_FILE = 20_480

/** A form whose file has begun: everything that stands before it, and its bytes as they come. */
export interface OpenForm {
  readonly fields: readonly (readonly [name: string, value: string])[]
  /**
   * The file's bytes. Ends when the file does, whatever follows it. Reading it is what lets the rest of the form come
   * in. @throws FormCut, Dropped
   */
  readonly file: AsyncIterable<Buffer>
  /** Lets the rest of the form pass unread. */
  skip(): void
}

/**
 * Reads a multipart form until its file begins. Parts after the file are let pass. Never holds more than the fields.
 * @throws Dropped when the body fails before the file has begun; later it is `file` that fails so.
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
      stream.on('error', noted)
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

/** The form ends within its file. */
export class FormCut extends Error {}

// Helpers

class TooLong extends Error {}

/** A file's failure reaches its reader; nobody may be reading it. */
const noted = () => undefined

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

/** Hands the body to the parser, which must have found the file within the bytes that may stand before it. */
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
