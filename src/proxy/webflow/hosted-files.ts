/**
 * Reading what Webflow hosts. Its addresses come from Webflow, yet none is followed to a host that is not known to be
 * Webflow's, so that no answer can send the proxy into the network that it stands in.
 */
import type { Md5Hex } from '../../core/brands.ts'
import { FailureError } from '../../core/failure.ts'
import type { TimeSource } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { md5OfEtag } from '../base/etag.ts'
import { SilenceGuard } from '../base/silence.ts'

/**
 * Hosts of assets, with all below them: `cdn.prod.website-files.com` today, the others of older assets (seen in answers
 * of 2022 to 2026; Webflow documents none). More can be named in `ASSET_HOSTS`.
 */
const HOSTS = [
  'website-files.com',
  'uploads-ssl.webflow.com',
  'webflow-prod-assets.s3.amazonaws.com',
]
/** The older address of that bucket is a path on a host that is everybody's. */
const BUCKET = 'https://s3.amazonaws.com/webflow-prod-assets/'

/** Whether the proxy may read at this address. */
export function isHostedByWebflow(address: URL, { apiUrl, assetHosts }: Config): boolean {
  if (address.username !== '' || address.password !== '') return false
  const api = new URL(apiUrl)
  // A local Webflow has everything on the machine that its API is on.
  if (address.protocol === api.protocol && address.hostname === api.hostname) return true
  if (address.protocol !== 'https:' || address.port !== '') return false
  if (address.href.startsWith(BUCKET)) return true
  return [...HOSTS, ...assetHosts].some(
    (host) => address.hostname === host || address.hostname.endsWith(`.${host}`),
  )
}

/** What the host says of a file. */
export interface HostedHead {
  readonly contentType: string
  /** Bytes; undefined where the host does not say. */
  readonly size: number | undefined
  /** MD5 by the host's word, where its ETag is one. */
  readonly md5: Md5Hex | undefined
}

export interface HostedFile extends HostedHead {
  /** Errors when the file does not arrive whole. */
  readonly body: ReadableStream<Uint8Array>
}

export interface HostedDeps {
  readonly config: Config
  readonly clock: TimeSource
  readonly fetch: typeof globalThis.fetch
}

/**
 * Reads the file at one of Webflow's addresses as it comes, uncompressed, and from nowhere else. Aborts when the host is
 * silent for too long and when `signal` ends.
 * @throws FailureError `webflow-refused` for an address that is not Webflow's, `storage-unavailable` where the file does
 *   not come, `aborted`.
 */
export async function readHosted(
  deps: HostedDeps,
  url: string | null,
  signal?: AbortSignal,
): Promise<HostedFile> {
  const reading = new Reading(deps, url, signal)
  const response = await reading.open('GET')
  return { ...headOf(response), body: reading.body(response) }
}

/** Like {@link readHosted}, without the file. */
export async function askHosted(deps: HostedDeps, url: string | null): Promise<HostedHead> {
  const reading = new Reading(deps, url)
  const response = await reading.open('HEAD')
  reading.end()
  return headOf(response)
}

/** The address as a URL, undefined where the proxy may not read at it. */
export function hostedAddress(url: string | null, config: Config): URL | undefined {
  const address = URL.parse(url ?? '')
  return address && isHostedByWebflow(address, config) ? address : undefined
}

// Helpers

function headOf({ headers }: Response): HostedHead {
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  const size = isPacked ? '' : (headers.get('content-length') ?? '')
  return {
    contentType: headers.get('content-type') ?? '',
    size: /^\d{1,15}$/.test(size) ? Number(size) : undefined,
    md5: md5OfEtag(headers.get('etag')),
  }
}

/** One request to a host. Everything the proxy reads there passes here: no address is fetched unchecked. */
class Reading {
  readonly #fetch: typeof globalThis.fetch
  readonly #address: URL
  readonly #guard: SilenceGuard
  readonly #caller: AbortSignal | undefined

  constructor({ config, clock, fetch }: HostedDeps, url: string | null, caller?: AbortSignal) {
    const address = hostedAddress(url, config)
    if (!address) throw elsewhere(URL.parse(url ?? ''))
    this.#address = address
    this.#fetch = fetch
    this.#caller = caller
    this.#guard = new SilenceGuard(clock, config.upstreamTimeoutMs, caller)
  }

  async open(method: 'GET' | 'HEAD'): Promise<Response> {
    const fetch = this.#fetch
    const response = await this.#watched(() =>
      fetch(this.#address.href, {
        method,
        headers: { 'accept-encoding': 'identity' },
        // Another address would have to be checked too, so a redirect is no answer.
        redirect: 'manual',
        signal: this.#guard.signal,
      }),
    )
    if (response.status === 200) return response
    this.end()
    await response.body?.cancel()
    throw notThere(response.status)
  }

  body(response: Response): ReadableStream<Uint8Array> {
    const reader = (response.body ?? new Blob([]).stream()).getReader()
    // Some hosts of the proxy do not end the body along with its fetch.
    this.#guard.signal.addEventListener('abort', () => void reader.cancel().catch(() => {}))
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await this.#watched(() => reader.read())
        if (!next.done) return controller.enqueue(next.value)
        this.end()
        controller.close()
      },
      cancel: async (reason) => {
        this.end()
        await reader.cancel(reason)
      },
    })
  }

  end(): void {
    this.#guard.end()
  }

  /** Limits how long to wait for the host; not how long the reader takes. */
  async #watched<T>(work: () => Promise<T>): Promise<T> {
    this.#guard.start()
    try {
      const result = await work()
      this.#guard.signal.throwIfAborted()
      return result
    } catch (thrown) {
      this.end()
      throw this.#caller?.aborted ? stopped(thrown) : brokenOff(thrown)
    } finally {
      this.#guard.pause()
    }
  }
}

function elsewhere(address: URL | null): FailureError {
  const host = address?.hostname ?? 'no address'
  return new FailureError({
    code: 'webflow-refused',
    message: `The asset is hosted at ${host}, which is not known to be Webflow's: nothing was read. Add it to ASSET_HOSTS if it is.`,
    facts: { host },
  })
}

const notThere = (status: number): FailureError =>
  new FailureError({
    code: 'storage-unavailable',
    message: `Failed to read the asset: its host answered ${status}. Try again in a moment.`,
    facts: { status },
  })

const brokenOff = (cause: unknown): FailureError =>
  new FailureError(
    {
      code: 'storage-unavailable',
      message: 'Failed to read the asset: its host does not answer. Try again in a moment.',
    },
    { cause },
  )

const stopped = (cause: unknown): FailureError =>
  new FailureError({ code: 'aborted', message: 'The browser broke the reading off.' }, { cause })
