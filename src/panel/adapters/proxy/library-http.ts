/** The library's calls to the proxy. Long lists are sent in batches; outcomes have the caller's indices. */
import type { AssetId } from '../../../core/brands.ts'
import type { BudgetView } from '../../../core/wire.ts'
import {
  AltTextLine,
  CatalogueLine,
  ChangeLine,
  Locales,
  MAX_CHANGES,
  type ChangedRequest,
  type Edit,
  type Refresh,
} from '../../../core/wire-library.ts'
import type { CatalogueObserver, ChangeOutcome, LibraryClient } from '../../ports/library.ts'
import { batches } from './batches.ts'
import { knownOverHttp } from './known-http.ts'
import type { ProxyChannel } from './channel.ts'
import { cutReply } from './failure.ts'

type OnOutcome = (index: number, outcome: ChangeOutcome) => void

export class HttpLibrary implements LibraryClient {
  readonly known: LibraryClient['known']
  readonly #channel: ProxyChannel

  constructor(channel: ProxyChannel) {
    this.#channel = channel
    this.known = knownOverHttp(channel)
  }

  async catalogue(
    refresh: Refresh,
    observer: CatalogueObserver,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const path = `/catalogue?refresh=${refresh}`
    const end = await this.#channel.lines(CatalogueLine, { method: 'GET', path, signal }, (line) =>
      line.type === 'end' ? line : observe(observer, line),
    )
    return end.ageMs ?? undefined
  }

  locales(signal: AbortSignal): Promise<Locales> {
    return this.#channel.ask(Locales, { method: 'GET', path: '/locales', signal })
  }

  async altTexts(
    localeId: string,
    onPage: Parameters<LibraryClient['altTexts']>[1],
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/alt-texts?locale=${encodeURIComponent(localeId)}`
    await this.#channel.lines(AltTextLine, { method: 'GET', path, signal }, (line) => {
      if (line.type === 'page') onPage(line.texts)
      return line.type === 'end' ? line : undefined
    })
  }

  edit(edits: readonly Edit[], onOutcome: OnOutcome, signal: AbortSignal): Promise<BudgetView> {
    return this.#change(edits, (edits) => ['/edit', { edits }], onOutcome, signal)
  }

  remove(
    assets: readonly AssetId[],
    onOutcome: OnOutcome,
    signal: AbortSignal,
  ): Promise<BudgetView> {
    return this.#change(assets, (assets) => ['/delete', { assets }], onOutcome, signal)
  }

  async changed(changes: ChangedRequest['changes'], signal: AbortSignal): Promise<void> {
    for (const { items } of batches(changes, MAX_CHANGES)) {
      const json = { changes: items }
      // 204: the reply has no body.
      await this.#channel.read({ method: 'POST', path: '/changed', json, signal }, async () => true)
    }
  }

  bytes(asset: AssetId, signal: AbortSignal): Promise<Blob> {
    const path = `/bytes?asset=${asset}`
    return this.#channel.read({ method: 'GET', path, signal }, async (reply, heard) => {
      const parts: BlobPart[] = []
      for await (const part of reply.body ?? cutReply(reply)) {
        heard()
        parts.push(part)
      }
      return new Blob(parts, { type: reply.headers.get('content-type') ?? '' })
    })
  }

  async #change<Item>(
    all: readonly Item[],
    request: (items: readonly Item[]) => readonly [path: string, json: unknown],
    onOutcome: OnOutcome,
    signal: AbortSignal,
  ): Promise<BudgetView> {
    let budget: BudgetView = { left: 0, waitMs: 0 }
    for (const { start, items } of batches(all, MAX_CHANGES)) {
      const [path, json] = request(items)
      budget = await this.#channel.lines(
        ChangeLine,
        { method: 'POST', path, json, signal },
        (line) => {
          if (line.type === 'end') return line.budget
          onOutcome(start + line.index, outcomeOf(line))
          return undefined
        },
      )
    }
    return budget
  }
}

// Helpers

function observe(
  observer: CatalogueObserver,
  line: Exclude<CatalogueLine, { type: 'end' }>,
): undefined {
  switch (line.type) {
    case 'stored':
      observer.stored({ ageMs: line.ageMs ?? undefined, total: line.total })
      break
    case 'listing':
      observer.listing(line.total)
      break
    case 'page':
      observer.page(line.assets)
      break
    case 'wait':
      observer.wait(line.retryAfterMs)
      break
    case 'trouble':
      observer.trouble(line.failure)
  }
}

function outcomeOf(line: Exclude<ChangeLine, { type: 'end' }>): ChangeOutcome {
  switch (line.type) {
    case 'done':
      return { type: 'done', asset: line.asset }
    case 'wait':
      return { type: 'wait', retryAfterMs: line.retryAfterMs }
    case 'refused':
      return { type: 'refused', failure: line.failure }
  }
}
