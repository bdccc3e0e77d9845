import type { CanvasPage } from '../canvas-document.ts'
import { type CallAnswer, DesignerError, type SiteView } from '../wire.ts'
import type { Params } from '../protocol.ts'

/** The page's client for its server, for one site. */
export interface SiteClient {
  /** @throws DesignerError */
  call(method: string, params: Params): Promise<unknown>
  /** @throws DesignerError */
  createAsset(file: File): Promise<unknown>
  /** @throws DesignerError */
  setFile(asset: string, file: File): Promise<unknown>
  /** The site's saved page; null if it was never saved. */
  canvas(): Promise<CanvasPage | null>
  saveCanvas(canvas: CanvasPage): Promise<void>
  /** The contents of the Assets panel. */
  view(): Promise<SiteView>
  /** The URL of an asset's bytes, for the page's own images. */
  bytesUrl(asset: string, version: string): string
}

export function siteClient(siteId: string): SiteClient {
  const base = `/__designer/${siteId}`
  const json = { 'Content-Type': 'application/json' }
  return {
    call: (method, params) =>
      ask(`${base}/call/${method}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(params),
      }),
    createAsset: (file) => ask(`${base}/assets?name=${nameOf(file)}`, sending('POST', file)),
    setFile: (asset, file) =>
      ask(
        `${base}/assets/${encodeURIComponent(asset)}/file?name=${nameOf(file)}`,
        sending('PUT', file),
      ),
    async canvas() {
      const response = await fetch(`${base}/canvas`)
      if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`)
      return response.json()
    },
    async saveCanvas(canvas) {
      await ask(`${base}/canvas`, { method: 'PUT', headers: json, body: JSON.stringify(canvas) })
    },
    async view() {
      const response = await fetch(`${base}/assets`)
      if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`)
      return response.json()
    },
    bytesUrl: (asset, version) => `${base}/bytes/${asset}?v=${version}`,
  }
}

// Helpers

const nameOf = (file: File) => encodeURIComponent(file.name)

const sending = (method: string, file: File): RequestInit => ({
  method,
  headers: { 'Content-Type': file.type || 'application/octet-stream' },
  body: file,
})

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init).catch(() => undefined)
  if (!response) throw new DesignerError('InternalError', 'The sandbox does not answer.')
  const answer: CallAnswer | undefined = await response.json().catch(() => undefined)
  if (!answer) throw new DesignerError('InternalError', 'The sandbox answered what is no JSON.')
  if ('error' in answer) throw new DesignerError(answer.error.tag, answer.error.message)
  return answer.value
}
