/** The library's view preferences, stored per site. */
import * as v from 'valibot'
import { folderId } from '../../../../core/wire.ts'
import type { Store } from '../../../ports/run.ts'
import { ASSET_KINDS } from '../assets/library-asset.ts'
import { CLEANUP_VIEWS, SORTS } from '../library-views.ts'

const ShelfSchema = v.variant('type', [
  v.object({ type: v.literal('all') }),
  v.object({ type: v.literal('folder'), folder: folderId }),
  v.object({ type: v.literal('order'), order: v.picklist(CLEANUP_VIEWS) }),
])

const Preferences = v.object({
  shelf: v.fallback(ShelfSchema, { type: 'all' }),
  kind: v.fallback(v.optional(v.picklist(ASSET_KINDS)), undefined),
  sort: v.fallback(v.object({ by: v.picklist(SORTS), descending: v.boolean() }), {
    by: 'date',
    descending: true,
  }),
  layout: v.fallback(v.picklist(['grid', 'table']), 'grid'),
  opened: v.fallback(v.array(folderId), []),
})
export type Preferences = v.InferOutput<typeof Preferences>

/** How many expanded tree nodes are stored: the most recent ones. */
const MAX_OPENED = 100

/** The stored preferences, with defaults for parts that are missing or invalid. */
export function readPreferences(store: Store, site: string): Preferences {
  return v.parse(Preferences, parsed(store.get(keyOf(site))))
}

export function writePreferences(store: Store, site: string, preferences: Preferences): void {
  const opened = preferences.opened.slice(-MAX_OPENED)
  store.set(keyOf(site), JSON.stringify({ ...preferences, opened }))
}

// Helpers

const keyOf = (site: string): string => `library.${site}`

function parsed(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
