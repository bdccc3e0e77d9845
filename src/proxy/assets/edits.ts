/**
 * Edits names and alt texts, and deletes assets. Reports each item as it is done; finishes running calls when the panel
 * disconnects, so that our own state stays right. Every change is idempotent.
 */
import pMap from 'p-map'
import type { AssetId } from '../../core/brands.ts'
import { FailureError, failureOf } from '../../core/failure.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { ChangeLine, Edit, Edited } from '../../core/wire-library.ts'
import type { CallKind } from '../webflow/budget-rules.ts'
import { forgetAsset } from './forget-asset.ts'
import { thrownFields } from '../base/log.ts'
import { waitOf } from '../webflow/retry-when-limited.ts'
import type { SiteContext } from '../access/site-context.ts'

export interface ChangeHooks {
  readonly say: (line: Exclude<ChangeLine, { type: 'end' }>) => void
  readonly isLeft: () => boolean
}

/** Changes to many assets share the budget's bulk calls as one run. */
const RUN = 'changes'
/** Up to this many changes are interactive; more share the budget with uploads. */
const A_FEW = 3
const CHANGES_AT_ONCE = 6

/** Edits assets concurrently, and each asset in order. Rejects only if our own state fails. */
export async function edit(
  { webflow, ...rest }: SiteContext,
  edits: readonly Edit[],
  hooks: ChangeHooks,
): Promise<void> {
  const context = { ...rest, webflow: webflow.forRun(RUN) }
  const kind = kindFor(edits.length)
  const isKnown = await knownOf(context, [...new Set(edits.map(({ asset }) => asset))])
  const byAsset = Map.groupBy(edits.entries(), ([, { asset }]) => asset)
  await pMap(
    [...byAsset.values()],
    async (ofOneAsset) => {
      for (const [index, one] of ofOneAsset) {
        if (hooks.isLeft()) return
        const work = () => editOne(context, one, kind, isKnown(one.asset))
        hooks.say(await verdict(context, index, work))
      }
    },
    { concurrency: CHANGES_AT_ONCE },
  )
}

/** Deletes permanently. An asset that is not on the site counts as deleted. */
export async function remove(
  { webflow, ...rest }: SiteContext,
  assets: readonly AssetId[],
  hooks: ChangeHooks,
): Promise<void> {
  const context = { ...rest, webflow: webflow.forRun(RUN) }
  const kind = kindFor(assets.length)
  const isKnown = await knownOf(context, assets)
  await pMap(
    [...assets.entries()],
    async ([index, asset]) => {
      if (hooks.isLeft()) return
      const work = () => removeOne(context, asset, kind, isKnown(asset))
      hooks.say(await verdict(context, index, work))
    },
    { concurrency: CHANGES_AT_ONCE },
  )
}

export function assetMissing(): FailureError {
  const message = 'The asset is no longer on the site. Refresh the library.'
  return new FailureError({ code: 'asset-missing', message })
}

// Helpers

const kindFor = (count: number): CallKind => (count <= A_FEW ? 'interactive' : 'bulk')

/**
 * Which assets we know to be this site's: a token may be for several sites, but a session is for one, and Webflow's
 * addresses of single assets name no site.
 */
async function knownOf(
  { state }: SiteContext,
  assets: readonly AssetId[],
): Promise<(asset: AssetId) => boolean> {
  const listed = await state.catalogue.assets(assets)
  const sent = await state.ledger.entriesOf(assets)
  const known = new Set([...listed.map(({ id }) => id), ...sent.map(({ asset }) => asset)])
  return (asset) => known.has(asset)
}

async function editOne(
  context: SiteContext,
  { asset, name: wanted, altText, localeId }: Edit,
  kind: CallKind,
  isKnown: boolean,
): Promise<Edited> {
  const { webflow, site, state } = context
  if (!isKnown && !(await webflow.asset(site, asset, kind))) throw assetMissing()
  const changes = {
    ...(wanted === undefined ? {} : { displayName: normaliseFileName(wanted) }),
    ...(altText === undefined ? {} : { altText }),
  }
  const now = await webflow.updateAsset(asset, changes, localeId, kind)
  if (!now) {
    await forgetAsset(context, asset)
    throw assetMissing()
  }
  const name = now.displayName ?? changes.displayName ?? now.originalFileName ?? asset
  const isPrimary = altText !== undefined && localeId === undefined
  await state.catalogue.change(asset, { name, ...(isPrimary ? { altText: now.altText } : {}) })
  await state.ledger.changeAsset(asset, name, undefined)
  return { id: asset, name, altText: now.altText }
}

async function removeOne(
  context: SiteContext,
  asset: AssetId,
  kind: CallKind,
  isKnown: boolean,
): Promise<null> {
  const { webflow, site } = context
  const isThere = isKnown || (await webflow.asset(site, asset, kind)) !== undefined
  if (isThere) await webflow.deleteAsset(asset, kind)
  await forgetAsset(context, asset)
  return null
}

/** Never rejects: failures become lines. */
async function verdict(
  context: SiteContext,
  index: number,
  work: () => Promise<Edited | null>,
): Promise<Parameters<ChangeHooks['say']>[0]> {
  try {
    return { type: 'done', index, asset: await work() }
  } catch (thrown) {
    const retryAfterMs = waitOf(thrown)
    if (retryAfterMs !== undefined) return { type: 'wait', index, retryAfterMs }
    if (thrown instanceof FailureError) {
      context.log.warn('A change was refused.', { index, ...thrownFields(thrown) })
      return { type: 'refused', index, failure: failureOf(thrown, 'internal') }
    }
    context.log.error('Failed to change an asset.', { index, ...thrownFields(thrown) })
    const message = 'Failed to change the asset: unexpected server error. Try again.'
    return { type: 'refused', index, failure: { code: 'internal', message } }
  }
}
