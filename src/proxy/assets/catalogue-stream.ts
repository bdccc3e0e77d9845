/** Streams the catalogue to a panel: the stored copy first, then a fresh listing as it arrives. */
import { failureOf } from '../../core/failure.ts'
import type { CatalogueLine, Refresh } from '../../core/wire-library.ts'
import { wireSummary } from './asset-summary.ts'
import { trustedMs } from './asset-reader.ts'
import type { LineWriter } from '../base/lines.ts'
import { listAnew } from './listing.ts'
import type { SiteContext } from '../access/site-context.ts'

/** Assets in one line: some 50 kB. */
const PAGE = 200
/** How long a listing may take, including waits for the budget. */
const PATIENCE_MS = 20 * 60_000

/**
 * Writes the lines of `GET /catalogue` except the last. A listing that has begun is finished even if the panel
 * disconnects (`keepAlive`).
 */
export async function tellCatalogue(
  context: SiteContext,
  refresh: Refresh,
  lines: LineWriter<CatalogueLine>,
): Promise<void> {
  const { catalogue } = context.state
  const listing = await catalogue.listing()
  const now = context.deps.clock.now()
  const ageMs = listing.startedAt === 0 ? null : Math.max(0, now - listing.startedAt)
  await lines.say({ type: 'stored', ageMs, total: ageMs === null ? 0 : await catalogue.total() })
  const isOld = ageMs === null || ageMs > trustedMs(listing.pages)
  const isWanted = refresh === 'now' || (refresh === 'auto' && isOld)
  const fresh = isWanted ? follow(context, refresh, now, lines) : undefined
  if (ageMs !== null) await new Told(context, lines, listing.generation).goOn()
  await fresh?.tell()
}

/** The age of the listing in milliseconds; null if there is none. */
export async function ageOfCatalogue(context: SiteContext): Promise<number | null> {
  const { startedAt } = await context.state.catalogue.listing()
  return startedAt === 0 ? null : Math.max(0, context.deps.clock.now() - startedAt)
}

// Helpers

/** Begins a listing or joins the running one; `tell` streams it. */
function follow(
  context: SiteContext,
  refresh: Refresh,
  since: number,
  lines: LineWriter<CatalogueLine>,
): { tell(): Promise<void> } {
  const poke = new Poke()
  let latest: { readonly generation: number; readonly total: number } | undefined
  let end: { readonly thrown?: unknown } | undefined
  const work = listAnew(context, {
    since,
    kind: refresh === 'now' ? 'interactive' : 'bulk',
    mostPages: Number.POSITIVE_INFINITY,
    patienceMs: PATIENCE_MS,
    onProgress: (generation, total) => {
      latest = { generation, total }
      poke.now()
    },
    onWait: (ms) => void lines.say({ type: 'wait', retryAfterMs: ms }),
  }).then(
    () => {
      end = {}
      poke.now()
    },
    (thrown: unknown) => {
      end = { thrown }
      poke.now()
    },
  )
  context.deps.keepAlive(work)
  const tell = async (): Promise<void> => {
    let told: Told | undefined
    for (;;) {
      const isOver = end !== undefined
      const poked = poke.next()
      if (latest && told?.generation !== latest.generation) {
        told = new Told(context, lines, latest.generation)
        await lines.say({ type: 'listing', total: latest.total })
      }
      await told?.goOn()
      if (isOver || lines.isLeft()) break
      await poked
    }
    if (end?.thrown !== undefined) {
      const failure = failureOf(end.thrown, 'internal')
      context.log.warn('A listing broke off.', { site: context.site, failure })
      await lines.say({ type: 'trouble', failure })
    }
  }
  return { tell }
}

/** Streams one listing and remembers how far it got. */
class Told {
  readonly generation: number
  readonly #context: SiteContext
  readonly #lines: LineWriter<CatalogueLine>
  #after = 0

  constructor(context: SiteContext, lines: LineWriter<CatalogueLine>, generation: number) {
    this.#context = context
    this.#lines = lines
    this.generation = generation
  }

  /** Writes the pages that arrived since the last call. */
  async goOn(): Promise<void> {
    while (!this.#lines.isLeft()) {
      const page = await this.#context.state.catalogue.page(this.generation, this.#after, PAGE)
      if (page === null) throw new Error('The listing was replaced twice while it was being told.')
      if (page.next === null) return
      this.#after = page.next
      await this.#lines.say({ type: 'page', assets: page.assets.map(wireSummary) })
    }
  }
}

/** A repeatable signal. */
class Poke {
  #wake = () => {}
  #next = this.#fresh()

  next(): Promise<void> {
    return this.#next
  }

  now(): void {
    this.#wake()
    this.#next = this.#fresh()
  }

  #fresh(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
