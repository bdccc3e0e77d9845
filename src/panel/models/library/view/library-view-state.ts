/** The library's location, filter and sort order; stored per site, except for the search. */
import { batch, effect, signal, type Signal } from '@preact/signals'
import type { FolderId } from '../../../../core/brands.ts'
import type { Store } from '../../../ports/run.ts'
import type { LibraryView, LibraryLocation } from '../library-views.ts'
import { readPreferences, writePreferences } from './preferences.ts'

export type LibraryViewState = Pick<
  LibraryView,
  'shelf' | 'query' | 'kind' | 'sort' | 'layout' | 'opened' | 'hintRead' | 'readHint' | 'go'
>

const HINT_KEY = 'library-hint-read'

export function lookingAt(store: Store, site: string): LibraryViewState {
  const remembered = readPreferences(store, site)
  const shelf = signal<LibraryLocation>(remembered.shelf)
  const query = signal('')
  const kind = signal(remembered.kind)
  const sort = signal(remembered.sort)
  const layout = signal(remembered.layout)
  const opened: Signal<ReadonlySet<FolderId>> = signal(new Set(remembered.opened))
  const hintRead = signal(store.get(HINT_KEY) === 'yes')
  effect(() =>
    writePreferences(store, site, {
      shelf: shelf.value,
      kind: kind.value,
      sort: sort.value,
      layout: layout.value,
      opened: [...opened.value],
    }),
  )
  return {
    shelf,
    query,
    kind,
    sort,
    layout,
    opened,
    hintRead,
    readHint() {
      store.set(HINT_KEY, 'yes')
      hintRead.value = true
    },
    go: (next) =>
      batch(() => {
        shelf.value = next
        query.value = ''
      }),
  }
}
