/** How a request gets to its site, and how it answers line by line. */
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { NDJSON } from '../core/wire.ts'
import type { Deps } from './deps.ts'
import type { Env } from './http-guards.ts'
import type { Lines } from './lines.ts'
import { thrownFields } from './log.ts'
import { siteOfSession } from './session.ts'
import { openSite, type SiteContext } from './site-context.ts'

/** @throws FailureError when the call carries no good session. */
export async function enter(deps: Deps, c: Context<Env>): Promise<SiteContext> {
  const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  const site = await siteOfSession(deps, bearer ?? '')
  c.set('site', site)
  return await openSite(deps, site, c.get('log'))
}

/**
 * Answers with what `work` says, one JSON object a line. The work goes on when the panel leaves, until it looks at
 * `isLeft`. Where it throws, the answer has no last line, which the panel notices.
 */
export function answerLines<Line>(
  deps: Deps,
  c: Context<Env>,
  work: (lines: Lines<Line>) => Promise<void>,
): Response {
  c.header('content-type', NDJSON)
  return stream(
    c,
    async (out) => {
      const working = work({
        say: async (line) => {
          await out.write(`${JSON.stringify(line)}\n`)
        },
        isLeft: () => out.aborted,
      })
      deps.keepAlive(working)
      await working
    },
    async (thrown) => {
      c.get('log').error('Failed to finish an answer.', thrownFields(thrown))
    },
  )
}
