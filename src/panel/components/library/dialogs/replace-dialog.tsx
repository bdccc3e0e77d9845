import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { assetTypeOf, brokenLimit, extensionOf } from '../../../../core/limits.ts'
import { replaceWarnings } from '../../../models/library/changes/replace-warnings.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { Dimensions, LibraryView } from '../../../models/library/library-views.ts'
import type { RunView } from '../../../models/views.ts'
import { failureHint, failureTitle } from '../../../strings/en/failures.ts'
import { bytes } from '../../../strings/format.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { AssetPicture } from '../../kit/asset-picture.tsx'
import { useLanding } from '../shelf/use-landing.ts'

interface ReplaceDialogProps {
  readonly library: LibraryView
  readonly run: RunView
  readonly asset: LibraryAsset
  /** The file dropped on the asset, if any; it can also be added beside it. */
  readonly file: File | undefined
  readonly onClose: () => void
}

/** Replaces an asset's file: shows both, and what would change besides the bytes. */
export function ReplaceDialog(props: ReplaceDialogProps) {
  const { library, run, asset, file: given, onClose } = props
  const words = dialogWords.replace
  const file = useSignal(given)
  const was = library.dimensionsOf(asset.id)
  const will = useSignal<Dimensions | 'broken' | undefined>(undefined)
  const blockId = useId()
  const take = (next: File | undefined) => {
    if (!next) return
    will.value = undefined
    file.value = next
  }
  const drop = useLanding({ onFiles: ([first]) => take(first) })
  const failure = file.value && brokenLimit(file.value)
  const blocked = !file.value ? words.nothing : failure ? failureTitle(failure) : undefined
  const go = () => {
    if (blocked !== undefined || !file.value) return
    library.changes.replace([{ asset: asset.id, file: file.value }])
    onClose()
  }
  const beside = () => {
    const { value } = file
    if (value)
      run.add({ files: [{ file: value, path: [] }], junk: 0, unreadable: [] }, asset.folderId)
    onClose()
  }
  const warnings = file.value
    ? replaceWarnings(
        { fileName: asset.fileName, dimensions: was.value },
        { fileName: file.value.name, dimensions: will.value },
      )
    : []
  return (
    <Dialog
      title={words.title}
      class="replace"
      onClose={onClose}
      footer={
        <>
          {given ? (
            <Button kind="ghost" onClick={beside}>
              {words.beside}
            </Button>
          ) : (
            <Button kind="ghost" onClick={onClose}>
              {strings.cancel}
            </Button>
          )}
          <Button kind="primary" blockedBy={blocked && blockId} onClick={go}>
            {words.go}
          </Button>
        </>
      }
    >
      <div class="replace-sides" {...drop.handlers}>
        <section class="side-of" aria-label={words.now}>
          <h3>{words.now}</h3>
          <AssetPicture asset={asset} library={library} />
          <Facts name={asset.title} size={asset.size} dimensions={was.value} />
        </section>
        <section class={`side-of ${drop.over.value ? 'over' : ''}`} aria-label={words.next}>
          <h3>{words.next}</h3>
          {file.value && (
            <>
              <NewPicture file={file.value} dimensions={will} />
              <Facts
                name={file.value.name}
                size={file.value.size}
                dimensions={will.value === 'broken' ? undefined : will.value}
              />
            </>
          )}
          {!file.value && <p class="hint">{words.drop}</p>}
          <Choose chosen={file.value !== undefined} onFile={take} />
        </section>
      </div>
      <div role="status">
        {warnings.length > 0 && (
          <ul class="warnings">
            {warnings.map((warning) => (
              <li key={warning}>
                <Icon name="warn" size={12} />
                <span>{warning}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p class={failure ? 'bad' : 'hint'} id={blockId} role={failure ? 'alert' : undefined}>
        {failure ? `${failureTitle(failure)} ${failureHint(failure)}` : words.kept}
      </p>
    </Dialog>
  )
}

// Helpers

function Facts(props: { name: string; size: number; dimensions: Dimensions | undefined }) {
  const { name, size, dimensions } = props
  return (
    <div class="side-facts">
      <p class="side-name" title={name}>
        {name}
      </p>
      <p class="hint">
        {bytes(size)}
        {dimensions && <> · {dialogWords.replace.measures(dimensions.width, dimensions.height)}</>}
      </p>
    </div>
  )
}

/** The new picture, measured as the browser shows it, like the asset's own. */
function NewPicture(props: { file: File; dimensions: Signal<Dimensions | 'broken' | undefined> }) {
  const { file, dimensions } = props
  const [url, setUrl] = useState<string>()
  const type = assetTypeOf(file.name)
  useEffect(() => {
    if (type?.kind !== 'image') return undefined
    const made = URL.createObjectURL(file.slice(0, file.size, type.mime))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <span class="thumb" aria-hidden="true">
      {url !== undefined && dimensions.value !== 'broken' ? (
        <img
          src={url}
          alt=""
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            (dimensions.value = { width, height })
          }
          onError={() => (dimensions.value = 'broken')}
        />
      ) : (
        <span class="thumb-type">{extensionOf(file.name).slice(0, 4) || '?'}</span>
      )}
    </span>
  )
}

function Choose({ chosen, onFile }: { chosen: boolean; onFile: (file: File | undefined) => void }) {
  const words = dialogWords.replace
  const input = useRef<HTMLInputElement>(null)
  const label = chosen ? words.other : words.choose
  return (
    <>
      <button
        type="button"
        class="button"
        data-first-focus
        onClick={() => {
          if (!input.current) return
          input.current.value = ''
          input.current.click()
        }}
      >
        <span class="button-words">{label}</span>
      </button>
      <input
        ref={input}
        hidden
        type="file"
        aria-label={label}
        onChange={({ currentTarget }) => onFile(currentTarget.files?.[0])}
      />
    </>
  )
}
