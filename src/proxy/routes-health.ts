/** Whether the proxy lives, and whether it can serve. */
import type { Deps } from './deps.ts'
import type { App } from './http-guards.ts'
import { thrownFields } from './log.ts'

export function addHealth(app: App, deps: Deps): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', async (c) => {
    try {
      await deps.ping()
      return c.json({ status: 'ready' })
    } catch (thrown) {
      c.get('log').error('The database does not answer.', thrownFields(thrown))
      return c.json({ status: 'database' }, 503)
    }
  })
}
