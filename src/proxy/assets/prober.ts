/**
 * Learns digests of hosted files without API calls: from the ETag if it is the MD5 of the bytes, else by hashing the
 * bytes as they stream, within limits. One object per request.
 */
import type { Md5Hex } from '../../core/brands.ts'
import type { KnownAsset } from '../state/asset-rows.ts'
import { thrownFields } from '../base/log.ts'
import type { SiteContext } from '../access/site-context.ts'
import { askHosted, hostedAddress, readHosted } from '../webflow/hosted-files.ts'

/** Most bytes read for one request, and in an hour for one site. */
const REQUEST_BYTES = 64 * 1024 * 1024
const HOUR_BYTES = 512 * 1024 * 1024
/** Pause before an unreadable file is probed again: a new URL may answer 403 for a while. */
const MISS_MS = 2 * 60_000
/** This many misses in a row mean that hosted files are unreachable from here. */
const MISSES_IN_A_ROW = 8
/** How long to remember whether a host's ETags are MD5s. */
const HONEST_MS = 24 * 60 * 60_000
const DISHONEST_MS = 60 * 60_000

export class Prober {
  readonly #context: SiteContext
  readonly #hosts = new Map<string, Promise<boolean>>()
  #bytesLeft = REQUEST_BYTES
  #missesInARow = 0

  constructor(context: SiteContext) {
    this.#context = context
  }

  /** The MD5 of the asset's hosted bytes; undefined if it cannot be learned now. Never rejects. */
  async digest(asset: KnownAsset): Promise<Md5Hex | undefined> {
    const { config } = this.#context.deps
    const address = hostedAddress(asset.url, config)
    if (!address) return undefined
    if (this.#missesInARow >= MISSES_IN_A_ROW) return undefined
    try {
      const digest = await this.#look(asset, address.host)
      if (digest !== undefined) this.#missesInARow = 0
      return digest
    } catch (thrown) {
      this.#missesInARow++
      await this.#context.state.probes.missed(asset.id, MISS_MS)
      this.#context.log.debug('A hosted file could not be looked at.', {
        asset: asset.id,
        ...thrownFields(thrown),
      })
      return undefined
    }
  }

  // Helpers

  async #look(asset: KnownAsset, host: string): Promise<Md5Hex | undefined> {
    const told = await this.#etag(asset)
    if (told === undefined) return await this.#hash(asset)
    const known = await this.#context.state.probes.isHonest(host)
    if (known !== null) return known ? told : await this.#hash(asset)
    const judging = this.#hosts.get(host)
    if (judging) return (await judging) ? told : await this.#hash(asset)
    const hashing = this.#hash(asset)
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

  /** The MD5 from the host's ETag, if any. */
  async #etag(asset: KnownAsset): Promise<Md5Hex | undefined> {
    const { size, md5 } = await askHosted(this.#context.deps, asset.url)
    if (size !== undefined && size !== asset.size) throw new OtherFile()
    return md5
  }

  /** Undefined if it would exceed the byte limits. */
  async #hash(asset: KnownAsset): Promise<Md5Hex | undefined> {
    if (asset.size > this.#bytesLeft) return undefined
    this.#bytesLeft -= asset.size
    const { deps, state } = this.#context
    if (!(await state.probes.takeBytes(asset.size, HOUR_BYTES))) return undefined
    const { body } = await readHosted(deps, asset.url)
    const digest = deps.createDigest()
    let size = 0
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > asset.size) throw new OtherFile()
      digest.update(chunk)
    }
    if (size !== asset.size) throw new OtherFile()
    return digest.hex()
  }
}

class OtherFile extends Error {
  constructor() {
    super('The host has a file of another length than the catalogue.')
    this.name = 'OtherFile'
  }
}
