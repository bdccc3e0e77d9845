/**
 * Reads alt texts. The Data API lists the texts of many assets at once but cannot tell *decorative* from *missing*; the
 * Designer can, one asset per round trip. So texts are listed, and the Designer is asked only for assets without one.
 */
import pMap from 'p-map'
import { type Alt, altFrom, MISSING } from '../../../../core/alt-text.ts'
import type { AssetId } from '../../../../core/brands.ts'
import type { Locales } from '../../../../core/wire-library.ts'
import type { DesignerLibrary, LibraryClient } from '../../../ports/library.ts'
import type { AltReading } from './changes-views.ts'
import type { LibraryWriter } from '../library-views.ts'
import { LazyValue } from '../../../base/lazy-value.ts'
import { NEVER } from '../../../base/never.ts'

export interface AltReaderDeps {
  readonly client: Pick<LibraryClient, 'locales' | 'altTexts'>
  readonly designer: Pick<DesignerLibrary, 'altText'>
}

/** Concurrent round trips to the Designer. */
const AT_ONCE = 6
/**
 * Up to this many assets only the Designer is asked: listing a language costs one call per hundred assets of the site.
 */
const FEW = 60

export class AltReader implements AltReading {
  readonly #library: LibraryWriter
  readonly #deps: AltReaderDeps
  readonly #locales = new LazyValue(() => this.#deps.client.locales(NEVER))

  constructor(library: LibraryWriter, deps: AltReaderDeps) {
    this.#library = library
    this.#deps = deps
  }

  locales(): Promise<Locales> {
    return this.#locales.get()
  }

  async read(
    assets: readonly AssetId[],
    locale: string | undefined,
    onAlt: (asset: AssetId, alt: Alt) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const missing = new Set(assets)
    const take = (asset: AssetId, altText: string | null): void => {
      if (altText && missing.delete(asset)) onAlt(asset, { type: 'text', text: altText })
    }
    if (locale === undefined) {
      for (const id of assets) take(id, this.#library.asset(id)?.altText ?? null)
    } else if (assets.length > FEW) {
      const list = this.#deps.client.altTexts(
        locale,
        (texts) => {
          for (const { asset, altText } of texts) take(asset, altText)
        },
        signal,
      )
      await list
    }
    await this.#ask([...missing], locale, onAlt, signal)
  }

  async #ask(
    assets: readonly AssetId[],
    locale: string | undefined,
    onAlt: (asset: AssetId, alt: Alt) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const read = async (asset: AssetId): Promise<void> => {
      if (signal.aborted) return
      const alt = await this.#deps.designer.altText(asset, locale).then(
        (answer) => altFrom(answer, 'decorative'),
        // Without an answer from the Designer, nothing shows that it is decorative.
        () => MISSING,
      )
      if (!signal.aborted) onAlt(asset, alt)
    }
    await pMap(assets, read, { concurrency: AT_ONCE })
  }
}
