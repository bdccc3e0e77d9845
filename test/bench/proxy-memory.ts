/**
 * How much the proxy grows while 32 uploads of 10 MB stream through it at once into slow storage: the peak of its
 * resident memory above idle.
 */
import type { ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess } from '../processes.ts'
import type { Figure } from './figure.ts'

const UPLOADS = 32
const BYTES = 10 * 1024 * 1024
const PORT_BASE = 6300
const SITE = '65f0c0ffee00000000000001'
const api = `http://127.0.0.1:${PORT_BASE + 1}`
const proxy = `http://127.0.0.1:${PORT_BASE + 3}`
const origin = 'http://localhost:6337'

/** Megabytes (1,000,000 bytes) above idle. */
export async function benchProxyMemory(machine: string): Promise<readonly Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'asset-dock-memory-'))
  const sandbox = await startProcess('src/sandbox/node.ts', 'sandbox ', sandboxEnv(dataDir))
  const running = await startProcess('src/proxy/node.ts', 'proxy ', proxyEnv(dataDir))
  const { child } = running
  try {
    await settings({ rateLimit: 0, storageMbps: 400 })
    const session = await openSession()
    await sendAll(session, 4)
    const idle = memory(child, 'VmRSS')
    resetPeak(child)
    await sendAll(session, UPLOADS)
    const ours = memory(child, 'VmHWM') - idle
    const name = `proxy memory above idle, ${UPLOADS} × 10 MB at once`
    return [{ name, unit: 'MB', ours, peers: {}, limit: 64, ratio: {}, runs: 1, machine }]
  } finally {
    await Promise.all([running.end(), sandbox.end()])
    rmSync(dataDir, { recursive: true, force: true })
  }
}

// Helpers

function sandboxEnv(dataDir: string): NodeJS.ProcessEnv {
  return { PORT_BASE: String(PORT_BASE), DATA_DIR: dataDir }
}

function proxyEnv(dataDir: string): NodeJS.ProcessEnv {
  return {
    PORT: String(PORT_BASE + 3),
    PUBLIC_URL: proxy,
    ALLOWED_ORIGINS: origin,
    WEBFLOW_API_URL: api,
    WEBFLOW_SITE_TOKEN: 'sandbox-token',
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: `file:${join(dataDir, 'proxy.db')}`,
    LOG_LEVEL: 'warn',
  }
}

async function settings(body: object): Promise<void> {
  await fetch(`${api}/__sandbox/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function openSession(): Promise<string> {
  const answer = await post('/session', { siteId: SITE, idToken: '' })
  return (JSON.parse(answer) as { session: string }).session
}

async function sendAll(session: string, uploads: number): Promise<void> {
  const files = Array.from({ length: uploads }, (_, row) => ({ row, bytes: randomBytes(BYTES) }))
  const lines = await post(
    '/reserve',
    { run: crypto.randomUUID(), files: files.map(({ row, bytes }) => reserveFile(row, bytes)) },
    session,
  )
  const verdicts = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { verdict: string; row: number; ticket: string })
    .filter((line) => line.verdict === 'ticket')
  if (verdicts.length !== uploads) throw new Error(`Only ${verdicts.length} tickets: ${lines}`)
  await Promise.all(
    verdicts.map(({ row, ticket }) => send(session, ticket, files[row]?.bytes ?? Buffer.alloc(0))),
  )
}

function reserveFile(row: number, bytes: Buffer): object {
  return {
    row,
    name: `memory-${row}.pdf`,
    place: { under: null, path: [] },
    md5: createHash('md5').update(bytes).digest('hex'),
    size: bytes.length,
  }
}

async function post(path: string, body: object, session?: string): Promise<string> {
  const response = await fetch(`${proxy}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin,
      ...(session ? { authorization: `Bearer ${session}` } : {}),
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return text
}

function send(session: string, ticket: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${proxy}/send`,
      {
        method: 'PUT',
        headers: {
          origin,
          authorization: `Bearer ${session}`,
          'x-upload-ticket': ticket,
          'content-type': 'application/pdf',
          'content-length': bytes.length,
        },
      },
      (response) => {
        response.resume()
        response.once('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`send: ${response.statusCode}`)),
        )
      },
    )
    outgoing.once('error', reject)
    outgoing.end(bytes)
  })
}

/** Megabytes. Linux only: there is no portable way to read another process's peak. */
function memory(child: ChildProcess, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  return (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) * 1024) / 1e6
}

/** Writing 5 sets the peak back to the present (proc(5), read 2026-11-24). */
function resetPeak(child: ChildProcess): void {
  writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
}
