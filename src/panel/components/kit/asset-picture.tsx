import { useEffect, useState } from 'preact/hooks'
import { extensionOf } from '../../../core/limits.ts'
import { isPicture, type LibraryAsset } from '../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../models/library/library-views.ts'

interface AssetPictureProps {
  readonly asset: LibraryAsset
  readonly library: Pick<LibraryView, 'pictureLoaded'>
  /** Milliseconds before the picture is loaded, so that tiles scrolled past load nothing. */
  readonly settleMs?: number
}

/** The hosted picture if the browser can show it, else its type in letters. */
export function AssetPicture({ asset, library, settleMs = SETTLE_MS }: AssetPictureProps) {
  const [state, setState] = useState<'waiting' | 'asked' | 'missing'>('waiting')
  const { hostedUrl } = asset
  const showable = hostedUrl !== null && isPicture(asset)
  useEffect(() => {
    if (!showable) return undefined
    setState('waiting')
    const timer = setTimeout(() => setState('asked'), settleMs)
    return () => clearTimeout(timer)
  }, [hostedUrl, showable, settleMs])
  const onLoad = ({ currentTarget }: { currentTarget: HTMLImageElement }) => {
    const { naturalWidth: width, naturalHeight: height } = currentTarget
    // Browsers invent a size for a vector image that has none.
    if (asset.kind === 'image' && width > 0) library.pictureLoaded(asset.id, { width, height })
  }
  const shown = showable && state === 'asked'
  return (
    <span class={`picture ${asset.kind} ${shown ? 'shown' : ''}`} aria-hidden="true">
      {shown ? (
        <img
          src={hostedUrl}
          alt=""
          decoding="async"
          draggable={false}
          referrerpolicy="no-referrer"
          onLoad={onLoad}
          onError={() => setState('missing')}
        />
      ) : (
        <span class="picture-type" data-type={typeLetters(asset)} />
      )}
    </span>
  )
}

/** The type's usual name: "PNG", "PDF". */
export const typeLetters = ({ fileName, contentType }: LibraryAsset): string =>
  (extensionOf(fileName) || (contentType.split('/')[1] ?? '').split('+')[0] || '?').slice(0, 5)

// Helpers

const SETTLE_MS = 60
