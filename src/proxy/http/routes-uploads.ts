/** The routes for uploads: reserve, send, cancel. */
import type { Context } from 'hono'
import { CancelRequest, ReserveRequest, TICKET_HEADER, type ReserveLine } from '../../core/wire.ts'
import { cancel } from '../uploads/cancel.ts'
import { parseJson } from './answers.ts'
import type { SiteEnv } from './guards.ts'
import { answerLines } from './ndjson-answer.ts'
import { reserve } from '../uploads/reserve.ts'
import { send } from '../uploads/send.ts'

export async function answerReserve(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const request = await parseJson(c, ReserveRequest)
  return answerLines<ReserveLine>(c, async ({ say, isLeft }) => {
    await reserve(context, request, { say: (line) => void say(line), isLeft })
    await say({ verdict: 'end', budget: await context.budget.view() })
  })
}

export async function answerSend(c: Context<SiteEnv>): Promise<Response> {
  const length = c.req.header('content-length')
  const sent = await send(c.get('siteContext'), {
    ticket: c.req.header(TICKET_HEADER) ?? '',
    contentLength: length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
    contentType: c.req.header('content-type') ?? '',
    from: { request: c.req.raw, host: c.env },
    signal: c.req.raw.signal,
  })
  return c.json(sent)
}

export async function answerCancel(c: Context<SiteEnv>): Promise<Response> {
  const context = c.get('siteContext')
  const { tickets } = await parseJson(c, CancelRequest)
  const work = cancel(context, tickets)
  // A closing page does not wait for the answer; finish the work anyway.
  context.deps.keepAlive(work)
  return c.json(await work)
}
