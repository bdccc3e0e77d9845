/** A second proxy with an empty database beside a stack's own: it knows nothing of the site. */
import { randomBytes } from 'node:crypto'
import { startProcess } from '../../processes.ts'
import { ORIGIN } from '../sandbox/mini-panel.ts'
import type { ProxyStack } from './stack.ts'

export async function withFreshProxy(
  stack: ProxyStack,
  work: (proxy: string) => Promise<void>,
): Promise<void> {
  const running = await startProcess('src/proxy/node.ts', 'proxy ', {
    PORT: '0',
    ALLOWED_ORIGINS: ORIGIN,
    WEBFLOW_API_URL: stack.api,
    WEBFLOW_SITE_TOKEN: 'sandbox-token',
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: `file:${stack.dataDir}/${crypto.randomUUID()}.db`,
  })
  try {
    await work(running.line.replace('proxy ', ''))
  } finally {
    await running.end()
  }
}
