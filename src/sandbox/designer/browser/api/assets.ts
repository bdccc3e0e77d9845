import { nothing, text, textAnswer } from './answers.ts'
import type { HostLink } from './host-link.ts'

/** An asset as in the typings; each getter is a call. */
export class SiteAsset implements Asset {
  readonly id: string
  readonly #host: HostLink

  constructor(host: HostLink, id: string) {
    this.#host = host
    this.id = id
  }

  async getUrl() {
    return text(await this.#call('getUrl'))
  }

  async getAltText(localeId?: string) {
    return textAnswer(await this.#call('getAltText', { locale: localeId ?? null }))
  }

  async setAltText(altText: string | null, localeId?: string) {
    return nothing(await this.#call('setAltText', { altText, locale: localeId ?? null }))
  }

  async getName() {
    return text(await this.#call('getName'))
  }

  async setName(name: string) {
    return nothing(await this.#call('setName', { name }))
  }

  async setFile(fileBlob: File) {
    return nothing(await this.#call('setFile', { file: fileBlob }))
  }

  async getMimeType() {
    return text(await this.#call('getMimeType'))
  }

  /** The typings accept only a folder. Webflow's behaviour for null is unknown, so a setting decides. */
  async setParent(assetFolder: AssetFolder | null) {
    return nothing(await this.#call('setParent', { folder: assetFolder?.id ?? null }))
  }

  async getParent() {
    const id = textAnswer(await this.#call('getParent'))
    return id === null ? null : new SiteAssetFolder(this.#host, id)
  }

  #call(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.#host.call(method, { ...params, asset: this.id })
  }
}

/** A folder: the typings have only its ID and name. */
export class SiteAssetFolder implements AssetFolder {
  readonly id: string
  readonly #host: HostLink

  constructor(host: HostLink, id: string) {
    this.#host = host
    this.id = id
  }

  async getName() {
    return text(await this.#host.call('getFolderName', { folder: this.id }))
  }
}
