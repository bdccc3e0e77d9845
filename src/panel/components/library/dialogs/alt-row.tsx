import { type Alt, DECORATIVE, MISSING } from '../../../../core/alt-text.ts'
import type { AltSheet } from '../../../models/library/changes/alt-sheet.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { AssetPicture } from '../../kit/asset-picture.tsx'

interface AltRowProps {
  readonly asset: LibraryAsset
  readonly sheet: AltSheet
  readonly library: LibraryView
  readonly first: boolean
  /** Called when a table is pasted into this field. */
  readonly onTable: (text: string) => void
}

/** One asset of the sheet. Arrows and Enter move to the fields above and below, as in a spreadsheet. */
export function AltRow({ asset, sheet, library, first, onTable }: AltRowProps) {
  const words = dialogWords.alt
  void sheet.version.value
  void sheet.locale.value
  const alt = sheet.of(asset.id)
  const decorative = alt?.type === 'decorative'
  const missing = alt?.type === 'missing' || (alt?.type === 'text' && alt.text.trim() === '')
  return (
    <div class={`alt-row ${sheet.isChanged(asset.id) ? 'changed' : ''}`}>
      <AssetPicture asset={asset} library={library} />
      <span class="alt-name" title={asset.title}>
        {asset.title}
      </span>
      <label class="tick">
        <input
          type="checkbox"
          checked={decorative}
          disabled={!alt}
          aria-label={words.decorativeOf(asset.title)}
          onChange={({ currentTarget }) =>
            sheet.write(asset.id, currentTarget.checked ? DECORATIVE : MISSING)
          }
        />
        <span aria-hidden="true">{words.decorative}</span>
      </label>
      <input
        class={`input alt-field ${missing ? 'missing' : ''}`}
        type="text"
        data-first-focus={first ? '' : undefined}
        aria-label={words.field(asset.title)}
        placeholder={placeholderOf(sheet, asset, alt)}
        readOnly={decorative || !alt}
        value={alt?.type === 'text' ? alt.text : ''}
        onInput={({ currentTarget: { value } }) =>
          sheet.write(asset.id, value === '' ? MISSING : { type: 'text', text: value })
        }
        onPaste={(event) => {
          const text = event.clipboardData?.getData('text/plain') ?? ''
          if (!isTable(text)) return
          event.preventDefault()
          onTable(text)
        }}
        onKeyDown={(event) => {
          const step = STEPS[event.key]
          if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          fieldBeside(event.currentTarget, event.shiftKey ? -step : step)?.focus()
        }}
      />
    </div>
  )
}

// Helpers

function placeholderOf(sheet: AltSheet, asset: LibraryAsset, alt: Alt | undefined): string {
  const words = dialogWords.alt
  if (!alt) return words.reading
  if (alt.type === 'decorative') return words.passedOver
  return sheet.fallbackOf(asset.id) ?? words.missing
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }

/** Whether the text has more than one cell; a single line is pasted as usual. */
const isTable = (text: string): boolean => /[\t\n\r]/.test(text.trimEnd())

/** The neighbour's field; those next to visible rows are rendered. */
function fieldBeside(field: HTMLElement, step: number): HTMLElement | undefined {
  const fields = [...(field.closest('ul')?.querySelectorAll<HTMLElement>('.alt-field') ?? [])]
  return fields[fields.indexOf(field) + step]
}
