/**
 * What the proxy's checks cost: bytes sent to storage per second of processor time, beside bare pipes to the same storage
 * that check nothing. Ours opens a sealed ticket, computes the MD5 of the bytes, checks lengths and the answer, and keeps
 * its database. 20 files of 10 MB, four at a time.
 *
 * MD5 is more than half of that work, and none of it can be saved: the pipe with OpenSSL's MD5 in it is the most that can
 * be reached, and the peer to be judged by. What it reaches beside the bare pipe is the machine's: 0.65 on an AMD EPYC
 * (2026-11-25), 0.35 on an Intel Xeon whose pipe moved 900 MB, and OpenSSL hashed 590 MB, in a second (2026-11-26).
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { envelopeFor } from '../../src/proxy/uploads/form-envelope.ts'
import { startProcess, type Running } from '../processes.ts'
import { HARBOUR, md5Of, MiniPanel, type PanelFile } from '../runtime/sandbox/mini-panel.ts'
import { startProxyStack, type ProxyStack } from '../runtime/proxy/stack.ts'
import { contest, type Figure } from './figure.ts'

const FILES = 20
const BYTES = 10_000_000
const AT_ONCE = 4
const RUNS = 3
const PIPE = 'bare node:http pipe'
const HASHING_PIPE = 'the pipe with MD5 in it'

/** Megabytes (1,000,000 bytes) for a second of work. */
export async function benchProxy(machine: string): Promise<readonly Figure[]> {
  if (process.platform !== 'linux') return []
  const stack = await startProxyStack({ UPSTREAM_TIMEOUT_MS: '30000', LOG_LEVEL: 'error' })
  const pipe = await startProcess('test/bench/bare-pipe.ts', 'pipe ', {})
  const hashing = await startProcess('test/bench/bare-pipe.ts', 'pipe ', { MD5: '1' })
  const speed = async (pid: number | undefined, sends: Sends): Promise<number> => {
    const before = cpuSeconds(pid)
    await atOnce(sends)
    return (FILES * BYTES) / 1e6 / (cpuSeconds(pid) - before)
  }
  try {
    await stack.control.settings({ rateLimit: 0 })
    const figure = await contest(
      {
        name: 'bytes through the proxy for a second of its work',
        unit: 'MB/s',
        better: 'more',
        goals: { [PIPE]: 0.6, [HASHING_PIPE]: 0.9 },
        gates: { [PIPE]: 0.25, [HASHING_PIPE]: 0.7 },
        runs: RUNS,
        contestants: {
          ours: async () => speed(stack.proxyProcess().pid, await reserved(stack)),
          [PIPE]: async () => speed(pipe.child.pid, await formsFor(stack, pipe)),
          [HASHING_PIPE]: async () => speed(hashing.child.pid, await formsFor(stack, hashing)),
        },
      },
      machine,
    )
    return [figure]
  } finally {
    await Promise.all([pipe.end(), hashing.end()])
    await stack.stop()
  }
}

// Helpers

/** Of all the process's threads. Linux counts in hundredths (proc(5), read 2026-11-25). */
function cpuSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14)
  return (Number(user) + Number(system)) / 100
}

const freshFiles = (): PanelFile[] =>
  Array.from({ length: FILES }, (_, n) => ({
    name: `paper ${n}.pdf`,
    path: [],
    bytes: randomBytes(BYTES),
  }))

/** Rights to send the files, which is not a part of the measure: a panel is given them long before. */
async function reserved(stack: ProxyStack): Promise<Sends> {
  const panel = new MiniPanel(stack.proxy)
  await panel.connect()
  const files = freshFiles()
  const verdicts = await panel.reserve(files)
  return verdicts.map((verdict) => async () => {
    if (verdict.verdict !== 'ticket') throw new Error(`Expected a ticket: ${verdict.verdict}`)
    const { status } = await panel.send(verdict.ticket, files[verdict.row]?.bytes ?? EMPTY)
    if (status !== 200) throw new Error(`Expected 200, got ${status}.`)
  })
}

/** The same for the pipe: the forms that storage wants. */
async function formsFor(stack: ProxyStack, { line }: Running): Promise<Sends> {
  const pipe = line.replace('pipe ', '')
  return await Promise.all(
    freshFiles().map(async ({ name, bytes }) => {
      const created = await fetch(`${stack.api}/v2/sites/${HARBOUR}/assets`, {
        method: 'POST',
        headers: { authorization: 'Bearer sandbox-token', 'content-type': 'application/json' },
        body: JSON.stringify({ fileName: name, fileHash: md5Of(bytes) }),
      })
      const { uploadUrl, uploadDetails } = (await created.json()) as Created
      const file = { name, type: 'application/pdf', size: bytes.length }
      const { type, head, tail } = envelopeFor(Object.entries(uploadDetails), file)
      const headers = { 'x-to': uploadUrl, 'content-type': type }
      const body = Buffer.concat([head, bytes, tail])
      return async () => {
        const { status } = await fetch(pipe, { method: 'POST', headers, body })
        if (status !== 201) throw new Error(`Expected 201, got ${status}.`)
      }
    }),
  )
}

type Sends = readonly (() => Promise<void>)[]

const EMPTY = new Uint8Array()

interface Created {
  readonly uploadUrl: string
  readonly uploadDetails: Readonly<Record<string, string>>
}

async function atOnce(sends: Sends): Promise<void> {
  const rest = sends.values()
  const lane = async (): Promise<void> => {
    for (const send of rest) await send()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
