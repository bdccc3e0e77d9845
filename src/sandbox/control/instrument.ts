import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../world/world.ts'
import type { Fault } from './faults.ts'
import { gateRequest, shortenResponse, silenceResponse, watchResponse } from './meter.ts'
import type { Operation } from './operations.ts'

/** An origin's request handler. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** What {@link instrument} needs to know about an origin. */
export interface Instruments {
  /** The request's operation; null if it is neither counted nor subject to faults. */
  readonly operationOf: (request: IncomingMessage) => Operation | null
  /** The setting that delays each request. */
  readonly latencyMs: () => number
  /** The connection is cut if the body is longer; default: no limit. */
  readonly mostBodyBytes?: number
  /** Leaves the bytes out of the statistics. */
  readonly ignoresBytes?: boolean
}

/** A body that is neither JSON nor XML, for the fault `garbage`. */
export const GARBAGE_BODY = {
  contentType: 'text/html',
  body: '<!doctype html><title>Just a moment</title><p>Just a moment…',
} as const

/**
 * Wraps a listener: counts its requests, delays them by the origin's latency, and applies the faults that concern the
 * connection: `reset`, `stall`, `lost-reply`. The listener handles those that concern the answer (`status`, `tag`,
 * `garbage`, `wrong-etag`): it asks {@link faultOf}.
 */
export function instrument(world: World, instruments: Instruments, listener: Listener): Listener {
  return function instrumented(request, response) {
    const operation = instruments.operationOf(request)
    if (operation === null) return listener(request, response)
    const fault = world.faults.take(operation)
    if (fault !== undefined) faults.set(request, fault)
    watch(world, operation, { request, response, fault }, instruments)
    return serve(world, instruments.latencyMs(), { request, response, fault }, listener)
  }
}

/** The fault that applies to this request, if any. */
export const faultOf = (request: IncomingMessage): Fault | undefined => faults.get(request)

// Helpers

const faults = new WeakMap<IncomingMessage, Fault>()

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly fault: Fault | undefined
}

/** Counts the request, and installs the faults that must be in place before the first byte. */
function watch(
  world: World,
  operation: Operation,
  { request, response, fault }: Exchange,
  { mostBodyBytes = Number.POSITIVE_INFINITY, ignoresBytes = false }: Instruments,
): void {
  const { stats } = world
  const end = stats.begin(operation)
  let answered = false
  watchResponse(response, (piece) => {
    if (piece !== null) {
      if (!ignoresBytes) stats.addBytesOut(piece.byteLength)
      return
    }
    if (request.socket.destroyed) return
    answered = true
    stats.count(operation, response.statusCode)
  })
  response.once('close', () => {
    end()
    if (!answered) stats.count(operation, 'cut')
  })
  const cut = () => request.socket.resetAndDestroy()
  const cutsRequest = fault?.name === 'reset' && hasBody(request)
  const reached = reaches(Math.min(fault?.afterBytes ?? 0, lengthOf(request)))
  let received = 0
  gateRequest(request, (piece) => {
    if (!ignoresBytes) stats.addBytesIn(piece?.byteLength ?? 0)
    received += piece?.byteLength ?? 0
    const isTooMuch = received > mostBodyBytes
    if (!isTooMuch && !(cutsRequest && reached(piece))) return true
    cut()
    return false
  })
  if (fault?.name === 'lost-reply') silenceResponse(response, cut)
  if (fault?.name !== 'reset' || cutsRequest) return
  if (fault.afterBytes === null) silenceResponse(response, cut)
  else shortenResponse(response, fault.afterBytes, () => request.socket.destroySoon())
}

async function serve(
  world: World,
  latencyMs: number,
  { request, response, fault }: Exchange,
  listener: Listener,
): Promise<void> {
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const wait = latencyMs + (fault?.delayMs ?? 0)
  if (wait > 0) await world.clock.sleep(wait, closed.signal)
  if (closed.signal.aborted) return
  if (fault?.name === 'stall' && fault.delayMs === null) {
    readUpTo(request, fault.afterBytes ?? Number.POSITIVE_INFINITY)
    return
  }
  await listener(request, response)
}

/** Returns a function that says, for each piece of a body, whether `bytes` or the body's end is reached. */
function reaches(bytes: number): (piece: Uint8Array | null) => boolean {
  let seen = 0
  return (piece) => {
    seen += piece?.byteLength ?? 0
    return piece === null || seen >= bytes
  }
}

/** Reads this many bytes of the body, then pauses. */
function readUpTo(request: IncomingMessage, bytes: number): void {
  let seen = 0
  request.on('data', (piece: Uint8Array) => {
    seen += piece.byteLength
    if (seen >= bytes) request.pause()
  })
}

/** Infinity if it is not announced. */
const lengthOf = ({ headers }: IncomingMessage): number =>
  Number(headers['content-length'] ?? Number.POSITIVE_INFINITY)

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
