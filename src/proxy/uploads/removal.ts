/**
 * Deletes records whose bytes never came. Every removal is stored before the call and cleared after it, so that a
 * failed call is retried.
 */
import pMap from 'p-map'
import type { AssetId } from '../../core/brands.ts'
import { failureOf } from '../../core/failure.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { forgetAsset } from '../assets/forget-asset.ts'
import { AssetReader } from '../assets/asset-reader.ts'
import { knownAsset } from '../assets/asset-summary.ts'
import { waitOf } from '../webflow/retry-when-limited.ts'
import type { PossibleOrphan } from '../state/orphan-queue.ts'
import type { SiteContext } from '../access/site-context.ts'
import { TryLater } from '../base/try-later.ts'

/** By Webflow's clock, a record may be slightly older than its attempt. */
const CLOCK_SLACK_MS = 60_000
const DELETES_AT_ONCE = 6
/** This many failures in a row mean that Webflow is down. */
const TROUBLES_IN_A_ROW = 3
/** The last look for a possible orphan: by then Webflow has finished any pending create. */
const LAST_LOOK_MS = 10 * 60_000

/**
 * Returns the asset if its bytes arrived after all (the answer or the client may have been lost), and stores that.
 * Call it before giving up a record.
 */
export async function arrivedAsset(
  { state, webflow, site }: SiteContext,
  asset: AssetId,
): Promise<KnownAsset | undefined> {
  const read = await webflow.asset(site, asset, 'bulk')
  const now = read && knownAsset(read)
  if (!now || now.size === 0) return undefined
  await state.sends.arrived(asset, now)
  return now
}

/**
 * Deletes an asset that is noted for removal.
 * @throws UpstreamError if Webflow fails; the asset stays noted.
 */
export async function removeNow(context: SiteContext, asset: AssetId): Promise<void> {
  await context.webflow.deleteAsset(asset, 'bulk')
  await forgetAsset(context, asset)
}

/** Deletes assets that are noted for removal. Returns those that could not be deleted. */
export async function removeNoted(
  context: SiteContext,
  assets: readonly AssetId[],
): Promise<readonly AssetId[]> {
  const left: AssetId[] = []
  await pMap(
    assets,
    async (asset) => {
      if (!(await removeOne(context, asset))) left.push(asset)
    },
    { concurrency: DELETES_AT_ONCE },
  )
  return left
}

/**
 * Finds and deletes an attempt's orphan: an unknown record without bytes that has its name and folder and was created
 * since it began. `own`: the attempt that holds the claim on these bytes, or null. `since`: minimum freshness of the listing.
 * @throws TryLater when another attempt is creating a record that looks the same.
 */
export async function removeOrphan(
  context: SiteContext,
  inventory: AssetReader,
  suspect: PossibleOrphan,
  own: string | null,
  since = suspect.until,
): Promise<void> {
  const { claims, records, leftovers } = context.state
  const { name, folder } = suspect
  const { assets, isWhole } = await inventory.empty(name, folder, since)
  if (await claims.isCreating(name, folder, own)) {
    throw new TryLater('claimed', 1000)
  }
  for (const found of assets) {
    const isOurs = found.folder === folder && isOfItsTime(context, suspect, found)
    if (!isOurs || (await records.knows(found.id))) continue
    const now = await context.webflow.asset(context.site, found.id, 'bulk')
    if (!now || (now.size ?? 0) > 0) continue
    await leftovers.remove(suspect.md5, found.id)
    await removeNow(context, found.id)
    context.log.info('An asset record without bytes was deleted.', { asset: found.id })
  }
  // The record may have shifted between pages: the next sweep looks again.
  if (!isWhole) return
  const isOver = suspect.until < context.deps.clock.now() - LAST_LOOK_MS
  await leftovers.lookedFor(suspect.attempt, isOver)
}

/** Gives up abandoned records and deletes what it can. Never rejects: the next round retries. */
export async function sweep(context: SiteContext): Promise<void> {
  try {
    await giveUpAbandoned(context)
    await removeNoted(context, await context.state.leftovers.removals())
    await healAll(context)
  } catch (thrown) {
    const failure = failureOf(thrown, 'internal')
    context.log.warn('The sweep of a site was cut short.', { site: context.site, failure })
  }
}

// Helpers

/** Created during the attempt, or while Webflow may still have been processing its request. */
function isOfItsTime(
  { webflow }: SiteContext,
  { since, until }: PossibleOrphan,
  { createdOn }: KnownAsset,
): boolean {
  const madeOn = Date.parse(createdOn) - webflow.aheadMs
  return madeOn >= since - CLOCK_SLACK_MS && madeOn <= until + LAST_LOOK_MS
}

async function healAll(context: SiteContext): Promise<void> {
  const { leftovers, catalogue } = context.state
  const inventory = new AssetReader(context)
  const now = context.deps.clock.now()
  // A listing that may have gaps is repeated.
  const since = (await catalogue.isWhole()) ? undefined : now
  const passing = new Passing(context)
  for (const suspect of await leftovers.suspects(now - LAST_LOOK_MS)) {
    // Orphans that match an active create wait for the next round, too.
    await passing.do(suspect.name, () => removeOrphan(context, inventory, suspect, null, since))
  }
}

async function giveUpAbandoned(context: SiteContext): Promise<void> {
  const { records } = context.state
  const at = context.deps.clock.now()
  const empty: AssetId[] = []
  const passing = new Passing(context)
  for (const asset of await records.abandoned(at)) {
    await passing.do(asset, async () => {
      if (!(await arrivedAsset(context, asset))) empty.push(asset)
    })
  }
  await records.giveUpAbandoned(at, empty)
}

/** Processes orphans one by one: a failing one does not block the rest. */
class Passing {
  readonly #context: SiteContext
  #troublesInARow = 0

  constructor(context: SiteContext) {
    this.#context = context
  }

  /** Rejects when the budget is spent or several failures follow each other. */
  async do(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#troublesInARow = 0
    } catch (thrown) {
      if (waitOf(thrown) !== undefined || ++this.#troublesInARow === TROUBLES_IN_A_ROW) throw thrown
      const failure = failureOf(thrown, 'internal')
      this.#context.log.warn('A leftover must wait for the next sweep.', { what, failure })
    }
  }
}

async function removeOne(context: SiteContext, asset: AssetId): Promise<boolean> {
  try {
    await removeNow(context, asset)
    return true
  } catch (thrown) {
    const failure = failureOf(thrown, 'internal')
    context.log.warn('An asset record must wait for its deletion.', { asset, failure })
    return false
  }
}
