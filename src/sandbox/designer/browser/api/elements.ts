import { nothing, text, textOrNull, unexpected } from './answers.ts'
import { SiteAsset } from './assets.ts'
import type { HostLink } from './host-link.ts'

/** What the sandbox's canvas holds: the part of the typings' elements that is about assets. */
export type CanvasElement = CanvasImage | CanvasBox

/** Any element that shows no asset. */
export type CanvasBox = Pick<HeadingElement | BlockElement, 'id' | 'type' | 'plugin'>

type ImageCalls = 'id' | 'type' | 'plugin' | 'getAsset' | 'setAsset' | 'getAltText' | 'setAltText'

export class CanvasImage implements Pick<ImageElement, ImageCalls> {
  readonly type = 'Image'
  readonly plugin = 'Basic'
  readonly id: FullElementId
  readonly #host: HostLink

  constructor(host: HostLink, id: FullElementId) {
    this.#host = host
    this.id = id
  }

  async getAsset() {
    const id = textOrNull(await this.#call('getElementAsset'))
    return id === null ? null : new SiteAsset(this.#host, id)
  }

  async setAsset(asset: Asset | null) {
    return nothing(await this.#call('setElementAsset', { asset: asset?.id ?? null }))
  }

  async getAltText() {
    return text(await this.#call('getElementAltText'))
  }

  async setAltText(altText: string | null) {
    return nothing(await this.#call('setElementAltText', { altText }))
  }

  #call(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.#host.call(method, { ...params, element: this.id.element })
  }
}

/** An element from what the Designer says of it. */
export function toElement(host: HostLink, said: unknown): CanvasElement {
  if (!isSaid(said)) throw unexpected('an element', said)
  const id = { component: said.component, element: said.element }
  if (said.type === 'Image') return new CanvasImage(host, id)
  return { id, type: said.type, plugin: 'Basic' }
}

// Helpers

interface Said {
  readonly component: string
  readonly element: string
  readonly type: 'Image' | 'Heading' | 'Block'
}

const isSaid = (said: unknown): said is Said =>
  typeof said === 'object' && said !== null && 'element' in said && 'type' in said
