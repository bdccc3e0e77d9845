import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Fault } from '../control/faults.ts'
import type { World } from '../world/world.ts'
import { type Answer, refused } from './answer.ts'
import { corsHeaders, preflight } from './cors.ts'
import { readObject } from './download.ts'
import { Dropped, hasLeft } from './incoming.ts'
import { SANDBOX_KEYS, type StorageKeys } from './presign.ts'
import { takeUpload } from './upload.ts'

/**
 * The sandbox's S3: accepts presigned upload forms at `/`, `/<bucket>` or the bucket's own host, and serves objects.
 * The caller calls `listen` and `close`. Requests have no time limit.
 */
export function createStorage(world: World, keys: StorageKeys = SANDBOX_KEYS): Server {
  const server = createServer((request, response) => {
    serve(request, response, world, keys).catch((error: unknown) => {
      if (!(error instanceof Dropped || request.destroyed)) world.log(`storage: ${String(error)}`)
      response.destroy()
    })
  })
  server.requestTimeout = 0
  return server
}

// Helpers

interface Target {
  readonly bucket: string | undefined
  /** Empty for the bucket itself. */
  readonly key: string
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  keys: StorageKeys,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase()
  response.setHeader('x-amz-request-id', requestId)
  const { method = '' } = request
  if (method === 'OPTIONS') {
    await write(response, preflight(request, world, requestId))
    return
  }
  const operation = method === 'POST' ? 'putObject' : 'getObject'
  const end = world.stats.begin(operation)
  let status: number | 'cut' = 'cut'
  try {
    const fault = world.faults.take(operation)
    await world.clock.sleep(fault?.delayMs ?? 0)
    const target = targetOf(request, keys)
    const { answer, closes } = await answerTo({ request, target, requestId, fault }, world, keys)
    await world.clock.sleep(world.settings.current.storageLatencyMs)
    if (fault?.name === 'lost-reply') {
      response.destroy()
      return
    }
    if (closes) response.setHeader('Connection', 'close')
    const headers = { ...corsHeaders(request, world), ...answer.headers }
    world.stats.addBytesOut(await write(response, { ...answer, headers }))
    status = answer.status
  } finally {
    end()
    world.stats.count(operation, status)
  }
}

interface Call {
  readonly request: IncomingMessage
  readonly target: Target | undefined
  readonly requestId: string
  readonly fault: Fault | undefined
}

async function answerTo(
  { request, target, requestId, fault }: Call,
  world: World,
  keys: StorageKeys,
): Promise<{ readonly answer: Answer; readonly closes: boolean }> {
  const { method = '' } = request
  if (!target || (target.bucket !== undefined && target.bucket !== keys.bucket)) {
    const refusal = {
      status: 404,
      code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    }
    return { answer: refused(refusal, requestId), closes: method === 'POST' }
  }
  if (method === 'POST' && target.key === '') {
    return takeUpload({ request, bucket: target.bucket, requestId, fault }, world, keys)
  }
  if (fault?.name === 'stall' && fault.delayMs === null) {
    await hasLeft(request)
    throw new Dropped('The fault "stall" struck.')
  }
  const withBody = method === 'GET'
  if ((withBody || method === 'HEAD') && target.key !== '') {
    return {
      answer: readObject({ key: target.key, withBody, requestId }, fault, world),
      closes: false,
    }
  }
  const refusal = {
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
  }
  return { answer: refused(refusal, requestId), closes: true }
}

/** Reads a path-style address (`/bucket/key`), or the bucket from the host's first label. Undefined if malformed. */
function targetOf(request: IncomingMessage, keys: StorageKeys): Target | undefined {
  const path = decode(new URL(request.url ?? '/', 'http://storage').pathname.slice(1))
  if (path === undefined) return undefined
  if (request.headers.host?.startsWith(`${keys.bucket}.`)) return { bucket: keys.bucket, key: path }
  const slash = path.indexOf('/')
  const bucket = slash < 0 ? path : path.slice(0, slash)
  return { bucket: bucket === '' ? undefined : bucket, key: slash < 0 ? '' : path.slice(slash + 1) }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Writes the response; returns the number of body bytes sent. */
async function write(response: ServerResponse, answer: Answer): Promise<number> {
  response.writeHead(answer.status, answer.headers)
  if (!(answer.body instanceof Readable)) {
    response.end(answer.body)
    return Buffer.byteLength(answer.body)
  }
  await pipeline(answer.body, response)
  return Number(answer.headers['Content-Length'] ?? 0)
}
