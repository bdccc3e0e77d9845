/** What the proxy's unit tests say to it, in a few words each. */
import { createHash, randomBytes } from 'node:crypto'
import { md5Hex, type Md5Hex } from '../../../src/core/brands.ts'
import { TICKET_HEADER, type Verdict } from '../../../src/core/wire.ts'
import type { Environment } from '../../../src/proxy/base/config.ts'
import { PANEL_ORIGIN, proxyHost, type ProxyHost } from '../../fakes/proxy-host.ts'
import { refusal, ScriptedWebflow } from '../../fakes/scripted-webflow.ts'

export const CONVERSATION_SITE = '65f0c0ffee00000000000001'
export const OTHER_CONVERSATION_SITE = '65f0c0ffee00000000000002'
export const ASSETS = `/v2/sites/${CONVERSATION_SITE}/assets`
export const FOLDERS = `/v2/sites/${CONVERSATION_SITE}/asset_folders`
export const hexId = (): string => randomBytes(12).toString('hex')

export interface TestFile {
  readonly bytes: Uint8Array
  readonly md5: Md5Hex
  readonly name: string
  readonly path: readonly string[]
  readonly under: string | null
  readonly anew?: true
}

export function testFile(more: Partial<TestFile> = {}): TestFile {
  const bytes = more.bytes ?? randomBytes(100)
  const md5 = md5Hex(createHash('md5').update(bytes).digest('hex'))
  return { name: 'a.txt', path: [], under: null, ...more, bytes, md5 }
}

export class Conversation {
  readonly webflow: ScriptedWebflow
  readonly host: ProxyHost
  run = crypto.randomUUID() as string
  #session = ''

  private constructor(webflow: ScriptedWebflow, host: ProxyHost) {
    this.webflow = webflow
    this.host = host
  }

  static async open(
    environment: Environment = {},
    webflow = new ScriptedWebflow(),
  ): Promise<Conversation> {
    return new Conversation(webflow, await proxyHost(webflow, environment))
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  }

  async request(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ) {
    const session: Record<string, string> = this.#session
      ? { authorization: `Bearer ${this.#session}` }
      : {}
    const headers = { origin: PANEL_ORIGIN, ...session, ...init.headers }
    return await this.host.app.request(path, { ...init, headers })
  }

  /** With the site token of the tests, which cannot resolve ID tokens. */
  async connect(site = CONVERSATION_SITE): Promise<string> {
    this.webflow.on('POST /beta/token/resolve', refusal(403, 'missing_scopes'))
    this.webflow.on(`GET /v2/sites/${site}`, { json: { id: site, displayName: 'Harbour' } })
    const answer = await this.post('/session', { siteId: site, idToken: 'id-token' })
    this.#session = ((await answer.json()) as { session: string }).session
    return this.#session
  }

  async reserve(...files: TestFile[]): Promise<Verdict[]> {
    const answer = await this.post('/reserve', {
      run: this.run,
      files: files.map(({ name, path, under, md5, bytes, anew }, row) => ({
        row,
        name,
        place: { under, path },
        md5,
        size: bytes.length,
        ...(anew && { anew }),
      })),
    })
    const lines = (await answer.text()).trim().split('\n')
    const verdicts = lines.map((line) => JSON.parse(line) as Verdict)
    return verdicts.slice(0, -1).toSorted((a, b) => a.row - b.row)
  }

  /** Reserves one file for which Webflow makes a fresh record. */
  async ticketFor(file: TestFile, asset = hexId()): Promise<string> {
    this.webflow.on(`POST ${ASSETS}`, this.webflow.created(asset, file.name))
    const [verdict] = await this.reserve(file)
    if (verdict?.verdict !== 'ticket') throw new Error(`No ticket: ${JSON.stringify(verdict)}`)
    return verdict.ticket
  }

  send(
    ticket: string,
    body: Uint8Array | ReadableStream<Uint8Array>,
    more: {
      length?: string | undefined
      headers?: Record<string, string>
      signal?: AbortSignal
    } = {},
  ): Promise<Response> {
    const length =
      'length' in more ? more.length : body instanceof Uint8Array ? String(body.length) : undefined
    const init = {
      method: 'PUT',
      headers: {
        [TICKET_HEADER]: ticket,
        ...(length === undefined ? {} : { 'content-length': length }),
        ...more.headers,
      },
      body: body instanceof Uint8Array ? new Uint8Array(body) : body,
      duplex: 'half',
      ...(more.signal ? { signal: more.signal } : {}),
    }
    return this.request('/send', init)
  }

  /** Storage takes the bytes and says so. */
  stores(md5: string): void {
    this.webflow.on('POST /storage', { status: 201, headers: { etag: `"${md5}"` } })
  }
}

/** Status and code of a failure. */
export async function failureFrom(answer: Response): Promise<[number, string]> {
  const { error } = (await answer.json()) as { error: { code: string } }
  return [answer.status, error.code]
}
