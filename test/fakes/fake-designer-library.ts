import type { AssetId, FolderId } from '../../src/core/brands.ts'
import { type Failure, FailureError } from '../../src/core/failure.ts'
import type {
  CanvasView,
  DesignerLibrary,
  ImageElement,
  Launch,
} from '../../src/panel/ports/library.ts'

/** A page with image elements; records changes to the site's assets, and fails on demand, by asset or element. */
export class FakeDesignerLibrary implements DesignerLibrary {
  readonly elements: ImageElement[] = []
  readonly folders = new Map<AssetId, FolderId | null>()
  readonly files = new Map<AssetId, File>()
  readonly alts = new Map<string, string | null>()
  readonly connected: string[] = []
  selected: string | undefined
  blocked: CanvasView['blocked']
  launchedAs: Launch = { type: 'panel' }
  /** The most concurrent calls. */
  peak = 0
  failureFor: (id: string) => Failure | undefined = () => undefined
  #open = 0
  #listeners = new Set<() => void>()

  launch = (): Promise<Launch> => Promise.resolve(this.launchedAs)

  canvas(): Promise<CanvasView> {
    const selected = this.elements.find(({ id }) => id === this.selected)
    return Promise.resolve({ selected, blocked: this.blocked })
  }

  onCanvasChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Selects an element or none, as a person does on the canvas. */
  select(id: string | undefined): void {
    this.selected = id
    for (const listener of this.#listeners) listener()
  }

  imageElements = (): Promise<readonly ImageElement[]> => Promise.resolve([...this.elements])

  useOnElement(element: string, asset: AssetId | null, altText?: string | null): Promise<void> {
    return this.#call(element, () => {
      const at = this.elements.findIndex(({ id }) => id === element)
      const there = this.elements[at]
      if (!there) throw new FailureError({ code: 'not-found', message: 'No such element.' })
      this.elements[at] = {
        ...there,
        assetId: asset,
        ...(altText === undefined ? {} : { altText }),
      }
    })
  }

  insertImage(asset: AssetId, altText?: string | null): Promise<void> {
    return this.#call(asset, () => {
      const id = `new-${this.elements.length}`
      this.elements.push({ id, assetId: asset, altText: altText ?? null })
    })
  }

  connectElement(element: string): Promise<void> {
    return this.#call(element, () => void this.connected.push(element))
  }

  moveAsset(asset: AssetId, folder: FolderId | null): Promise<void> {
    return this.#call(asset, () => void this.folders.set(asset, folder))
  }

  replaceFile(asset: AssetId, file: File): Promise<{ readonly url: string }> {
    return this.#call(asset, () => {
      this.files.set(asset, file)
      return { url: `https://cdn.example/${asset}_${file.name}` }
    })
  }

  altText = (asset: AssetId, localeId = ''): Promise<string | null> =>
    this.#call(asset, () => {
      const altText = this.alts.get(`${asset} ${localeId}`)
      return altText === undefined ? '' : altText
    })

  setAltText(asset: AssetId, altText: string | null, localeId = ''): Promise<void> {
    return this.#call(asset, () => void this.alts.set(`${asset} ${localeId}`, altText))
  }

  async #call<Answer>(about: string, answer: () => Answer): Promise<Answer> {
    this.#open += 1
    this.peak = Math.max(this.peak, this.#open)
    try {
      // Like a round trip, the answer never comes in the same turn.
      await new Promise((resolve) => setTimeout(resolve))
      const failure = this.failureFor(about)
      if (failure) throw new FailureError(failure)
      return answer()
    } finally {
      this.#open -= 1
    }
  }
}
