/**
 * Gives each file of a request its verdict: a ticket, an existing asset, a wait or a refusal. Folders come first, known
 * bytes cost no create, and failures leave no record behind.
 */
import pMap from 'p-map'
import type { FolderId, Md5Hex } from '../../core/brands.ts'
import { failureOf, FailureError } from '../../core/failure.ts'
import { renewing } from '../state/lease.ts'
import { brokenLimit, assetTypeOf } from '../../core/limits.ts'
import { normaliseFileName } from '../../core/names.ts'
import type { Decision, ReserveFile, ReserveRequest, Verdict } from '../../core/wire.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { wireAsset } from '../assets/asset-summary.ts'
import { folderMissing, SiteFolders } from '../assets/folder-tree.ts'
import { AssetReader } from '../assets/asset-reader.ts'
import { classifyCreateResult } from './create-result.ts'
import { believed, ExistingBytesLookup, type LookupFailure } from '../assets/existing-bytes.ts'
import { thrownFields } from '../base/log.ts'
import type { AssetState, LedgerEntry } from '../state/ledger.ts'
import type { Claim } from '../state/claims.ts'
import type { UploadRecord } from '../state/record-rows.ts'
import { arrivedAsset, removeOrphan, removeNow } from './removal.ts'
import type { SiteContext } from '../access/site-context.ts'
import { expiryOf, sealForm, sealTicket } from './tickets.ts'
import { trustedAddress } from '../webflow/trusted-addresses.ts'
import { unanswered, UpstreamError } from '../webflow/upstream-errors.ts'
import { TryLater } from '../base/try-later.ts'
import type { Creation } from '../webflow/client.ts'

/** Concurrent creates per request. */
const CREATES_AT_ONCE = 12
const CLAIMED_WAIT_MS = 2000
const STUCK_WAIT_MS = 15_000
/** Rounds of cleanup and claim before the reservation fails. */
const ROUNDS = 3

/**
 * Calls `say` once per file, as verdicts are known, in any order. Starts no new files once `isLeft()`; finishes those
 * under way, so that their records are known and can be cleaned up. Rejects only if our own state fails.
 */
export async function reserve(
  context: SiteContext,
  request: ReserveRequest,
  hooks: { readonly say: (verdict: Verdict) => void; readonly isLeft: () => boolean },
): Promise<void> {
  const webflow = context.webflow.forRun(request.run)
  const job = new ReserveJob({ ...context, webflow }, request.run)
  const onSite = await job.knownAssets(request.files, hooks.isLeft)
  await pMap(
    request.files,
    async (file) => {
      if (hooks.isLeft()) return
      hooks.say(await job.verdict(file, onSite))
    },
    { concurrency: CREATES_AT_ONCE },
  )
}

interface OnSite {
  readonly known: ReadonlyMap<Md5Hex, KnownAsset>
  readonly unsure: LookupFailure
}

class ReserveJob {
  readonly #context: SiteContext
  readonly #run: string
  readonly #inventory: AssetReader
  readonly #folders: SiteFolders

  constructor(context: SiteContext, run: string) {
    this.#context = context
    this.#run = run
    this.#inventory = new AssetReader(context)
    this.#folders = new SiteFolders(context, 'bulk')
  }

  /** The assets that already have these bytes, by digest. */
  async knownAssets(files: readonly ReserveFile[], isLeft: () => boolean): Promise<OnSite> {
    const known = new Map<Md5Hex, KnownAsset>()
    const onKnown = (md5: Md5Hex, asset: KnownAsset) => void known.set(md5, asset)
    const hooks = { onKnown, isLeft, mayList: false }
    const wanted = files.filter((file) => !file.anew)
    const unsure = await new ExistingBytesLookup(
      this.#context,
      this.#inventory,
      wanted,
      hooks,
    ).find()
    return { known, unsure }
  }

  /** Never rejects: failures become verdicts. */
  async verdict(file: ReserveFile, onSite: OnSite): Promise<Verdict> {
    try {
      return { row: file.row, ...(await this.#decide(file, onSite)) }
    } catch (thrown) {
      return this.#troubled(file, thrown)
    }
  }

  // Helpers

  async #decide(file: ReserveFile, onSite: OnSite): Promise<Decision> {
    const name = normaliseFileName(file.name)
    const broken = brokenLimit({ name, size: file.size })
    if (broken) return { verdict: 'refused', failure: broken }
    if (onSite.unsure.digests.has(file.md5)) throw onSite.unsure.trouble
    const folder = await this.#folderOf(file)
    const known = file.anew
      ? await this.#madeBefore(file.md5, name, folder)
      : onSite.known.get(file.md5)
    if (known) return existing(known, folder, 'ledger')
    try {
      return await this.#bring({ ...file, name }, folder)
    } catch (thrown) {
      if (!(thrown instanceof UpstreamError) || thrown.status !== 404 || folder === null)
        throw thrown
      return await this.#withoutFolder({ ...file, name }, folder, thrown)
    }
  }

  async #folderOf(file: ReserveFile): Promise<FolderId | null> {
    return (await this.#folders.ensure(file.place)).folders.at(-1)?.id ?? null
  }

  /** For a second asset with known bytes: the one that an earlier identical request created. */
  async #madeBefore(
    md5: Md5Hex,
    name: string,
    folder: FolderId | null,
  ): Promise<KnownAsset | undefined> {
    const entries = await this.#context.state.ledger.entries([md5])
    const alike = entries.filter((entry) => entry.name === name && entry.folder === folder)
    const [found] = (await this.#inventory.find(alike.map(believed))).values()
    return found
  }

  /** After a 404: if the folder is gone, recreates a path, or fails for a chosen folder. */
  async #withoutFolder(file: ReserveFile, gone: FolderId, thrown: unknown): Promise<Decision> {
    if (!(await this.#folders.isGone(gone))) throw thrown
    if (file.place.path.length === 0) throw folderMissing(thrown)
    return await this.#bring(file, await this.#folderOf(file))
  }

  /** Creates a record for the file, or finds the existing one. */
  async #bring(file: ReserveFile, folder: FolderId | null): Promise<Decision> {
    const { claims } = this.#context.state
    for (let round = 0; round < ROUNDS; round++) {
      const attempt = crypto.randomUUID()
      const { md5, name, size } = file
      const wish = { md5, name, folder, size, anew: file.anew === true }
      const claim = await claims.claim({ ...wish, run: this.#run, attempt })
      if (claim.type === 'busy') throw new TryLater('claimed', CLAIMED_WAIT_MS)
      if (claim.type === 'again') return await this.#ticket(claim.record)
      if (claim.type === 'expired') {
        const { asset, attempt: old, folder: itsFolder } = claim.record
        const arrived = await arrivedAsset(this.#context, asset)
        if (arrived) return existing({ ...arrived, folder: itsFolder }, folder, 'ledger')
        await this.#context.state.records.giveUp(md5, old)
        continue
      }
      if (claim.type === 'clear') {
        for (const asset of claim.assets) await removeNow(this.#context, asset)
        continue
      }
      const verdict = await renewing(
        { clock: this.#context.deps.clock, log: this.#context.log },
        () => claims.keep(md5, attempt),
        () => this.#fulfil(file, folder, attempt, claim),
      )
      if (verdict) return verdict
    }
    throw unanswered(`make a record for "${file.name}"`, 'none of those that came can be filled')
  }

  /** Holding the claim: cleans up old attempts, creates, classifies. Undefined: another round is needed. */
  async #fulfil(
    file: ReserveFile,
    folder: FolderId | null,
    attempt: string,
    claim: Claim & { readonly type: 'won' },
  ): Promise<Decision | undefined> {
    const { claims } = this.#context.state
    const { md5, name } = file
    try {
      for (const suspect of claim.suspects) {
        await removeOrphan(this.#context, this.#inventory, suspect, attempt)
      }
    } catch (thrown) {
      await claims.release(md5, attempt)
      throw thrown
    }
    let creation: Creation
    try {
      creation = await this.#context.webflow.createAsset(this.#context.site, { name, md5, folder })
    } catch (thrown) {
      const mayBeDone = thrown instanceof UpstreamError && thrown.done === 'unknown'
      await (mayBeDone ? claims.ambiguous(md5, attempt) : claims.release(md5, attempt))
      throw thrown
    }
    try {
      return await this.#settle(file, folder, attempt, creation)
    } catch (thrown) {
      // The result is unclear: treat it like a lost answer.
      await claims.ambiguous(md5, attempt)
      throw thrown
    }
  }

  async #settle(
    file: ReserveFile,
    folder: FolderId | null,
    attempt: string,
    creation: Creation,
  ): Promise<Decision | undefined> {
    const { claims, ledger, leftovers } = this.#context.state
    const { md5, name, size } = file
    const { id, contentType, hostedUrl } = creation.asset
    const found = await classifyCreateResult(
      this.#context,
      this.#inventory,
      { name, folder },
      creation,
    )
    if (found.type === 'existing') {
      await claims.release(md5, attempt)
      await ledger.learn(entryOf(md5, found.asset), stateOf(found.asset))
      return existing(found.asset, folder, 'webflow')
    }
    if (found.type === 'stuck') {
      await claims.release(md5, attempt)
      if (!found.dead) throw new TryLater('claimed', STUCK_WAIT_MS)
      await ledger.forgetAssets([id])
      await leftovers.remove(md5, id)
      return undefined
    }
    this.#checkAddress(found.form.url)
    const made = {
      asset: id,
      name: found.name,
      folder: found.folder,
      url: hostedUrl,
      contentType: contentType ?? assetTypeOf(name)?.mime ?? 'application/octet-stream',
      form: await sealForm(this.#context, found.form),
      owned: found.owned,
      expiresAt: expiryOf(found.form, this.#context.deps.clock.now()),
    }
    if (await claims.created(md5, attempt, made)) {
      return await this.#ticket({ md5, attempt, size, ...made })
    }
    if (found.owned) await leftovers.remove(md5, id)
    return undefined
  }

  async #ticket(record: UploadRecord): Promise<Decision> {
    const { asset: assetId, folder: folderId, expiresAt } = record
    const ticket = await sealTicket(this.#context, record)
    return { verdict: 'ticket', ticket, assetId, folderId, expiresAt }
  }

  #checkAddress(url: string): void {
    if (trustedAddress(url, this.#context.deps.config.apiUrl)) return
    throw new FailureError({
      code: 'webflow-refused',
      message: "Webflow gave an upload URL that isn't https on a public host. Nothing was sent.",
    })
  }

  #troubled(file: ReserveFile, thrown: unknown): Verdict {
    const { row } = file
    if (thrown instanceof TryLater) {
      return { verdict: 'wait', row, reason: thrown.reason, retryAfterMs: thrown.retryAfterMs }
    }
    const failure = failureOf(thrown, 'internal')
    if (failure.code === 'rate-limited') {
      return { verdict: 'wait', row, reason: 'budget', retryAfterMs: failure.retryAfterMs ?? 1000 }
    }
    if (!(thrown instanceof FailureError)) {
      this.#context.log.error('Failed to reserve a file.', { row, ...thrownFields(thrown) })
      const message = 'Failed to reserve the file: unexpected server error. Try again.'
      return { verdict: 'refused', row, failure: { code: 'internal', message } }
    }
    this.#context.log.warn('A file was refused.', { row, ...thrownFields(thrown) })
    return { verdict: 'refused', row, failure }
  }
}

const existing = (
  asset: KnownAsset,
  wantedFolderId: FolderId | null,
  source: 'ledger' | 'webflow',
): Decision => ({
  verdict: 'existing',
  asset: wireAsset(asset),
  wantedFolderId,
  source,
})

const entryOf = (md5: Md5Hex, asset: KnownAsset): LedgerEntry => {
  const { id, name, folder, url, size } = asset
  return { md5, how: 'sent', asset: id, name, folder, url, size }
}

const stateOf = (asset: KnownAsset): AssetState | null =>
  asset.size > 0 && asset.updatedOn !== '' ? asset : null
