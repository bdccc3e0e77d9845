/**
 * The panel's real flow and HTTP client without a browser, so that measurements of the proxy show what panels would
 * see. Only sending differs, because Node has no XMLHttpRequest.
 */
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { isSiteId, md5Hex, type SiteId } from '../../../src/core/brands.ts'
import { FailureError } from '../../../src/core/failure.ts'
import { isSettled } from '../../../src/core/row.ts'
import { Sent, TICKET_HEADER } from '../../../src/core/wire.ts'
import { HttpLibrary } from '../../../src/panel/adapters/proxy/library-http.ts'
import { ProxyChannel } from '../../../src/panel/adapters/proxy/channel.ts'
import { failureOfReply } from '../../../src/panel/adapters/proxy/failure.ts'
import { HttpProxy } from '../../../src/panel/adapters/proxy/proxy-http.ts'
import { systemClock } from '../../../src/panel/adapters/browser/clock.ts'
import { Run } from '../../../src/panel/flow/run.ts'
import type { Hasher, ProxyClient, RunRow } from '../../../src/panel/ports/run.ts'
import { MemoryDigests } from '../../fakes/memory-digests.ts'
import { HARBOUR, type PanelFile } from '../sandbox/mini-panel.ts'

export interface Brought {
  /** The rows in the files' order, all settled. */
  readonly rows: readonly RunRow[]
  /** When each file arrived, in milliseconds since the start. */
  readonly arrivals: readonly number[]
}

export class NodePanel {
  readonly #channel: ProxyChannel
  readonly #proxy: ProxyClient

  /** `proxy`: a proxy's URL, or a function that returns one for each call. */
  constructor(proxy: string, siteId = HARBOUR) {
    const identity = { siteId: siteOf(siteId), idToken: 'not-resolved-by-a-site-token' }
    this.#channel = new ProxyChannel({
      url: proxy,
      clock: systemClock,
      identity: async () => identity,
    })
    this.#proxy = new FetchingProxy(this.#channel)
  }

  async connect(): Promise<void> {
    await this.#proxy.connect({ signal: new AbortController().signal })
  }

  /** Drops the files; resolves when every row is settled. */
  bring(files: readonly PanelFile[]): Promise<Brought> {
    const startedAt = performance.now()
    const rows: RunRow[] = []
    const arrivals: number[] = []
    return new Promise((resolve) => {
      const observer = {
        rowsAdded: (added: readonly RunRow[]) => void rows.push(...added),
        rowChanged: (id: number) => {
          const row = rows.find((one) => one.id === id)
          if (row?.state.phase === 'uploaded') arrivals.push(performance.now() - startedAt)
          if (rows.every(({ state }) => isSettled(state))) resolve({ rows, arrivals })
        },
        rowsRemoved: () => {},
        rowProgress: () => {},
        budget: () => {},
        outage: () => {},
        foldersToMake: () => {},
      }
      const runId = crypto.randomUUID()
      const run = new Run({
        hasher,
        digests: new MemoryDigests(systemClock),
        proxy: this.#proxy,
        library: new HttpLibrary(this.#channel),
        replacer: { replace: () => Promise.reject(new Error('Nobody replaces files here.')) },
        designer: { moveAsset: async () => {} },
        clock: systemClock,
        observer,
        runId: () => runId,
        random: Math.random,
        network: { onBack: () => () => {} },
      })
      run.add(
        files.map(({ name, path, bytes }) => ({ file: new File([bytes as BlobPart], name), path })),
        null,
      )
    })
  }
}

// Helpers

class FetchingProxy extends HttpProxy {
  readonly #channel: ProxyChannel

  constructor(channel: ProxyChannel) {
    super(channel)
    this.#channel = channel
  }

  override send(
    upload: Parameters<ProxyClient['send']>[0],
    { signal }: Parameters<ProxyClient['send']>[1],
  ): Promise<Sent> {
    return this.#channel.withSession(signal, async (session) => {
      const reply = await fetch(`${this.#channel.options.url}/send`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${session}`,
          [TICKET_HEADER]: upload.ticket,
          'content-type': upload.contentType,
        },
        body: upload.file,
        signal,
      }).catch((cause: unknown) => {
        const message = 'The proxy does not answer.'
        throw new FailureError({ code: 'proxy-unreachable', message }, { cause })
      })
      const text = await reply.text()
      if (reply.ok) return v.parse(Sent, JSON.parse(text))
      const header = (name: string) => reply.headers.get(name)
      throw new FailureError(failureOfReply(text, { status: reply.status, header }))
    })
  }
}

const hasher: Hasher = {
  digest: async (file) =>
    md5Hex(
      createHash('md5')
        .update(new Uint8Array(await file.arrayBuffer()))
        .digest('hex'),
    ),
  way: () => undefined,
  dispose: () => {},
}

function siteOf(text: string): SiteId {
  if (!isSiteId(text)) throw new TypeError(`Expected the id of a site, got "${text}".`)
  return text
}
