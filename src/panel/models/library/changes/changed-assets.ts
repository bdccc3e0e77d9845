/** Collects the effects of finished changes on the library's assets and applies them together. */
import type { Alt } from '../../../../core/alt-text.ts'
import type { AssetId } from '../../../../core/brands.ts'
import type { AssetSummary } from '../../../../core/wire.ts'
import type { Change, Made } from '../../../flow/changes/change.ts'
import type { LibraryWriter } from '../library-views.ts'

export class ChangedAssets {
  readonly #library: LibraryWriter
  readonly #now = new Map<AssetId, AssetSummary>()
  readonly #gone = new Set<AssetId>()

  constructor(library: LibraryWriter) {
    this.#library = library
  }

  take(change: Change, made: Made): void {
    const { asset: id } = change
    if (change.type === 'delete') {
      this.#gone.add(id)
      return
    }
    if (change.type === 'use' || change.type === 'insert') return
    const before = this.#now.get(id) ?? this.#library.asset(id)
    if (before) this.#now.set(id, { ...before, ...after(change, made) })
  }

  show(): void {
    if (this.#now.size > 0) this.#library.put([...this.#now.values()])
    if (this.#gone.size > 0) this.#library.drop(this.#gone)
  }
}

// Helpers

function after(
  change: Exclude<Change, { type: 'delete' | 'use' | 'insert' }>,
  made: Made,
): Partial<AssetSummary> {
  switch (change.type) {
    case 'move':
      return { folderId: change.to }
    case 'rename':
      return { name: change.to }
    case 'alt':
      // The library holds alt texts of the primary language only.
      return change.locale === undefined ? { altText: altTextOf(change.to) } : {}
    case 'replace':
      return {
        size: made.hosted?.size ?? change.file.size,
        ...(made.hosted ? { hostedUrl: made.hosted.url } : {}),
        ...(change.file.type === '' ? {} : { contentType: change.file.type }),
      }
  }
}

/** As in the Data API: null is decorative. */
const altTextOf = (alt: Alt): string | null =>
  alt.type === 'text' ? alt.text : alt.type === 'decorative' ? null : ''
