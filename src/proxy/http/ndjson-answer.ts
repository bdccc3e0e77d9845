/** Streamed answers: one JSON object per line. */
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { NDJSON } from '../../core/wire.ts'
import type { SiteEnv } from './guards.ts'
import type { LineWriter } from '../base/lines.ts'
import { thrownFields } from '../base/log.ts'

/**
 * Streams what `work` says, one JSON object per line. When the panel disconnects, the work continues until it checks
 * `isLeft`. If it throws, the answer lacks its last line, which the panel notices.
 */
export function answerLines<Line>(
  c: Context<SiteEnv>,
  work: (lines: LineWriter<Line>) => Promise<void>,
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
      c.get('siteContext').deps.keepAlive(working)
      await working
    },
    async (thrown) => {
      c.get('log').error('Failed to finish an answer.', thrownFields(thrown))
    },
  )
}
