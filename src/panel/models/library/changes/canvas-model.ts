/** The open page: the selected element, and how the panel was opened. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { AssetId } from '../../../../core/brands.ts'
import { failureOf, type Failure } from '../../../../core/failure.ts'
import type { CanvasView, DesignerLibrary, ImageElement } from '../../../ports/library.ts'
import type { CanvasUse, LibraryChanges } from './changes-views.ts'

type CanvasDesigner = Pick<
  DesignerLibrary,
  'canvas' | 'onCanvasChange' | 'launch' | 'imageElements' | 'connectElement'
>

export class CanvasModel implements CanvasUse {
  readonly view: ReadonlySignal<CanvasView>
  readonly launched: ReadonlySignal<boolean>
  readonly #designer: CanvasDesigner
  readonly #changes: LibraryChanges
  readonly #view = signal<CanvasView>({ selected: undefined, blocked: undefined })
  readonly #launched = signal(false)
  #asked = 0

  constructor(designer: CanvasDesigner, changes: LibraryChanges) {
    this.#designer = designer
    this.#changes = changes
    this.view = this.#view
    this.launched = this.#launched
  }

  /** Follows the canvas until the returned function is called. */
  follow(): () => void {
    const look = (): void => void this.#look()
    const stop = this.#designer.onCanvasChange(look)
    // Our own changes also change what an element shows, and no event reports them.
    const settled = computed(() =>
      this.#changes.works.value
        .flatMap(({ id, what, status }) => (what === 'use' && status === 'settled' ? id : []))
        .join(),
    )
    const end = effect(() => {
      void settled.value
      look()
    })
    void this.#learnLaunch()
    return () => {
      stop()
      end()
    }
  }

  useHere(asset: AssetId): void {
    const { selected, blocked } = this.#view.peek()
    if (!selected || blocked) return
    this.#changes.use([{ asset, element: selected }])
    if (this.#launched.peek()) void this.#connect(selected)
  }

  async images(): Promise<readonly ImageElement[] | Failure> {
    try {
      return await this.#designer.imageElements()
    } catch (error) {
      return failureOf(error, 'internal')
    }
  }

  /** Only the latest answer counts: selections change faster than round trips finish. */
  async #look(): Promise<void> {
    const asked = ++this.#asked
    const view = await this.#designer.canvas().catch(() => undefined)
    if (view && asked === this.#asked) this.#view.value = view
  }

  async #learnLaunch(): Promise<void> {
    const launch = await this.#designer.launch().catch(() => undefined)
    if (launch?.type === 'image') this.#launched.value = true
  }

  /** Connects the element if the panel was opened by "Connect an app". Failing to connect does not stop the change. */
  async #connect({ id }: ImageElement): Promise<void> {
    await this.#designer.connectElement(id).catch(() => undefined)
    this.#launched.value = false
  }
}
