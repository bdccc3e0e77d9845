/** Moves assets one after the other by the Designer; the library follows each, and the proxy is told of all. */
import type { AssetId, FolderId } from '../../../core/brands.ts'
import { failureOf, type Failure } from '../../../core/failure.ts'
import { MAX_CHANGES, type ChangedRequest } from '../../../core/wire-library.ts'
import type { Designer } from '../../ports.ts'
import type { LibraryClient } from '../../ports-library.ts'
import { failureTitle } from '../../strings-failures.ts'
import { libraryStrings } from '../../strings-library.ts'
import type { LibraryChanges, LibraryGrip } from './library-views.ts'

export interface MoverDeps {
  readonly designer: Pick<Designer, 'moveAsset'>
  readonly client: Pick<LibraryClient, 'changed'>
}

export const moverOf =
  ({ designer, client }: MoverDeps) =>
  (library: LibraryGrip): LibraryChanges => ({
    move(assets, folder) {
      void (async () => {
        const moved: AssetId[] = []
        let failure: Failure | undefined
        for (const id of assets) {
          try {
            await designer.moveAsset(id, folder)
            moved.push(id)
            const asset = library.asset(id)
            if (asset) library.put([{ ...asset, folderId: folder }])
          } catch (error) {
            failure = failureOf(error, 'webflow-refused')
          }
        }
        library.announcement.value =
          failure === undefined
            ? libraryStrings.moved(moved.length)
            : libraryStrings.notMoved(assets.length - moved.length, failureTitle(failure))
        await tell(client, moved, folder)
      })()
    },
  })

// Helpers

/** Where the proxy cannot be told, its next listing of the site tells it. */
async function tell(
  client: Pick<LibraryClient, 'changed'>,
  moved: readonly AssetId[],
  folderId: FolderId | null,
): Promise<void> {
  const changes: ChangedRequest['changes'] = moved.map((asset) => ({
    type: 'moved',
    asset,
    folderId,
  }))
  try {
    for (let at = 0; at < changes.length; at += MAX_CHANGES) {
      await client.changed(changes.slice(at, at + MAX_CHANGES), new AbortController().signal)
    }
  } catch {
    // The next listing.
  }
}
