/** Whether assets have the bytes of files, found out with as little reading as may be. */
import pMap from 'p-map'
import type { Md5Hex } from '../../core/brands.ts'
import type { AssetSummary } from '../../core/wire.ts'
import type { LibraryClient } from '../ports-library.ts'
import type { Clock, DigestCache, Hasher, TakenFile } from '../ports.ts'
import { NEVER } from '../never.ts'

export interface CompareDeps {
  readonly library: Pick<LibraryClient, 'known' | 'bytes'>
  readonly hasher: Pick<Hasher, 'digest'>
  readonly digests: Pick<DigestCache, 'recall' | 'remember'>
  readonly clock: Clock
}

export interface Pair {
  readonly taken: TakenFile
  readonly asset: Pick<AssetSummary, 'id'>
}

/** Files whose bytes are compared at once. */
const COMPARED_AT_ONCE = 3

/**
 * For each file, whether its asset has the same bytes: by what the proxy knows, else by the hosted file. What is hosted
 * and cannot be read counts as other; a file that cannot be read as the same, since the run will tell of it. Never rejects.
 */
export async function haveBytes(
  pairs: readonly Pair[],
  deps: CompareDeps,
): Promise<readonly boolean[]> {
  const digests = await digestsOf(pairs, deps)
  const known = new Map<Md5Hex, string>()
  const asked = pairs.flatMap(({ taken: { file } }, at) => {
    const md5 = digests[at]
    return md5 === undefined ? [] : { md5, size: file.size }
  })
  const onKnown = (md5: Md5Hex, { id }: { readonly id: string }): void => void known.set(md5, id)
  await deps.library.known(asked, { signal: NEVER, onKnown }).catch(() => undefined)
  const isSame = async ({ asset }: Pair, at: number): Promise<boolean> => {
    const md5 = digests[at]
    return md5 === undefined || known.get(md5) === asset.id || (await hosts(asset, md5, deps))
  }
  return pMap(pairs, isSame, { concurrency: COMPARED_AT_ONCE })
}

// Helpers

/** Of bytes that this browser knows, without reading; undefined where a file cannot be read. */
async function digestsOf(
  pairs: readonly Pair[],
  { digests, hasher, clock }: CompareDeps,
): Promise<readonly (Md5Hex | undefined)[]> {
  const recalled = await digests.recall(pairs.map(({ taken }) => taken))
  const digestOf = async ({ taken }: Pair, at: number): Promise<Md5Hex | undefined> => {
    if (recalled[at] !== undefined) return recalled[at]
    const readAt = clock.now()
    const md5 = await hasher.digest(taken.file, { signal: NEVER }).catch(() => undefined)
    if (md5 !== undefined) digests.remember(taken, md5, readAt)
    return md5
  }
  return pMap(pairs, digestOf, { concurrency: COMPARED_AT_ONCE })
}

async function hosts(
  { id }: Pair['asset'],
  md5: Md5Hex,
  { library, hasher }: CompareDeps,
): Promise<boolean> {
  try {
    return (await hasher.digest(await library.bytes(id, NEVER), { signal: NEVER })) === md5
  } catch {
    return false
  }
}
