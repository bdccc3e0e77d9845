/** The life of one file on the proxy's side: reserved, sent, or cancelled. */
import { CancelRequest, ReserveRequest, TICKET_HEADER, type ReserveLine } from '../core/wire.ts'
import { cancel } from './cancel.ts'
import type { Deps } from './deps.ts'
import { answerLines, enter } from './entrance.ts'
import { parseJson } from './http-answers.ts'
import type { App } from './http-guards.ts'
import { reserve } from './reserve.ts'
import { send } from './send.ts'

export function addUploads(app: App, deps: Deps): void {
  app.post('/reserve', async (c) => {
    const context = await enter(deps, c)
    const request = await parseJson(c, ReserveRequest)
    return answerLines<ReserveLine>(deps, c, async ({ say, isLeft }) => {
      await reserve(context, request, { say: (line) => void say(line), isLeft })
      await say({ verdict: 'end', budget: await context.budget.view() })
    })
  })
  app.put('/send', async (c) => {
    const context = await enter(deps, c)
    const length = c.req.header('content-length')
    const sent = await send(context, {
      ticket: c.req.header(TICKET_HEADER) ?? '',
      contentLength: length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
      contentType: c.req.header('content-type') ?? '',
      from: { request: c.req.raw, host: c.env },
      signal: c.req.raw.signal,
    })
    return c.json(sent)
  })
  app.post('/cancel', async (c) => {
    const context = await enter(deps, c)
    const { tickets } = await parseJson(c, CancelRequest)
    const work = cancel(context, tickets)
    // Also for a page that is closing and will not hear the answer.
    deps.keepAlive(work)
    return c.json(await work)
  })
}
