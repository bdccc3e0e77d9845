/** Whether the proxy runs, and whether it can serve. */
import type { Context } from 'hono'
import type { Deps } from '../access/deps.ts'
import type { Env } from './guards.ts'
import { thrownFields } from '../base/log.ts'

export const answerHealth = (c: Context<Env>): Response => c.json({ status: 'ok' })

export async function answerReadiness(c: Context<Env>, deps: Deps): Promise<Response> {
  try {
    await deps.ping()
    return c.json({ status: 'ready' })
  } catch (thrown) {
    c.get('log').error('The database does not answer.', thrownFields(thrown))
    return c.json({ status: 'database' }, 503)
  }
}
