/**
 * Preloaded into the official CLI (`NODE_OPTIONS=--import`), which posts its bytes to the fixed address
 * `https://<bucket>.s3.amazonaws.com`: sends that host's requests, and no others, to the sandbox's storage at
 * REROUTE_STORAGE_TO. Nothing else of the CLI is touched; it knows nothing of it.
 */
import http from 'node:http'
import https from 'node:https'

const STORAGE_HOST = /^[\w.-]+\.s3\.amazonaws\.com$/
const { hostname, port } = new URL(process.env['REROUTE_STORAGE_TO'] ?? 'http://127.0.0.1:9')
const toTheWorld = https.request

https.request = function rerouted(...args: Parameters<typeof https.request>) {
  const [options] = args
  const wanted = typeof options === 'string' ? new URL(options).hostname : options.hostname
  if (!STORAGE_HOST.test(wanted ?? '')) return toTheWorld(...args)
  const { path, method, headers }: http.RequestOptions = options instanceof Object ? options : {}
  return http.request({
    hostname,
    port,
    path: path ?? '/',
    method: method ?? 'GET',
    headers: { ...Object.fromEntries(Object.entries(headers ?? {})), Host: wanted },
  })
} as typeof https.request
