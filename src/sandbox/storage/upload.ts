import type { IncomingMessage } from 'node:http'
import type { Fault } from '../control/faults.ts'
import type { StoredObject } from '../world/objects.ts'
import type { World } from '../world/world.ts'
import { type Answer, GARBAGE, WRONG_ETAG, faulty, refused } from './answer.ts'
import { FormCut, type OpenForm, openForm } from './form.ts'
import { Incoming } from './incoming.ts'
import { type PostedForm, type SizeRange, checkForm, checkSize } from './policy.ts'
import type { StorageKeys } from './presign.ts'
import { MALFORMED, NO_LENGTH, NOT_MULTIPART, type Refusal } from './refusal.ts'
import { locationOf, postResponse } from './xml.ts'

/** A POST of an upload form. */
export interface UploadRequest {
  readonly request: IncomingMessage
  /** The bucket in the address; undefined if only the form's `bucket` field names it. */
  readonly bucket: string | undefined
  readonly requestId: string
  readonly fault: Fault | undefined
}

/**
 * Checks an upload form, streams its file to disk and stores it as the object. Reads a bounded part of a refused
 * request; `closes` means that more was coming, so the connection must be closed.
 * @throws Dropped if the caller disconnected.
 */
export async function takeUpload(
  upload: UploadRequest,
  world: World,
  keys: StorageKeys,
): Promise<{ readonly answer: Answer; readonly closes: boolean }> {
  const incoming = new Incoming(upload.request, {
    mbps: world.settings.current.storageMbps,
    clock: world.clock,
    fault: upload.fault,
    onBytes: (bytes) => world.stats.addBytesIn(bytes),
  })
  const outcome = await take(upload, incoming, world, keys)
  await incoming.discard(MOST_BYTES_DISCARDED)
  const answer = 'code' in outcome ? refused(outcome, upload.requestId) : outcome
  return { answer, closes: !incoming.complete }
}

// Helpers

/**
 * Bytes read and discarded after a refusal, so that callers who send everything before reading still get the answer.
 */
const MOST_BYTES_DISCARDED = 1024 * 1024

async function take(
  { request, bucket, fault }: UploadRequest,
  incoming: Incoming,
  world: World,
  keys: StorageKeys,
): Promise<Answer | Refusal> {
  if (fault?.name === 'status') return faulty(fault.status)
  if (fault?.name === 'garbage') return GARBAGE
  const { 'content-length': length, 'content-type': type = '' } = request.headers
  if (length === undefined) return NO_LENGTH
  if (!/^multipart\/form-data\b/i.test(type)) return NOT_MULTIPART
  const form = await openForm(incoming, type)
  if ('refusal' in form) return form.refusal
  const posted = { bucket: bucket ?? valueOf(form.fields, 'bucket') ?? '', fields: form.fields }
  const checked = checkForm(posted, keys, world.clock.now())
  if ('refusal' in checked) {
    form.skip()
    return checked.refusal
  }
  const stored = await store(form, checked.range, world, () =>
    incoming.discard(MOST_BYTES_DISCARDED),
  )
  if ('code' in stored) return stored
  const etag = fault?.name === 'wrong-etag' ? WRONG_ETAG : `"${stored.md5}"`
  return success(posted, stored.key, etag, request.headers.host ?? '')
}

/**
 * Stores the file once the whole form has arrived. Counts a file outside the size range up to a limit, but does not
 * store it.
 */
async function store(
  form: OpenForm,
  range: SizeRange,
  world: World,
  readRest: () => Promise<void>,
): Promise<StoredObject | Refusal> {
  const draft = await world.objects.draft()
  let size = 0
  try {
    for await (const chunk of form.file) {
      size += chunk.length
      if (size <= range.max) await draft.write(chunk)
      else if (size > range.max + MOST_BYTES_DISCARDED) break
    }
    const refusal = checkSize(range, size)
    if (refusal) return refusal
    await readRest()
    return await world.store(draft, {
      key: valueOf(form.fields, 'key') ?? '',
      contentType: valueOf(form.fields, 'content-type') ?? 'binary/octet-stream',
      cacheControl: valueOf(form.fields, 'cache-control') ?? '',
    })
  } catch (error) {
    if (error instanceof FormCut) return MALFORMED
    throw error
  } finally {
    form.skip()
    await draft.discard()
  }
}

function success(posted: PostedForm, key: string, etag: string, host: string): Answer {
  const location = locationOf(`http://${host}/${posted.bucket}`, key)
  const headers = { ETag: etag, Location: location }
  const status = valueOf(posted.fields, 'success_action_status')
  if (status === '200') return { status: 200, headers, body: '' }
  if (status !== '201') return { status: 204, headers, body: '' }
  return {
    status: 201,
    headers: { ...headers, 'Content-Type': 'application/xml' },
    body: postResponse({ bucket: posted.bucket, key, location, etag }),
  }
}

function valueOf(fields: PostedForm['fields'], name: string): string | undefined {
  return fields.findLast((field) => field[0].toLowerCase() === name)?.[1]
}
