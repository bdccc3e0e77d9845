/** Simulates a peer of wire version 1, between panel and proxy. */
import * as v from 'valibot'
import { WIRE_1, WIRE_1_HEADERS, Wire1Error } from '../vectors/wire-1.ts'

type Serve = (request: Request) => Promise<Response>

/**
 * Passes only what version 1 knows, in both directions: the panel's requests as an old proxy reads them, the proxy's
 * answers as an old panel reads them. So it tests the panel with an old proxy, and the proxy with an old panel.
 * @throws Error if either sends something that version 1 does not understand.
 */
export const throughWire1 =
  (serve: Serve): Serve =>
  async (request) => {
    const name = `${request.method} ${new URL(request.url).pathname}`
    const call = WIRE_1[name]
    if (!call) throw new Error(`Version 1 has no ${name}.`)
    for (const header of request.headers.keys()) {
      if (header.startsWith('x-') && !WIRE_1_HEADERS.includes(header)) {
        throw new Error(`A proxy of version 1 lets no page send ${header}.`)
      }
    }
    const answer = await serve(call.request ? await filtered(request, call.request) : request)
    const { status, headers } = answer
    if (!answer.ok)
      return Response.json(v.parse(Wire1Error, await answer.json()), { status, headers })
    if (call.answer.type === 'unknown') return answer
    const text = await answer.text()
    const parts = call.isLines ? text.split('\n').filter(Boolean) : [text]
    const known = parts.map((part) => JSON.stringify(v.parse(call.answer, JSON.parse(part))))
    return new Response(known.map((part) => `${part}\n`).join(''), { status, headers })
  }

// Helpers

async function filtered(request: Request, schema: v.GenericSchema): Promise<Request> {
  const body = JSON.stringify(v.parse(schema, await request.json()))
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}
