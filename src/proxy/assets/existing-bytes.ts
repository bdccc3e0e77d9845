/**
 * Finds bytes that are on the site already: first in the ledger, checked against the catalogue; then by probing hosted
 * files of the same sizes. Costs at most one listing, or a few single calls.
 */
import pMap from 'p-map'
import type { AssetId, Md5Hex } from '../../core/brands.ts'
import type { KnownHow } from '../../core/wire-library.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import type { AssetReader } from './asset-reader.ts'
import { judgeEntry, trueEntries } from '../state/ledger-judge.ts'
import type { KeptEntry } from '../state/ledger.ts'
import { Prober } from './prober.ts'
import type { SiteContext } from '../access/site-context.ts'

export interface WantedBytes {
  readonly md5: Md5Hex
  readonly size: number
}

/** Digests that could not be looked up, for the reason in `trouble`. */
export interface LookupFailure {
  readonly digests: ReadonlySet<Md5Hex>
  readonly trouble: unknown
}

export interface KnowledgeHooks {
  /** Called at most once per digest. */
  readonly onKnown: (md5: Md5Hex, asset: KnownAsset, how: KnownHow) => void
  /** True once the client has disconnected. */
  readonly isLeft: () => boolean
  /**
   * Whether the site may be listed to find hosted files of the same sizes. False saves the
   * calls for creates and relies on the last listing.
   */
  readonly mayList: boolean
}

const PROBES_AT_ONCE = 8
/** Files probed before the open sizes are computed again. */
const PROBES_A_ROUND = 250
/** Most rounds per request; the next request continues. */
const ROUNDS = 20

export class ExistingBytesLookup {
  readonly #context: SiteContext
  readonly #inventory: AssetReader
  readonly #hooks: KnowledgeHooks
  readonly #prober: Prober
  readonly #open: Map<Md5Hex, WantedBytes>
  #isFresh = true

  constructor(
    context: SiteContext,
    inventory: AssetReader,
    files: readonly WantedBytes[],
    hooks: KnowledgeHooks,
  ) {
    this.#context = context
    this.#inventory = inventory
    this.#hooks = hooks
    this.#prober = new Prober(context)
    this.#open = new Map(files.map((file) => [file.md5, file]))
  }

  /** Rejects only if our own state fails. */
  async find(): Promise<LookupFailure> {
    const unsure = await this.#askLedger()
    if (unsure.trouble === undefined) await this.#lookAtHosted()
    return unsure
  }

  // Helpers

  async #askLedger(): Promise<LookupFailure> {
    const { ledger, catalogue } = this.#context.state
    const entries = await ledger.entries([...this.#open.keys()])
    if (entries.length === 0) return SURE
    const listed = await catalogue.assets(entries.map((entry) => entry.asset))
    const last = new Map(listed.map((asset) => [asset.id, asset]))
    let now: ReadonlyMap<AssetId, KnownAsset>
    try {
      now = await this.#inventory.find(
        entries.map((entry) => last.get(entry.asset) ?? believed(entry)),
      )
    } catch (thrown) {
      return { digests: new Set(entries.map((entry) => entry.md5)), trouble: thrown }
    }
    await this.#sort(entries, now)
    return SURE
  }

  async #sort(entries: readonly KeptEntry[], now: ReadonlyMap<AssetId, KnownAsset>): Promise<void> {
    const gone: AssetId[] = []
    const seen: KnownAsset[] = []
    const doubtful = new Map<AssetId, KnownAsset>()
    for (const entry of entries) {
      const asset = now.get(entry.asset)
      const judgement = asset ? judgeEntry(entry, asset) : 'replaced'
      if (!asset || judgement === 'replaced') gone.push(entry.asset)
      else if (judgement === 'doubt') doubtful.set(asset.id, asset)
      else {
        if (isNewState(entry, asset)) seen.push(asset)
        this.#tell(entry.md5, asset, entry.how)
      }
    }
    const { ledger } = this.#context.state
    if (gone.length > 0) await ledger.forgetAssets(gone)
    if (seen.length > 0) await ledger.confirm(seen.map(stateOf))
    await this.#probe([...doubtful.values()])
  }

  /** Probes hosted files whose sizes match open digests. */
  async #lookAtHosted(): Promise<void> {
    if (this.#open.size === 0) return
    this.#isFresh = this.#hooks.mayList && (await this.#isListed())
    for (let round = 0; round < ROUNDS && this.#open.size > 0; round++) {
      const sizes = new Set([...this.#open.values()].map((file) => file.size))
      const { probes } = this.#context.state
      const learned = await this.#probe(await probes.candidates([...sizes], PROBES_A_ROUND))
      // The same unreadable files would come again.
      if (learned === 0) return
    }
  }

  /** False if there is only an older listing, or none. */
  async #isListed(): Promise<boolean> {
    try {
      return await this.#inventory.list(this.#open.size)
    } catch (thrown) {
      this.#context.log.info('The site could not be listed to look for its bytes.', {
        why: String(thrown),
      })
      return false
    }
  }

  /** Returns how many digests it learned. */
  async #probe(assets: readonly KnownAsset[]): Promise<number> {
    let learned = 0
    await pMap(
      assets,
      async (asset) => {
        if (this.#hooks.isLeft()) return
        const md5 = await this.#prober.digest(asset)
        if (md5 !== undefined && (await this.#learn(asset, md5))) learned++
      },
      { concurrency: PROBES_AT_ONCE },
    )
    return learned
  }

  /**
   * Stores the digest of the asset's hosted bytes. The asset may be a record whose upload was never confirmed. False if
   * it is about to be removed.
   */
  async #learn(asset: KnownAsset, md5: Md5Hex): Promise<boolean> {
    const { ledger, leftovers } = this.#context.state
    if (!(await leftovers.spare(asset.id))) return false
    const before = await ledger.entriesOf([asset.id])
    const still = trueEntries(before, md5)
    for (const entry of before) {
      if (!still.includes(entry)) await ledger.forget(entry.asset, entry.how)
    }
    const { id, name, folder, url, size } = asset
    await ledger.learn({ md5, how: 'hosted', asset: id, name, folder, url, size }, asset)
    if (still.length > 0) await ledger.confirm([stateOf(asset)])
    const found = [...still, { md5, how: 'hosted' } as const].filter(({ md5 }) =>
      this.#open.has(md5),
    )
    if (found.length > 0 && (await this.#isThere(asset))) {
      for (const { md5, how } of found) this.#tell(md5, asset, how)
    }
    return true
  }

  /** Files stay hosted for a while after their asset is deleted. */
  async #isThere(asset: KnownAsset): Promise<boolean> {
    if (this.#isFresh) return true
    try {
      if ((await this.#inventory.find([asset])).has(asset.id)) return true
      await this.#context.state.ledger.forgetAssets([asset.id])
    } catch {
      // Webflow cannot be asked now; keep the entry.
    }
    return false
  }

  #tell(md5: Md5Hex, asset: KnownAsset, how: KnownHow): void {
    if (this.#open.delete(md5)) this.#hooks.onKnown(md5, asset, how)
  }
}

const SURE: LookupFailure = { digests: new Set(), trouble: undefined }

const isNewState = ({ seen }: KeptEntry, asset: KnownAsset): boolean =>
  asset.size > 0 && (seen === null || seen.updatedOn !== asset.updatedOn)

const stateOf = ({ id: asset, size, updatedOn }: KnownAsset) => ({ asset, size, updatedOn })

/** An asset as the ledger believes it to be. */
export const believed = ({ asset, name, folder, url, size }: KeptEntry): KnownAsset => ({
  id: asset,
  name,
  fileName: name,
  folder,
  url,
  contentType: '',
  size,
  altText: null,
  createdOn: '',
  updatedOn: '',
})
