import { useEffect, useState } from 'preact/hooks'
import type { LibraryView, Listing } from '../../models/library/library-views.ts'
import { libraryStrings } from '../../strings-library.ts'
import { bytes } from '../../strings-format.ts'
import { IconButton } from '../button.tsx'

/** How much is shown, and since when that is known. */
export function StatusLine({ library }: { library: LibraryView }) {
  const found = library.found.value
  const listing = library.listing.value
  const now = useNow()
  return (
    <div class="status-line">
      <span class="status-found">
        {libraryStrings.assetCount(found.count)} · {bytes(found.bytes)}
      </span>
      <span class="status-listing">{listingWords(listing, now)}</span>
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

/** The time now, milliseconds since the epoch, often enough to tell ages by. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

const TICK_MS = 10_000

function listingWords({ phase, asOf, done, total, waitsUntil }: Listing, now: number): string {
  if (waitsUntil !== undefined) return libraryStrings.listingWaits(Math.max(0, waitsUntil - now))
  if (phase === 'listing') return libraryStrings.listing(done, total)
  if (phase === 'opening' || asOf === undefined) return ''
  return libraryStrings.asOf(now - asOf)
}
