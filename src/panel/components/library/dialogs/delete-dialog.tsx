import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { AssetId } from '../../../../core/brands.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { bytes } from '../../../strings/format.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { LongList } from '../../kit/long-list.tsx'

interface DeleteDialogProps {
  readonly library: LibraryView
  readonly assets: readonly LibraryAsset[]
  readonly onClose: () => void
}

/** The assets to delete by name, where the page uses them, and which uses cannot be known. */
export function DeleteDialog({ library, assets, onClose }: DeleteDialogProps) {
  const words = dialogWords.delete
  const used = useUse(library)
  const hits = used === 'looking' || used === 'unknown' ? undefined : used
  const shown = hits
    ? assets.toSorted((a, b) => (hits.get(b.id) ?? 0) - (hits.get(a.id) ?? 0))
    : assets
  const count = hits ? assets.reduce((n, { id }) => n + (hits.get(id) ?? 0), 0) : 0
  const move = () => {
    library.ask.value = { type: 'move', assets: assets.map(({ id }) => id) }
  }
  const go = () => {
    library.changes.remove(assets.map(({ id }) => id))
    onClose()
  }
  return (
    <Dialog
      title={words.title(assets.length)}
      class="tall delete"
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={move}>
            {words.instead}
          </Button>
          <Button first onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button kind="danger" onClick={go}>
            {words.go(assets.length)}
          </Button>
        </>
      }
    >
      <p class="delete-final">
        <Icon name="warn" />
        <span>{words.final}</span>
      </p>
      <LongList label={words.list} items={shown} keyOf={({ id }) => id} height={28}>
        {(asset) => (
          <div class="deleted">
            <span class="deleted-name" title={asset.title}>
              {asset.title}
            </span>
            {(hits?.get(asset.id) ?? 0) > 0 ? (
              <span class="badge ask">{words.used}</span>
            ) : (
              <span class="hint">{bytes(asset.size)}</span>
            )}
          </div>
        )}
      </LongList>
      <div class="delete-use" role="status">
        <p class={count > 0 ? 'ask' : ''}>
          {used === 'looking'
            ? words.looking
            : used === 'unknown'
              ? words.pageUnknown
              : words.onPage(count)}
        </p>
        <p class="hint">{words.unknown}</p>
      </div>
    </Dialog>
  )
}

// Helpers

/** The number of image elements on the open page that show each asset. */
function useUse(library: LibraryView): ReadonlyMap<AssetId, number> | 'looking' | 'unknown' {
  const use = useSignal<ReadonlyMap<AssetId, number> | 'looking' | 'unknown'>('looking')
  useEffect(() => {
    let gone = false
    void library.canvas.images().then((images) => {
      if (gone) return
      if ('code' in images) {
        use.value = 'unknown'
        return
      }
      const counts = new Map<AssetId, number>()
      for (const { assetId } of images) {
        if (assetId) counts.set(assetId, (counts.get(assetId) ?? 0) + 1)
      }
      use.value = counts
    })
    return () => {
      gone = true
    }
  }, [library])
  return use.value
}
