/** Files dropped onto the page's images: they upload like all others and are used once they are on the site. */
import { effect } from '@preact/signals'
import { assetOf, isSettled } from '../../../../core/row.ts'
import type { ImageElement } from '../../../ports/library.ts'
import type { RunView } from '../../views.ts'
import type { LibraryView } from '../library-views.ts'

/**
 * Sets one file on the element that was selected. Several are reviewed against all elements of the page once the last
 * has settled. Files that fail are reported by the run alone.
 * @param files as they were added to the run.
 */
export function useOnceUploaded(
  files: readonly File[],
  element: ImageElement,
  run: Pick<RunView, 'rows'>,
  library: Pick<LibraryView, 'changes' | 'ask'>,
): void {
  const pending = new Set(files)
  let seen = 0
  let done = false
  const end = effect(() => {
    const states = run.rows.value.flatMap((row) => (pending.has(row.file) ? row.state.value : []))
    // A row merged into an earlier one no longer exists.
    seen = Math.max(seen, states.length)
    if (done || seen < pending.size || !states.every(isSettled)) return
    done = true
    queueMicrotask(() => end())
    const assets = states.flatMap((state) => assetOf(state)?.id ?? [])
    const [only, ...others] = assets
    if (!only) return
    if (others.length === 0) library.changes.use([{ asset: only, element }])
    else library.ask.value = { type: 'place', assets }
  })
}
