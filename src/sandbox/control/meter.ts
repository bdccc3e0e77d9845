import type { IncomingMessage, ServerResponse } from 'node:http'

/** Sees each piece of a body; answers whether it may pass. `null` is the body's end. */
export type Gate = (piece: Uint8Array | null) => boolean

/**
 * Puts a gate before a request's body without reading it, so that back-pressure stays the listener's. Must be called
 * before the request's event is over, or the first bytes are missed.
 */
export function gateRequest(request: IncomingMessage, gate: Gate): void {
  const push = request.push.bind(request)
  request.push = (piece: Uint8Array | null, encoding?: BufferEncoding) =>
    gate(piece) && push(piece, encoding)
}

/** Puts a gate before an answer's body. What does not pass is swallowed. */
export function gateResponse(response: ServerResponse, gate: Gate): void {
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  Object.assign(response, {
    write(piece: unknown, ...rest: unknown[]) {
      return gate(toBytes(piece, rest[0])) ? Reflect.apply(write, response, [piece, ...rest]) : true
    },
    end(piece: unknown, ...rest: unknown[]) {
      const bytes = toBytes(piece, rest[0])
      if ((bytes === null || gate(bytes)) && gate(null)) {
        Reflect.apply(end, response, [piece, ...rest])
      }
      return response
    },
  })
}

/** Runs `cut` in the place of the first word of the answer. */
export function silenceResponse(response: ServerResponse, cut: () => void): void {
  const silent = () => {
    cut()
    return response
  }
  Object.assign(response, {
    writeHead: silent,
    flushHeaders: silent,
    write: () => {
      cut()
      return true
    },
    end: silent,
  })
}

// Helpers

function toBytes(piece: unknown, encoding: unknown): Uint8Array | null {
  if (piece instanceof Uint8Array) return piece
  if (typeof piece !== 'string') return null
  const known = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'
  return Buffer.from(piece, known)
}
