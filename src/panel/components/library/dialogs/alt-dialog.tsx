import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import type { AltPaste } from '../../../../core/alt-paste.ts'
import { AltSheet } from '../../../models/library/changes/alt-sheet.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { copyText } from '../../kit/take-out.tsx'
import { AltRow } from './alt-row.tsx'
import { LongList } from '../../kit/long-list.tsx'

interface AltDialogProps {
  readonly library: LibraryView
  readonly assets: readonly LibraryAsset[]
  readonly onClose: () => void
}

/** A sheet of alt texts for many assets: typed, or pasted from a spreadsheet, in each language of the site. */
export function AltDialog({ library, assets, onClose }: AltDialogProps) {
  const words = dialogWords.alt
  const sheet = useMemo(() => new AltSheet(assets, library.alts), [])
  useEffect(() => {
    sheet.begin()
    return () => sheet.end()
  }, [sheet])
  const rowHeight = useRowHeight()
  const pasted = useSignal<AltPaste | undefined>(undefined)
  const blockId = useId()
  void sheet.version.value
  const changes = sheet.changes()
  const blocked = sheet.pending ? words.reading : changes.length === 0 ? words.nothing : undefined
  const save = () => {
    if (blocked !== undefined) return
    library.changes.describe(changes)
    onClose()
  }
  const copy = async () => {
    const table = sheet.table(words.columns, words.decorative)
    if (!(await copyText(table))) library.ask.value = { type: 'copy', text: table }
  }
  return (
    <Dialog
      title={words.title}
      class="tall wide alts"
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" icon="copy" onClick={() => void copy()}>
            {words.copyTable}
          </Button>
          <Button kind="primary" blockedBy={blocked && blockId} onClick={save}>
            {words.go(changes.length)}
          </Button>
        </>
      }
    >
      <Languages sheet={sheet} />
      <p class="alt-sum" id={blockId}>
        <Counts sheet={sheet} />
        {sheet.reading && <span class="hint"> · {words.reading}</span>}
      </p>
      <LongList label={words.title} items={assets} keyOf={({ id }) => id} height={rowHeight}>
        {(asset, at) => (
          <AltRow
            asset={asset}
            sheet={sheet}
            library={library}
            first={at === 0}
            onTable={(text) => (pasted.value = sheet.paste(text, asset.id))}
          />
        )}
      </LongList>
      {pasted.value ? (
        <PasteNote
          paste={pasted.value}
          onTakeBack={() => {
            sheet.takeBack()
            pasted.value = undefined
          }}
        />
      ) : (
        <p class="hint">{words.hint}</p>
      )}
    </Dialog>
  )
}

// Helpers

/** Pixels; must match the style sheet's row height for narrow panels. */
function useRowHeight(): number {
  const narrow = useMemo(() => matchMedia('(max-width: 299px)'), [])
  const height = useSignal(narrow.matches ? NARROW_ROW : ROW)
  useEffect(() => {
    const follow = () => (height.value = narrow.matches ? NARROW_ROW : ROW)
    narrow.addEventListener('change', follow)
    return () => narrow.removeEventListener('change', follow)
  }, [narrow, height])
  return height.value
}

const ROW = 68
const NARROW_ROW = 86

/** Empty if the site has one language. */
function Languages({ sheet }: { sheet: AltSheet }) {
  const words = dialogWords.alt
  const locales = sheet.locales.value
  if (!locales || locales.secondary.length === 0) return null
  return (
    <label class="field beside">
      <span class="field-label">{words.language}</span>
      <select
        class="input"
        value={sheet.locale.value ?? ''}
        onChange={({ currentTarget: { value } }) => sheet.show(value === '' ? undefined : value)}
      >
        <option value="">{words.primary(locales.primary?.name ?? strings.app)}</option>
        {locales.secondary.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function Counts({ sheet }: { sheet: AltSheet }) {
  void sheet.version.value
  void sheet.locale.value
  const { counts: words } = dialogWords.alt
  const { text, decorative, missing } = sheet.counts()
  return (
    <>
      {words.text(text)} · {words.decorative(decorative)} ·{' '}
      <span class={missing > 0 ? 'ask' : ''}>{words.missing(missing)}</span>
    </>
  )
}

/** The outcome of a paste, with undo. */
function PasteNote({ paste, onTakeBack }: { paste: AltPaste; onTakeBack: () => void }) {
  const words = dialogWords.alt
  const { how, alts, unknown, ambiguous, surplus } = paste
  const [stranger = '', many = ''] = [unknown[0], ambiguous[0]]
  return (
    <div class="paste-note" role="status">
      <p>
        {how === 'matched' ? words.pastedByName(alts.length) : words.pastedInOrder(alts.length)}
        {unknown.length > 0 && ` ${words.unknown(unknown.length, stranger)}`}
        {ambiguous.length > 0 && ` ${words.ambiguous(ambiguous.length, many)}`}
        {surplus > 0 && ` ${words.surplus(surplus)}`}
      </p>
      <Button onClick={onTakeBack}>{words.takeBack}</Button>
    </div>
  )
}
