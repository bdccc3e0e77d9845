/** All alt texts of a site in one of its locales, read page by page within the budget. */
import pMap from 'p-map'
import { failureOf } from '../../core/failure.ts'
import type { AltTextLine } from '../../core/wire-library.ts'
import { thrownFields } from '../base/log.ts'
import { retryWhenLimited } from '../webflow/retry-when-limited.ts'
import type { SiteContext } from '../access/site-context.ts'
import type { AssetListing } from '../webflow/schemas.ts'

const PAGES_AT_ONCE = 4

export interface AltTextHooks {
  readonly say: (line: Exclude<AltTextLine, { type: 'end' }>) => Promise<void>
  readonly isLeft: () => boolean
}

/**
 * Reads the first page as an interactive call. Resolves with a function that streams all pages; rejects if Webflow
 * refuses the first page.
 */
export async function openAltTexts(
  context: SiteContext,
  localeId: string,
): Promise<(hooks: AltTextHooks) => Promise<void>> {
  const first = await context.webflow.listAssets(context.site, 0, 'interactive', { localeId })
  return async (hooks) => {
    await hooks.say(pageOf(first))
    try {
      await readRest(context, localeId, first, hooks)
    } catch (thrown) {
      context.log.warn('Alt texts could not be listed to the end.', thrownFields(thrown))
      await hooks.say({ type: 'trouble', failure: failureOf(thrown, 'internal') })
    }
  }
}

// Helpers

async function readRest(
  context: SiteContext,
  localeId: string,
  first: AssetListing,
  { say, isLeft }: AltTextHooks,
): Promise<void> {
  const { webflow, site, deps } = context
  const step = Math.max(1, first.assets.length)
  const total = first.pagination?.total ?? first.assets.length
  const offsets = Array.from({ length: Math.ceil(total / step) - 1 }, (_, i) => (i + 1) * step)
  const onWait = (retryAfterMs: number) => void say({ type: 'wait', retryAfterMs })
  await pMap(
    offsets,
    async (offset) => {
      if (isLeft()) return
      const page = await retryWhenLimited(deps.clock, { onWait, isLeft }, () =>
        webflow.listAssets(site, offset, 'bulk', { localeId }),
      )
      await say(pageOf(page))
    },
    { concurrency: PAGES_AT_ONCE },
  )
}

const pageOf = ({ assets }: AssetListing) =>
  ({ type: 'page', texts: assets.map(({ id, altText }) => ({ asset: id, altText })) }) as const
