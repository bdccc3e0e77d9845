import { expect, it } from 'vitest'
import { parseConfig, type Environment } from '../../../src/proxy/base/config.ts'

const KEY = btoa('0123456789abcdef0123456789abcdef')
const good: Environment = {
  ALLOWED_ORIGINS: 'https://one.example, http://localhost:1337',
  SECRET_KEY: `${KEY},${KEY}`,
  WEBFLOW_SITE_TOKEN: 'token',
}

const problemsOf = (environment: Environment): readonly string[] => {
  const parsed = parseConfig(environment)
  return parsed.ok ? [] : parsed.problems
}

it('needs few settings on loopback', () => {
  const parsed = parseConfig(good)
  expect(parsed).toMatchObject({
    ok: true,
    config: {
      host: '127.0.0.1',
      port: 4103,
      publicUrl: 'http://127.0.0.1:4103',
      allowedOrigins: ['https://one.example', 'http://localhost:1337'],
      access: { type: 'site-token', token: 'token' },
      apiUrl: 'https://api.webflow.com',
      databaseUrl: 'file:.data/proxy.db',
      upstreamTimeoutMs: 30_000,
      loopback: true,
    },
  })
})

it('reports all problems at once, each with its fix', () => {
  const problems = problemsOf({
    PORT: 'many',
    PUBLIC_URL: 'http://proxy.example.com',
    ALLOWED_ORIGINS: '*',
    SECRET_KEY: 'short',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'postgres://x',
    ACCESS_KEY: 'short',
    UPSTREAM_TIMEOUT_MS: '1',
    WEBFLOW_API_URL: 'ftp://x',
  })
  for (const name of [
    'PORT',
    'PUBLIC_URL',
    'ALLOWED_ORIGINS',
    'SECRET_KEY',
    'LOG_LEVEL',
    'DATABASE_URL',
    'ACCESS_KEY',
    'UPSTREAM_TIMEOUT_MS',
    'WEBFLOW_API_URL',
    'WEBFLOW_SITE_TOKEN',
  ]) {
    expect(problems.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1)
  }
  expect(problems.every((problem) => / Set |set /.test(problem))).toBe(true)
})

it.each([
  [{ ALLOWED_ORIGINS: '' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'https://one.example/' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'https://one.example,*' }, 'ALLOWED_ORIGINS'],
  [{ ALLOWED_ORIGINS: 'null' }, 'ALLOWED_ORIGINS'],
  [{ SECRET_KEY: undefined }, 'SECRET_KEY'],
  [{ PUBLIC_URL: 'http://localhost.evil.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://a.example/?x=1' }, 'PUBLIC_URL'],
  [{ WEBFLOW_CLIENT_ID: 'x', WEBFLOW_CLIENT_SECRET: 'y' }, 'WEBFLOW_SITE_TOKEN'],
  [{ WEBFLOW_SITE_TOKEN: '', WEBFLOW_CLIENT_ID: 'x' }, 'WEBFLOW_SITE_TOKEN'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example' }, 'ACCESS_KEY'],
  [{ HOST: '0.0.0.0', ACCESS_KEY: '0123456789abcdef' }, 'PUBLIC_URL'],
])('%o is a problem of %s', (change, name) => {
  const problems = problemsOf({ ...good, ...change })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${name}: `))
})

it('beyond loopback an access key stands in for who is there', () => {
  const open = { HOST: '0.0.0.0', PUBLIC_URL: 'https://a.example/', ACCESS_KEY: '0123456789abcdef' }
  const parsed = parseConfig({ ...good, ...open })
  expect(parsed).toMatchObject({
    ok: true,
    config: { loopback: false, publicUrl: 'https://a.example' },
  })
})
