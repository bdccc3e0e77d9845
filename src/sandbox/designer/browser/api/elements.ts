import { nothing, text, textAnswer, texts, unexpected } from './answers.ts'
import { SiteAsset } from './assets.ts'
import type { HostLink } from './host-link.ts'
import { wantedType } from './presets.ts'

/** What the sandbox's canvas holds: the part of the typings' elements that is about assets and where things stand. */
export type CanvasElement = CanvasImage | CanvasBox

/** The elements of the typings that are on the canvas beside images. */
type Box =
  | BlockElement
  | BodyElement
  | HeadingElement
  | LinkElement
  | ParagraphElement
  | SectionElement

/** What all elements have in common. */
type CommonCalls =
  | 'id'
  | 'builderElement'
  | 'displayName'
  | 'getDisplayName'
  | 'before'
  | 'after'
  | 'remove'

/** What any element can: name itself, take neighbours, go. */
class Placed implements Pick<ImageElement, CommonCalls> {
  readonly builderElement = false
  readonly displayName = true
  readonly id: FullElementId
  readonly #host: HostLink

  constructor(host: HostLink, id: FullElementId) {
    this.#host = host
    this.id = id
  }

  readonly before: InsertOrMoveElement = (that) => this.insert('before', that)
  readonly after: InsertOrMoveElement = (that) => this.insert('after', that)

  async getDisplayName() {
    return textAnswer(await this.call('getDisplayName'))
  }

  async remove() {
    return nothing(await this.call('removeElement'))
  }

  protected call(method: string, params: Readonly<Record<string, unknown>> = {}) {
    return this.#host.call(method, { ...params, element: this.id.element })
  }

  /**
   * What an insertion resolves with hangs on what is inserted, by a conditional type that no body of a function can
   * satisfy; `never` stands in for it here, and the panel gets a {@link CanvasElement}.
   */
  protected async insert(position: string, that: unknown): Promise<never> {
    const said = await this.call('insertElement', { position, type: wantedType(that) })
    return trusted(toElement(this.#host, said))
  }

  protected asset(id: string) {
    return new SiteAsset(this.#host, id)
  }

  protected elements(said: unknown): CanvasElement[] {
    if (!Array.isArray(said)) throw unexpected('a list', said)
    return said.map((one) => toElement(this.#host, one))
  }
}

type ImageCalls =
  | CommonCalls
  | 'type'
  | 'plugin'
  | 'children'
  | 'textContent'
  | 'getAsset'
  | 'setAsset'
  | 'getAltText'
  | 'setAltText'
  | keyof AppConnections

export class CanvasImage extends Placed implements Pick<ImageElement, ImageCalls> {
  readonly type = 'Image'
  readonly plugin = 'Basic'
  readonly children = false
  readonly textContent = false
  readonly appConnections = true

  async getAsset() {
    const id = textAnswer(await this.call('getElementAsset'))
    return id === null ? null : this.asset(id)
  }

  async setAsset(asset: Asset | null) {
    return nothing(await this.call('setElementAsset', { asset: asset?.id ?? null }))
  }

  /** Its own, or its asset's in the language that is open; nothing for a decorative one. */
  async getAltText() {
    return text(await this.call('getElementAltText'))
  }

  async setAltText(altText: string | null) {
    return nothing(await this.call('setElementAltText', { altText }))
  }

  async getAppConnections() {
    return texts(await this.call('getAppConnections'))
  }

  async setAppConnection(value: string) {
    return nothing(await this.call('setAppConnection', { value }))
  }

  async removeAppConnection(value: string) {
    return nothing(await this.call('removeAppConnection', { value }))
  }
}

type BoxCalls = CommonCalls | 'children' | 'append' | 'prepend' | 'appConnections'

/** Any element that shows no asset: it has children, and no app connections. */
export class CanvasBox extends Placed implements Pick<Box, BoxCalls> {
  readonly type: Box['type']
  readonly plugin: Box['plugin']
  readonly children = true
  readonly appConnections = false

  constructor(host: HostLink, id: FullElementId, type: Box['type']) {
    super(host, id)
    this.type = type
    this.plugin = PLUGINS[type]
  }

  readonly append: InsertOrMoveElement = (that) => this.insert('append', that)
  readonly prepend: InsertOrMoveElement = (that) => this.insert('prepend', that)

  async getChildren(): Promise<CanvasElement[]> {
    return this.elements(await this.call('getChildren'))
  }
}

/** An element from what the Designer says of it. */
export function toElement(host: HostLink, said: unknown): CanvasElement {
  if (!isSaid(said)) throw unexpected('an element', said)
  const id = { component: said.component, element: said.element }
  return said.type === 'Image' ? new CanvasImage(host, id) : new CanvasBox(host, id, said.type)
}

// Helpers

const PLUGINS: { readonly [Type in Box['type']]: Extract<Box, { type: Type }>['plugin'] } = {
  Block: 'Basic',
  Body: 'Body',
  Heading: 'Basic',
  Link: 'Basic',
  Paragraph: 'Basic',
  Section: 'Layout',
}

interface Said {
  readonly component: string
  readonly element: string
  readonly type: 'Image' | Box['type']
}

const isSaid = (said: unknown): said is Said =>
  typeof said === 'object' && said !== null && 'element' in said && 'type' in said

function trusted(value: unknown): never {
  if (isWhateverIsDue(value)) return value
  throw unexpected('an element', value)
}

const isWhateverIsDue = (value: unknown): value is never => value instanceof Placed
