import { spaceOf } from '../../../models/library/assets/space.ts'
import type { LibraryView, Share } from '../../../models/library/library-views.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { bytes, share } from '../../../strings/format.ts'
import { strings } from '../../../strings/en/panel.ts'

/** Storage use: one bar for all types, one bar per folder; a click opens the folder. */
export function SpaceView({ library }: { library: LibraryView }) {
  const total = library.total.value
  const loose = library.orders.value.loose ?? { count: 0, bytes: 0 }
  const space = spaceOf(library.folders.value, library.byKind.value, loose)
  const most = Math.max(1, ...space.folders.map(({ share }) => share.bytes))
  const partOf = (some: Share) => some.bytes / Math.max(1, total.bytes)
  return (
    <div class="space">
      <section aria-label={libraryStrings.byKind}>
        <h2>{libraryStrings.byKind}</h2>
        <div class="space-bar" aria-hidden="true">
          {space.kinds.map(({ kind, share }) => (
            <span key={kind} class={`part ${kind}`} style={{ flexGrow: partOf(share) }} />
          ))}
        </div>
        <ul class="space-kinds">
          {space.kinds.map(({ kind, share: some }) => (
            <li key={kind}>
              <button
                type="button"
                class="space-kind"
                onClick={() => {
                  library.go({ type: 'all' })
                  library.kind.value = kind
                  library.sort.value = { by: 'size', descending: true }
                }}
              >
                <span class={`swatch ${kind}`} aria-hidden="true" />
                <span class="space-name">{libraryStrings.kinds[kind]}</span>
                <span class="space-share">{shareWords(partOf(some))}</span>
                <span class="space-bytes">{bytes(some.bytes)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={libraryStrings.byFolder}>
        <h2>{libraryStrings.byFolder}</h2>
        <ul class="space-folders">
          {space.folders.map(({ id, name, share: some }) => (
            <li key={id ?? ''}>
              <button
                type="button"
                class="space-folder"
                onClick={() =>
                  library.go(
                    id === null
                      ? { type: 'order', order: 'loose' }
                      : { type: 'folder', folder: id },
                  )
                }
              >
                <span class="space-name">{id === null ? strings.noFolder : name}</span>
                <span class="space-bytes">{bytes(some.bytes)}</span>
                <span class="space-track" aria-hidden="true">
                  <span class="space-fill" style={{ width: `${(some.bytes / most) * 100}%` }} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

// Helpers

const shareWords = (part: number): string =>
  part > 0 && part < 0.01 ? libraryStrings.lessThan(share(0.01)) : share(part)
