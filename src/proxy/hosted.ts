/**
 * Reading what Webflow hosts. Its addresses come from Webflow, yet none is followed to a host that is not known to be
 * Webflow's, so that no answer can send the proxy into the network that it stands in.
 */
import { FailureError } from '../core/failure.ts'
import type { Config } from './config.ts'
import type { Deps } from './deps.ts'

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

export interface HostedFile {
  readonly contentType: string
  /** Bytes; undefined where the host does not say. */
  readonly size: number | undefined
  /** MD5 by the host's word, where its ETag is one. */
  readonly md5: string | undefined
  /** Ends with an error when it does not come whole. */
  readonly body: ReadableStream<Uint8Array>
}

/**
 * The file at an address of Webflow's, read as it comes and as its bytes are: not packed, and from nowhere else. Its
 * silence for too long, and the end of `signal`, break it off.
 * @throws FailureError `webflow-refused` for an address that is not Webflow's, `storage-unavailable` where the file does
 *   not come, `aborted`.
 */
export async function readHosted(
  deps: Pick<Deps, 'config' | 'clock' | 'fetch'>,
  url: string | null,
  signal: AbortSignal,
): Promise<HostedFile> {
  const address = URL.parse(url ?? '')
  if (!address || !isHostedByWebflow(address, deps.config)) throw elsewhere(address)
  const reading = new Reading(deps, signal)
  const response = await reading.open(address)
  const { headers } = response
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  const size = isPacked ? '' : (headers.get('content-length') ?? '')
  return {
    contentType: headers.get('content-type') ?? '',
    size: /^\d{1,15}$/.test(size) ? Number(size) : undefined,
    md5: MD5_ETAG.exec(headers.get('etag') ?? '')?.[1]?.toLowerCase(),
    body: reading.body(response),
  }
}

// Helpers

const MD5_ETAG = /^"([0-9a-f]{32})"$/i

/** One file on its way: what may break it off, and how it is broken off. */
class Reading {
  readonly #deps: Pick<Deps, 'config' | 'clock' | 'fetch'>
  readonly #signal: AbortSignal
  readonly #stop = new AbortController()
  readonly #leave = () => {
    this.#stop.abort(this.#signal.reason)
  }

  constructor(deps: Pick<Deps, 'config' | 'clock' | 'fetch'>, signal: AbortSignal) {
    this.#deps = deps
    this.#signal = signal
    signal.addEventListener('abort', this.#leave, { once: true })
    if (signal.aborted) this.#leave()
  }

  async open(address: URL): Promise<Response> {
    const response = await this.#watched(() =>
      this.#deps.fetch(address.href, {
        headers: { 'accept-encoding': 'identity' },
        // Another address would have to be judged anew, so a redirect is no answer.
        redirect: 'manual',
        signal: this.#stop.signal,
      }),
    )
    if (response.status === 200) return response
    this.#end()
    await response.body?.cancel()
    throw notThere(response.status)
  }

  body(response: Response): ReadableStream<Uint8Array> {
    const reader = (response.body ?? new Blob([]).stream()).getReader()
    // Where the host of the proxy does not end the body along with its fetch.
    this.#stop.signal.addEventListener('abort', () => void reader.cancel().catch(() => {}))
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await this.#watched(() => reader.read())
        if (!next.done) return controller.enqueue(next.value)
        this.#end()
        controller.close()
      },
      cancel: async (reason) => {
        this.#end()
        await reader.cancel(reason)
      },
    })
  }

  /** Waits for the host, but not for ever. */
  async #watched<T>(work: () => Promise<T>): Promise<T> {
    const { clock, config } = this.#deps
    const disarm = clock.after(config.upstreamTimeoutMs, () => {
      this.#stop.abort(new Error(`no byte came for ${config.upstreamTimeoutMs} ms`))
    })
    try {
      const result = await work()
      this.#stop.signal.throwIfAborted()
      return result
    } catch (thrown) {
      this.#end()
      throw this.#signal.aborted ? stopped(thrown) : brokenOff(thrown)
    } finally {
      disarm()
    }
  }

  #end(): void {
    this.#signal.removeEventListener('abort', this.#leave)
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
