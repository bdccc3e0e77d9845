/** What every `ProxyClient` must do: the one over HTTP, and the fake of the other tests. */
import { describe, expect, it } from 'vitest'
import { md5 } from 'js-md5'
import * as v from 'valibot'
import { md5Hex } from '../../../src/core/brands.ts'
import type { Failure } from '../../../src/core/failure.ts'
import { BudgetView, type ReserveFile, type Verdict } from '../../../src/core/wire.ts'
import type { ProxyClient } from '../../../src/panel/ports/run.ts'

export interface ProxyClientUnderTest {
  readonly client: ProxyClient
  /** Makes the next send fail. Resolves with what is known of the failure. */
  readonly failSend: () => Promise<Partial<Failure>>
  /** Cuts the next reserve answer after so many verdicts. */
  readonly cutAfter: (verdicts: number) => Promise<void>
  readonly orphans: () => Promise<number>
}

const run = '00000000-0000-4000-8000-000000000001'
const never = (): AbortSignal => new AbortController().signal

export function proxyClientContract(
  name: string,
  create: () => Promise<ProxyClientUnderTest>,
): void {
  describe(`${name} talks to the proxy`, () => {
    it('opens a session', async () => {
      const { client } = await create()
      const session = await client.connect({ signal: never() })
      expect(session).toMatchObject({
        site: { name: 'Harbour' },
        user: { email: 'designer@example.com' },
        budget: { waitMs: 0 },
      })
    })

    it('lists assets and folders, and creates a path once', async () => {
      const { client } = await create()
      const place = { under: null, path: ['Brand', 'Öl & Wasser'] }
      expect(await client.listAssets(0, never())).toEqual({ assets: [], total: 0 })
      expect((await client.ensureFolder(place, never())).created).toBe(2)
      expect((await client.ensureFolder(place, never())).created).toBe(0)
      const { folders } = await client.listFolders(never())
      expect(folders.map((folder) => folder.name)).toEqual(place.path)
    })

    it('reserves: one verdict for each file, and the budget at the end', async () => {
      const { client } = await create()
      const verdicts: Verdict[] = []
      const budget = await client.reserve(
        { run, files: files(30) },
        { signal: never(), onVerdict: (verdict) => verdicts.push(verdict) },
      )
      expect(v.parse(BudgetView, budget)).toMatchObject({ waitMs: 0 })
      const rows = verdicts.map(({ row }) => row).toSorted((a, b) => a - b)
      expect(rows).toEqual(files(30).map(({ row }) => row))
      expect(verdicts.every(({ verdict }) => verdict === 'ticket')).toBe(true)
    })

    it('reports the verdicts before a cut, then the cut; asking again creates nothing twice', async () => {
      const { client, cutAfter, orphans } = await create()
      await cutAfter(2)
      const verdicts: Verdict[] = []
      const ask = () =>
        client.reserve(
          { run, files: files(5) },
          { signal: never(), onVerdict: (verdict) => verdicts.push(verdict) },
        )
      await expect(ask()).rejects.toMatchObject({ failure: { code: 'proxy-reply' } })
      expect(verdicts).toHaveLength(2)
      await ask()
      expect(verdicts).toHaveLength(7)
      expect(await orphans()).toBe(5)
    })

    it('sends bytes with progress that never falls', async () => {
      const { client, orphans } = await create()
      const bytes = new Uint8Array(300_000)
      const ticket = await ticketOf(client, bytes)
      const told: number[] = []
      const file = new Blob([bytes])
      const sent = await client.send(
        { ticket, file, contentType: 'image/png' },
        { signal: never(), onProgress: (bytes) => told.push(bytes) },
      )
      expect(sent).toMatchObject({ size: 300_000, asset: { name: 'file-1.png' } })
      expect(told.at(-1)).toBe(300_000)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      expect(await orphans()).toBe(0)
    })

    it('passes the failure of a send on unchanged', async () => {
      const { client, failSend } = await create()
      const ticket = await ticketOf(client)
      const failure = await failSend()
      const sending = client.send(
        { ticket, file: new Blob([contentOf(1)]), contentType: 'image/png' },
        { signal: never(), onProgress: () => undefined },
      )
      await expect(sending).rejects.toMatchObject({ failure })
    })

    it('reports records that it cannot cancel because their bytes have arrived', async () => {
      const { client } = await create()
      const ticket = await ticketOf(client)
      const { asset } = await client.send(
        { ticket, file: new Blob([contentOf(1)]), contentType: 'image/png' },
        { signal: never(), onProgress: () => undefined },
      )
      expect(await client.cancel(['nonsense', ticket], never())).toEqual({
        deleted: 0,
        pending: 0,
        arrived: [{ ticket: 1, asset }],
      })
    })

    it('cancels records; cancelling again is no error', async () => {
      const { client, orphans } = await create()
      const ticket = await ticketOf(client)
      expect(await orphans()).toBe(1)
      expect(await client.cancel([ticket], never())).toEqual({ deleted: 1, pending: 0 })
      expect(await client.cancel([ticket], never())).toEqual({ deleted: 0, pending: 0 })
      expect(await orphans()).toBe(0)
    })

    it('stops when aborted, before and during a call', async () => {
      const { client } = await create()
      const stop = new AbortController()
      const calls = [
        client.listFolders(stop.signal),
        client.reserve(
          { run, files: files(1) },
          { signal: stop.signal, onVerdict: () => undefined },
        ),
        client.send(
          { ticket: 'none', file: new Blob(['x']), contentType: 'image/png' },
          { signal: stop.signal, onProgress: () => undefined },
        ),
        client.cancel(['none'], AbortSignal.abort()),
      ]
      stop.abort()
      for (const end of await Promise.allSettled(calls)) {
        expect(end).toMatchObject({ reason: { failure: { code: 'aborted' } } })
      }
    })
  })
}

// Helpers

const contentOf = (row: number) => new TextEncoder().encode(`content ${row}`)

const fileOf = (row: number, bytes: Uint8Array = contentOf(row)): ReserveFile => ({
  row,
  name: `file-${row}.png`,
  place: { under: null, path: [] },
  md5: md5Hex(md5(bytes)),
  size: bytes.length,
})

const files = (count: number): ReserveFile[] =>
  Array.from({ length: count }, (_, n) => fileOf(n + 1))

async function ticketOf(client: ProxyClient, bytes?: Uint8Array): Promise<string> {
  const tickets: string[] = []
  await client.reserve(
    { run, files: [fileOf(1, bytes)] },
    {
      signal: never(),
      onVerdict: (verdict) => verdict.verdict === 'ticket' && tickets.push(verdict.ticket),
    },
  )
  return tickets[0] ?? ''
}
