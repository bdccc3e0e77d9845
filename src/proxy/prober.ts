/**
 * The digests of hosted files, had without a call to Webflow: from the ETag where it is the MD5 of the bytes, else from
 * the bytes as they stream past, within bounds. One object per request.
 */
import type { KnownAsset } from './asset-rows.ts'
import { thrownFields } from './log.ts'
import type { SiteContext } from './site-context.ts'
import { isHostedByWebflow } from './hosted.ts'

/** Most bytes read for one request, and in an hour for one site. */
const REQUEST_BYTES = 64 * 1024 * 1024
const HOUR_BYTES = 512 * 1024 * 1024
/** A file that cannot be had is left alone for so long: a fresh address may answer 403 for a while. */
const MISS_MS = 2 * 60_000
/** So many misses, and no hit between them, mean that there is no way to the files from here. */
const MISSES_IN_A_ROW = 8
/** How long it is believed that a host's ETags are MD5s, or are not. */
const HONEST_MS = 24 * 60 * 60_000
const DISHONEST_MS = 60 * 60_000

/** Storage names a digest so where an object was uploaded in one piece (S3, "Common response headers": ETag). */
const MD5_ETAG = /^"([0-9a-f]{32})"$/i

export class Prober {
  readonly #context: SiteContext
  readonly #hosts = new Map<string, Promise<boolean>>()
  #bytesLeft = REQUEST_BYTES
  #missesInARow = 0

  constructor(context: SiteContext) {
    this.#context = context
  }

  /** The MD5 of the asset's bytes as they are hosted; undefined where it cannot be had now. Rejects never. */
  async digest(asset: KnownAsset): Promise<string | undefined> {
    const { config } = this.#context.deps
    const address = URL.parse(asset.url ?? '')
    if (!address || !isHostedByWebflow(address, config)) return undefined
    if (this.#missesInARow >= MISSES_IN_A_ROW) return undefined
    try {
      const digest = await this.#look(asset, address)
      if (digest !== undefined) this.#missesInARow = 0
      return digest
    } catch (thrown) {
      this.#missesInARow++
      await this.#context.state.probes.missed(asset.asset, MISS_MS)
      this.#context.log.debug('A hosted file could not be looked at.', {
        asset: asset.asset,
        ...thrownFields(thrown),
      })
      return undefined
    }
  }

  // Helpers

  async #look(asset: KnownAsset, address: URL): Promise<string | undefined> {
    const told = await this.#etag(asset, address)
    if (told === undefined) return await this.#hash(asset, address)
    const { host } = address
    const known = await this.#context.state.probes.isHonest(host)
    if (known !== null) return known ? told : await this.#hash(asset, address)
    const judging = this.#hosts.get(host)
    if (judging) return (await judging) ? told : await this.#hash(asset, address)
    const hashing = this.#hash(asset, address)
    this.#hosts.set(
      host,
      hashing.then(
        (hashed) => hashed === told,
        () => false,
      ),
    )
    const hashed = await hashing
    if (hashed !== undefined) {
      const isHonest = hashed === told
      const holdMs = isHonest ? HONEST_MS : DISHONEST_MS
      await this.#context.state.probes.judgeHost(host, isHonest, holdMs)
    }
    return hashed
  }

  /** The MD5 that the host names, undefined where it names none. */
  async #etag(asset: KnownAsset, address: URL): Promise<string | undefined> {
    return await this.#fetched('HEAD', address, async (answer) => {
      const length = answer.headers.get('content-length')
      if (length !== null && Number(length) !== asset.size) throw new OtherFile('length')
      return MD5_ETAG.exec(answer.headers.get('etag') ?? '')?.[1]?.toLowerCase()
    })
  }

  /** Undefined where it would take more bytes than are left. */
  async #hash(asset: KnownAsset, address: URL): Promise<string | undefined> {
    if (asset.size > this.#bytesLeft) return undefined
    this.#bytesLeft -= asset.size
    if (!(await this.#context.state.probes.takeBytes(asset.size, HOUR_BYTES))) return undefined
    return await this.#fetched('GET', address, async (answer, moved) => {
      const digest = this.#context.deps.createDigest()
      let size = 0
      for await (const chunk of answer.body ?? []) {
        moved()
        size += chunk.byteLength
        if (size > asset.size) throw new OtherFile('length')
        digest.update(chunk)
      }
      if (size !== asset.size) throw new OtherFile('length')
      return digest.hex()
    })
  }

  /** What `use` makes of a good answer. Ends what stands still, and what is not wanted to the end. */
  async #fetched<T>(
    method: 'HEAD' | 'GET',
    address: URL,
    use: (answer: Response, moved: () => void) => Promise<T>,
  ): Promise<T> {
    const { fetch, clock, config } = this.#context.deps
    const stop = new AbortController()
    let disarm = () => {}
    const moved = (): void => {
      disarm()
      disarm = clock.after(config.upstreamTimeoutMs, () => {
        stop.abort(new Error(`no byte moved for ${config.upstreamTimeoutMs} ms`))
      })
    }
    moved()
    let answer: Response | undefined
    try {
      answer = await fetch(address.href, {
        method,
        // A redirect could lead anywhere.
        redirect: 'manual',
        headers: { 'accept-encoding': 'identity' },
        signal: stop.signal,
      })
      if (answer.status !== 200) throw new OtherFile(String(answer.status))
      return await use(answer, moved)
    } finally {
      disarm()
      // What was not read is not wanted.
      if (answer?.body && !answer.bodyUsed) await answer.body.cancel().catch(() => {})
    }
  }
}

/** The address does not answer with the file that the catalogue knows. */
class OtherFile extends Error {
  constructor(what: string) {
    super(`The address does not answer with the file of the catalogue (${what}).`)
    this.name = 'OtherFile'
  }
}
