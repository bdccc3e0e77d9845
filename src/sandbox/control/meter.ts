import type { IncomingMessage, ServerResponse } from 'node:http'

/** Sees each piece of a body, and `null` at its end; returns whether it may pass. */
export type Gate = (piece: Uint8Array | null) => boolean

/**
 * Filters a request's body without reading it, so that the listener keeps control of back-pressure. Must be called
 * synchronously in the request event, or the first bytes are missed.
 */
export function gateRequest(request: IncomingMessage, gate: Gate): void {
  const push = request.push.bind(request)
  request.push = (piece: Uint8Array | null, encoding?: BufferEncoding) =>
    gate(piece) && push(piece, encoding)
}

/** Calls `onPiece` with each piece of an answer's body as it is written, and with `null` at its end. */
export function watchResponse(
  response: ServerResponse,
  onPiece: (piece: Uint8Array | null) => void,
): void {
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  Object.assign(response, {
    write(piece: unknown, ...rest: unknown[]) {
      onPiece(toBytes(piece, rest[0]))
      return Reflect.apply(write, response, [piece, ...rest])
    },
    end(piece: unknown, ...rest: unknown[]) {
      const bytes = toBytes(piece, rest[0])
      if (bytes !== null) onPiece(bytes)
      onPiece(null)
      return Reflect.apply(end, response, [piece, ...rest])
    },
  })
}

/**
 * Sends `most` bytes of the answer's body, then calls `cut`, at the body's end at the latest: the last piece of a
 * shorter body is withheld.
 */
export function shortenResponse(response: ServerResponse, most: number, cut: () => void): void {
  const write = response.write.bind(response)
  let remaining = most
  const finish = (last: Uint8Array) => {
    remaining = 0
    if (last.byteLength > 0) return write(last, cut)
    response.flushHeaders()
    cut()
    return true
  }
  Object.assign(response, {
    write(piece: unknown, ...rest: unknown[]) {
      const bytes = toBytes(piece, rest[0])
      if (bytes === null || bytes.byteLength >= remaining)
        return finish(bytes?.subarray(0, remaining) ?? NONE)
      remaining -= bytes.byteLength
      return Reflect.apply(write, response, [piece, ...rest])
    },
    end(piece: unknown, encoding: unknown) {
      const bytes = toBytes(piece, encoding)
      finish(bytes !== null && bytes.byteLength >= remaining ? bytes.subarray(0, remaining) : NONE)
      return response
    },
  })
}

/** Calls `cut` instead of sending the start of the answer. */
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

const NONE = new Uint8Array()

function toBytes(piece: unknown, encoding: unknown): Uint8Array | null {
  if (piece instanceof Uint8Array) return piece
  if (typeof piece !== 'string') return null
  const known = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'
  return Buffer.from(piece, known)
}
