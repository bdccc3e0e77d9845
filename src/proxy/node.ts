/**
 * Entry on Node: `node src/proxy/node.ts`. Environment in, one line on stdout when it answers, logs on stderr; signals
 * end it.
 */
import { parseConfig } from './base/config.ts'
import { createLog } from './base/log.ts'
import { startProxy } from './hosts/node-server.ts'
import { hostClock } from './hosts/system-clock.ts'

/** How long uploads may go on after the proxy was told to stop. */
const GRACE_MS = 30_000

await main(process.env)

// Helpers

/** Resolves when the proxy answers, or when its environment has been found wanting. */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const parsed = parseConfig(environment)
  if (!parsed.ok) {
    console.error(['The proxy cannot start:', ...parsed.problems].join('\n- '))
    process.exitCode = 1
    return
  }
  const { config } = parsed
  const { access, accessKey } = config
  const log = createLog({
    level: config.logLevel,
    now: () => hostClock.now(),
    write: (line) => process.stderr.write(`${line}\n`),
    secrets: [access.type === 'oauth' ? access.clientSecret : access.token, accessKey ?? ''],
  })
  const proxy = await startProxy(config, hostClock, log)
  const stop = (): void => {
    proxy.stop(GRACE_MS).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  console.log(`proxy ${proxy.url}`)
}
