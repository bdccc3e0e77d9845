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

/** Tells of each piece of an answer's body as it is handed over, and of its end as `null`. */
export function watchResponse(
  response: ServerResponse,
  saw: (piece: Uint8Array | null) => void,
): void {
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  Object.assign(response, {
    write(piece: unknown, ...rest: unknown[]) {
      saw(toBytes(piece, rest[0]))
      return Reflect.apply(write, response, [piece, ...rest])
    },
    end(piece: unknown, ...rest: unknown[]) {
      const bytes = toBytes(piece, rest[0])
      if (bytes !== null) saw(bytes)
      saw(null)
      return Reflect.apply(end, response, [piece, ...rest])
    },
  })
}

/**
 * Lets `most` bytes of the answer's body out and then calls `cut`, at the body's end at the latest: the last piece of a
 * shorter body is kept back.
 */
export function shortenResponse(response: ServerResponse, most: number, cut: () => void): void {
  const write = response.write.bind(response)
  let left = most
  const finish = (last: Uint8Array) => {
    left = 0
    if (last.byteLength > 0) return write(last, cut)
    response.flushHeaders()
    cut()
    return true
  }
  Object.assign(response, {
    write(piece: unknown, ...rest: unknown[]) {
      const bytes = toBytes(piece, rest[0])
      if (bytes === null || bytes.byteLength >= left)
        return finish(bytes?.subarray(0, left) ?? NONE)
      left -= bytes.byteLength
      return Reflect.apply(write, response, [piece, ...rest])
    },
    end(piece: unknown, encoding: unknown) {
      const bytes = toBytes(piece, encoding)
      finish(bytes !== null && bytes.byteLength >= left ? bytes.subarray(0, left) : NONE)
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

const NONE = new Uint8Array()

function toBytes(piece: unknown, encoding: unknown): Uint8Array | null {
  if (piece instanceof Uint8Array) return piece
  if (typeof piece !== 'string') return null
  const known = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'
  return Buffer.from(piece, known)
}
