import { useEffect, useState } from 'preact/hooks'
import type { LibraryView, ListingState } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes } from '../../../strings/format.ts'
import { IconButton } from '../../kit/button.tsx'

/** How much is shown, and how old the listing is. */
export function StatusLine({ library }: { library: LibraryView }) {
  const shelf = library.shelf.value
  const all = shelf.type === 'order' && shelf.order === 'space'
  const shown = all ? library.total.value : library.found.value
  const listing = library.listing.value
  const { words, hint, stale } = listingWords(listing, useNow())
  return (
    <div class="status-line">
      <span class="status-found">
        {libraryStrings.assetCount(shown.count)} · {bytes(shown.bytes)}
      </span>
      <span class={`status-listing ${stale ? 'stale' : ''}`} title={hint}>
        {words}
      </span>
      {listing.phase === 'listing' ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        <IconButton
          icon="retry"
          label={libraryStrings.actions.refresh}
          onClick={() => library.refresh('now')}
        />
      )}
    </div>
  )
}

// Helpers

/** The current time, milliseconds since the epoch, updated often enough to count seconds. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

const TICK_MS = 1000
/** Age in milliseconds from which a new listing is suggested. */
const STALE_MS = 3_600_000

interface ListingWords {
  readonly words: string
  readonly hint?: string
  readonly stale?: boolean
}

function listingWords(
  { phase, asOf, done, total, waitsUntil }: ListingState,
  now: number,
): ListingWords {
  const { age, listing, listingWaits, listingHint, waitingHint } = libraryStrings
  if (waitsUntil !== undefined) {
    return { words: listingWaits(Math.max(0, waitsUntil - now)), hint: waitingHint }
  }
  if (phase === 'listing') return { words: listing(done, total), hint: listingHint }
  if (phase === 'opening' || asOf === undefined) return { words: '' }
  const words = age(now - asOf)
  return { words, hint: libraryStrings.asOf(words), stale: now - asOf > STALE_MS }
}
