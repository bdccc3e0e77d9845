/**
 * The proxy's environment, read once and whole. Every problem is reported together with its fix, so that nobody
 * has to find them one start at a time. No other module reads the environment.
 */
import * as v from 'valibot'
import { LOG_LEVELS, type LogLevel } from './log.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** How the proxy gets at Webflow: one site's own token, or an app that people let into their sites. */
export type Access =
  | { readonly type: 'site-token'; readonly token: string }
  | { readonly type: 'oauth'; readonly clientId: string; readonly clientSecret: string }

export interface Config {
  readonly port: number
  readonly host: string
  /** Where browsers reach the proxy; no slash at the end. */
  readonly publicUrl: string
  readonly allowedOrigins: readonly string[]
  readonly access: Access
  readonly apiUrl: string
  readonly authUrl: string
  /** Hosts of assets besides those that are known to be Webflow's. */
  readonly assetHosts: readonly string[]
  /** 32 bytes each; the first one seals. */
  readonly keys: readonly Uint8Array[]
  readonly databaseUrl: string
  readonly logLevel: LogLevel
  readonly accessKey: string | undefined
  /** Milliseconds of silence from Webflow or storage that count as a failure. */
  readonly upstreamTimeoutMs: number
  /** Whether only this machine can reach the proxy. */
  readonly loopback: boolean
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the environment; an empty value counts as missing. */
export function parseConfig(environment: Environment): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([key, value]) => {
      const trimmed = value?.trim()
      return trimmed ? [[key, trimmed]] : []
    }),
  )
  const parsed = v.safeParse(Variables, given)
  const problems = parsed.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`) ?? []
  const access = readAccess(given)
  if (typeof access === 'string') problems.push(access)
  const host = given['HOST'] ?? '127.0.0.1'
  const loopback = isLoopback(host)
  if (!loopback && !given['PUBLIC_URL']) {
    problems.push(
      'PUBLIC_URL: it is missing, and others than this machine can reach the proxy. Set it to the https address at which browsers reach it.',
    )
  }
  if (!loopback && given['WEBFLOW_SITE_TOKEN'] && !given['ACCESS_KEY']) {
    problems.push(
      'ACCESS_KEY: a site token on a proxy that others can reach lets anybody in. Set ACCESS_KEY to 16 or more random characters, or HOST to 127.0.0.1.',
    )
  }
  if (!parsed.success || typeof access === 'string' || problems.length > 0) {
    return { ok: false, problems }
  }
  const read = parsed.output
  return {
    ok: true,
    config: {
      port: read.PORT,
      host,
      publicUrl: read.PUBLIC_URL ?? `http://${urlHost(host)}:${read.PORT}`,
      allowedOrigins: read.ALLOWED_ORIGINS,
      access,
      apiUrl: read.WEBFLOW_API_URL,
      authUrl: read.WEBFLOW_AUTH_URL,
      assetHosts: read.ASSET_HOSTS,
      keys: read.SECRET_KEY,
      databaseUrl: read.DATABASE_URL,
      logLevel: read.LOG_LEVEL,
      accessKey: read.ACCESS_KEY,
      upstreamTimeoutMs: read.UPSTREAM_TIMEOUT_MS,
      loopback,
    },
  }
}

// Helpers

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|.*\.localhost)$/
const isLoopback = (host: string): boolean => LOOPBACK.test(host)
const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host)

const wholeNumber = (least: number, most: number, fix: string) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, fix),
    v.transform(Number),
    v.minValue(least, fix),
    v.maxValue(most, fix),
  )

/** An address that is https, or http on this very machine; without a slash at the end. */
const address = (fix: string) =>
  v.pipe(
    v.string(),
    v.check((given) => {
      const url = URL.parse(given)
      if (!url || url.username || url.search || url.hash) return false
      return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
    }, fix),
    v.transform((given) => given.replace(/\/+$/, '')),
  )

const isOrigin = (given: string): boolean => {
  const url = URL.parse(given)
  return (
    url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === given
  )
}

const ORIGINS_FIX =
  'Set it to the exact origins of the panel, separated by commas, e.g. "https://0123456789abcdef01234567.webflow-ext.com". "*" is not allowed, and no path or slash at the end.'
/** A name with a dot that is not a number's: neither an address of a network nor a machine within it. */
const HOST = /^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/
const HOSTS_FIX =
  'Set it to names of hosts, separated by commas, e.g. "assets.example.com". No "*", no port, no path.'
const KEY_FIX =
  'Set it to 32 random bytes in base64 (make one with: openssl rand -base64 32). A comma list rotates keys; the first one writes.'
const URL_FIX = 'Set it to an https address (http only on loopback), without query.'

const Variables = v.object({
  PORT: v.optional(wholeNumber(0, 65_535, 'Set it to a port number, 0 to 65535.'), '4103'),
  PUBLIC_URL: v.optional(
    address(
      'Set it to the https address at which browsers reach the proxy (http only on loopback).',
    ),
  ),
  ALLOWED_ORIGINS: v.pipe(
    v.optional(v.string(), ''),
    v.transform((list) => list.split(',').map((origin) => origin.trim())),
    v.check((list) => list.every(isOrigin), ORIGINS_FIX),
  ),
  WEBFLOW_API_URL: v.optional(address(URL_FIX), 'https://api.webflow.com'),
  WEBFLOW_AUTH_URL: v.optional(address(URL_FIX), 'https://webflow.com'),
  ASSET_HOSTS: v.pipe(
    v.optional(v.string(), ''),
    v.transform((list) => list.split(',').flatMap((host) => host.trim().toLowerCase() || [])),
    v.check((list) => list.every((host) => HOST.test(host)), HOSTS_FIX),
  ),
  SECRET_KEY: v.pipe(
    v.optional(v.string(), ''),
    v.transform((list) => list.split(',').map((key) => bytesOf(key.trim()))),
    v.check((keys) => keys.every((key) => key.length === 32), KEY_FIX),
  ),
  DATABASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.startsWith('file:', 'Set it to "file:" and a path, e.g. file:.data/proxy.db.'),
    ),
    'file:.data/proxy.db',
  ),
  LOG_LEVEL: v.optional(
    v.picklist(LOG_LEVELS, `Set it to one of ${LOG_LEVELS.join(', ')}.`),
    'info',
  ),
  ACCESS_KEY: v.optional(
    v.pipe(v.string(), v.minLength(16, 'Set it to 16 or more random characters.')),
  ),
  UPSTREAM_TIMEOUT_MS: v.optional(
    wholeNumber(100, 600_000, 'Set it to milliseconds, 100 to 600000.'),
    '30000',
  ),
})

/** Empty where the text is no base64: its length is checked afterwards. */
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function readAccess(given: Readonly<Record<string, string>>): Access | string {
  const { WEBFLOW_SITE_TOKEN: token, WEBFLOW_CLIENT_ID: clientId } = given
  const clientSecret = given['WEBFLOW_CLIENT_SECRET']
  if (token && (clientId || clientSecret)) {
    return 'WEBFLOW_SITE_TOKEN: it excludes WEBFLOW_CLIENT_ID and WEBFLOW_CLIENT_SECRET. Set the token for one site, or the client for an app.'
  }
  if (token) return { type: 'site-token', token }
  if (clientId && clientSecret) return { type: 'oauth', clientId, clientSecret }
  return 'WEBFLOW_SITE_TOKEN: there is no way into Webflow. Set it to the token of one site, or set both WEBFLOW_CLIENT_ID and WEBFLOW_CLIENT_SECRET for an app.'
}
