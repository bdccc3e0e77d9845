import { isPicture, type LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import { libraryStrings } from '../../../strings/en/library.ts'
import { Icon } from '../../kit/icons.tsx'

/** The asset's alt text, or a mark that a picture has none. */
export function AltText({ asset }: { asset: LibraryAsset }) {
  const text = (asset.altText ?? '').trim()
  if (text !== '') {
    return (
      <span class="alt-text" title={text}>
        {text}
      </span>
    )
  }
  if (!isPicture(asset)) return null
  return (
    <span class="alt-missing">
      <Icon name="warn" size={12} />
      {libraryStrings.altMissing}
    </span>
  )
}
