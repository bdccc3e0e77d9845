import { setImmediate } from 'node:timers/promises'
import { objectKey } from '../world/assets.ts'
import { FIRST_SITE_ID, findSite } from '../world/sites.ts'
import { CACHE_CONTROL, type World } from '../world/world.ts'
import { makeFile } from './files.ts'
import { type PlannedAsset, planFill, type FillOrder } from './plan.ts'

/** What a fill created. */
export interface FillReport {
  readonly site: string
  readonly seed: number
  readonly assets: number
  readonly folders: number
  readonly bytes: number
  /** Assets with the same bytes as another. */
  readonly copies: number
  /** Images without alt text, not counting decorative ones. */
  readonly withoutAltText: number
  readonly decorative: number
  readonly inNoFolder: number
}

/** Parses the request, which may be any JSON; returns the list of problems if it is invalid. */
export function readFillOrder(json: unknown): (FillOrder & { site: string }) | readonly string[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return ['A fill must be a JSON object.']
  }
  const order: Record<string, unknown> = { ...json }
  const problems = Object.keys(order)
    .filter((name) => !FIELDS.includes(name))
    .map((name) => `"${name}" is not a field of a fill. The fields are ${FIELDS.join(', ')}.`)
  const whole = (name: string, fallback: number, least: number, most: number): number => {
    const value = order[name] ?? fallback
    if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) {
      return Number(value)
    }
    problems.push(`"${name}" must be a whole number from ${least} to ${most}.`)
    return fallback
  }
  const { site = FIRST_SITE_ID } = order
  const known = typeof site === 'string' ? findSite(site) : undefined
  if (!known) problems.push('"site" must be the id of a site.')
  const assets = whole('assets', 100, 1, 50_000)
  const usual = Math.min(200, Math.max(3, Math.round(1.2 * Math.sqrt(assets))))
  const folders = whole('folders', usual, 0, 2000)
  const seed = whole('seed', 1, 0, 2 ** 31)
  return problems.length > 0 || !known ? problems : { site: known.id, assets, folders, seed }
}

/**
 * Adds generated files to a site; the same order gives the same files. Returns undefined and does nothing if the site
 * already has them.
 */
export async function fillSite(
  world: World,
  order: FillOrder & { readonly site: string },
): Promise<FillReport | undefined> {
  const { site: siteId, seed } = order
  const { folders, assets } = planFill(order)
  if (assets.some(({ id }) => world.assets.get(id))) return undefined
  world.transaction(() => {
    for (const folder of folders) world.folders.create({ ...folder, siteId })
  })
  let bytes = 0
  for (let from = 0; from < assets.length; from += AT_ONCE) {
    world.transaction(() => {
      for (const asset of assets.slice(from, from + AT_ONCE))
        bytes += addAsset(world, siteId, asset, seed)
    })
    await setImmediate()
  }
  const has = (is: (asset: PlannedAsset) => boolean) => assets.filter(is).length
  return {
    site: siteId,
    seed,
    assets: assets.length,
    folders: folders.length,
    bytes,
    copies: has(({ copy }) => copy),
    withoutAltText: has(({ altText, file }) => altText === undefined && isPicture(file.kind)),
    decorative: has(({ altText }) => altText === null),
    inNoFolder: has(({ folderId }) => folderId === null),
  }
}

// Helpers

const FIELDS = ['site', 'assets', 'folders', 'seed']

/** Assets per batch; other requests are served between batches. */
const AT_ONCE = 200

const isPicture = (kind: PlannedAsset['file']['kind']): boolean =>
  kind !== 'pdf' && kind !== 'csv' && kind !== 'json'

/** Creates the record and its bytes, dated as planned; returns the number of bytes. */
function addAsset(world: World, siteId: string, planned: PlannedAsset, seed: number): number {
  const { id, createdOn, altText, translation, describedOn } = planned
  const { bytes, contentType } = makeFile(planned.file, seed)
  const record = { ...planned, siteId, contentType, fileHash: '' }
  const asset = world.assets.create(record)
  const meta = { key: objectKey(asset), contentType, cacheControl: CACHE_CONTROL }
  const stored = world.objects.put(bytes, meta, createdOn)
  world.assets.replaceBytes(id, stored, undefined, createdOn)
  if (altText !== undefined) world.assets.setAltText(id, altText, null, describedOn)
  const other = findSite(siteId)?.secondaryLocales[0]
  if (translation !== undefined && other) {
    world.assets.setAltText(id, translation, other.id, describedOn)
  }
  return bytes.length
}
