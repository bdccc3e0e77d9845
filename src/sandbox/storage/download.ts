import { Readable } from 'node:stream'
import type { Fault } from '../control/faults.ts'
import type { World } from '../world/world.ts'
import { type Answer, GARBAGE, WRONG_ETAG, faulty, refused } from './answer.ts'
import { Dropped } from './incoming.ts'

/** Answers with the whole object, its type and ETag, as S3 does. */
export function readObject(
  target: { readonly key: string; readonly withBody: boolean; readonly requestId: string },
  fault: Fault | undefined,
  world: World,
): Answer {
  if (fault?.name === 'status') return refused(faulty(fault.status), target.requestId)
  if (fault?.name === 'garbage') return GARBAGE
  const object = world.objects.get(target.key)
  const body = target.withBody ? world.objects.read(target.key) : ''
  if (object === undefined || body === undefined) {
    return refused(
      {
        status: 404,
        code: 'NoSuchKey',
        message: 'The specified key does not exist.',
        details: [['Key', target.key]],
      },
      target.requestId,
    )
  }
  return {
    status: 200,
    headers: {
      ETag: fault?.name === 'wrong-etag' ? WRONG_ETAG : `"${object.md5}"`,
      'Content-Type': object.contentType,
      'Content-Length': object.size,
      'Last-Modified': new Date(object.storedOn).toUTCString(),
      ...(object.cacheControl && { 'Cache-Control': object.cacheControl }),
    },
    body: fault?.name === 'reset' && body !== '' ? cutAfter(body, fault.afterBytes ?? 0) : body,
  }
}

// Helpers

/** Yields the body's first bytes, then fails. */
const cutAfter = (body: Readable, bytes: number) =>
  Readable.from(
    (async function* () {
      let remaining = bytes
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (remaining > 0) yield chunk.subarray(0, remaining)
        remaining -= chunk.length
        if (remaining <= 0) break
      }
      throw new Dropped('The fault "reset" struck.')
    })(),
  )
