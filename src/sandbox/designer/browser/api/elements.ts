import { nothing, text, textAnswer, texts, unexpected } from './answers.ts'
import { SiteAsset } from './assets.ts'
import type { HostLink } from './host-link.ts'
import { elementTypeOf } from './presets.ts'

/** The elements on the sandbox's canvas: the part of the typings that concerns assets and the tree. */
export type CanvasElement = CanvasImage | CanvasBox

/** Element types of the typings other than images. */
type Box =
  | BlockElement
  | BodyElement
  | HeadingElement
  | LinkElement
  | ParagraphElement
  | SectionElement

/** Members that all elements have. */
type CommonCalls =
  | 'id'
  | 'builderElement'
  | 'displayName'
  | 'getDisplayName'
  | 'before'
  | 'after'
  | 'remove'

/** The base of all elements: its name, inserting siblings, removal. */
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
   * The typings' return type is a conditional type on the argument, which no function body can satisfy. `never` stands
   * in for it; the panel gets a {@link CanvasElement}.
   */
  protected async insert(position: string, that: unknown): Promise<never> {
    const answer = await this.call('insertElement', { position, type: elementTypeOf(that) })
    return trusted(toElement(this.#host, answer))
  }

  protected asset(id: string) {
    return new SiteAsset(this.#host, id)
  }

  protected elements(answer: unknown): CanvasElement[] {
    if (!Array.isArray(answer)) throw unexpected('a list', answer)
    return answer.map((element) => toElement(this.#host, element))
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

  /** The element's own alt text, or its asset's in the open locale; null if decorative. */
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

/** Any element without an asset: it has children and no app connections. */
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

/** Creates an element from the Designer's answer. */
export function toElement(host: HostLink, answer: unknown): CanvasElement {
  if (!isSaid(answer)) throw unexpected('an element', answer)
  const id = { component: answer.component, element: answer.element }
  return answer.type === 'Image' ? new CanvasImage(host, id) : new CanvasBox(host, id, answer.type)
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

const isSaid = (answer: unknown): answer is Said =>
  typeof answer === 'object' && answer !== null && 'element' in answer && 'type' in answer

function trusted(value: unknown): never {
  if (isWhateverIsDue(value)) return value
  throw unexpected('an element', value)
}

const isWhateverIsDue = (value: unknown): value is never => value instanceof Placed
