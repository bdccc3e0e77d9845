/** Dimensions of the assets' pictures, learnt when a picture loads: Webflow does not give them. */
import { signal, type Signal } from '@preact/signals'
import type { AssetId } from '../../../../core/brands.ts'
import type { Dimensions } from '../library-views.ts'

export class Pictures {
  readonly #known = new Map<AssetId, Signal<Dimensions | undefined>>()

  readonly of = (id: AssetId): Signal<Dimensions | undefined> => {
    const known = this.#known.get(id) ?? signal<Dimensions | undefined>(undefined)
    this.#known.set(id, known)
    return known
  }

  readonly loaded = (id: AssetId, size: Dimensions): void => {
    const known = this.of(id)
    const before = known.peek()
    if (before?.width !== size.width || before.height !== size.height) known.value = size
  }
}
