import { type Signal, useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Failure } from '../../../../core/failure.ts'
import { pairInOrder, type NamePair } from '../../../../core/pairing.ts'
import type { LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import type { ImageElement } from '../../../ports/library.ts'
import { failureHint, failureTitle } from '../../../strings/en/failures.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { strings } from '../../../strings/en/panel.ts'
import { Button, IconButton } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icons.tsx'
import { AssetPicture } from '../../kit/asset-picture.tsx'
import { LongList } from '../../kit/long-list.tsx'

interface PlaceDialogProps {
  readonly library: LibraryView
  readonly assets: readonly LibraryAsset[]
  readonly onClose: () => void
}

/** Matches several assets with several image elements, in order; reviewed before anything is set. */
export function PlaceDialog({ library, assets, onClose }: PlaceDialogProps) {
  const words = dialogWords.place
  const found = useImages(library)
  const skipped = useSignal<ReadonlySet<string>>(new Set())
  const insertRest = useSignal(false)
  const lines = useComputed(() => linesOf(library, assets, found.value, skipped.value))
  const uses = lines.value.flatMap(({ asset, element }) =>
    asset && element ? { asset: asset.id, element } : [],
  )
  const rest = lines.value.flatMap(({ asset, element }) => (asset && !element ? asset.id : []))
  const count = uses.length + (insertRest.value ? rest.length : 0)
  const go = () => {
    if (count === 0) return
    library.changes.use(uses)
    if (insertRest.peek()) library.changes.insert(rest)
    onClose()
  }
  return (
    <Dialog
      title={words.title(assets.length)}
      class="tall place"
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button kind="primary" first blockedBy={count === 0 ? HINT : undefined} onClick={go}>
            {words.go(count)}
          </Button>
        </>
      }
    >
      <p class="hint" id={HINT}>
        {hintOf(found.value)}
      </p>
      <LongList label={words.list} items={lines.value} keyOf={(_, at) => at} height={52}>
        {(line) => <Line line={line} library={library} skipped={skipped} />}
      </LongList>
      {rest.length > 0 && (
        <label class="tick">
          <input
            type="checkbox"
            checked={insertRest}
            onChange={({ currentTarget: { checked } }) => (insertRest.value = checked)}
          />
          <span>{words.insertRest(rest.length)}</span>
        </label>
      )}
    </Dialog>
  )
}

// Helpers

const HINT = 'place-hint'

type Found = 'reading' | readonly ImageElement[] | Failure

/** `number` is the element's position among all on the page, from 1. */
interface PlaceLine extends NamePair<LibraryAsset | undefined, ImageElement> {
  readonly number: number
  readonly left: boolean
}

function useImages(library: LibraryView): Signal<Found> {
  const found = useSignal<Found>('reading')
  useEffect(() => {
    let gone = false
    void library.canvas.images().then((images) => {
      if (!gone) found.value = images
    })
    return () => {
      gone = true
    }
  }, [library])
  return found
}

const isList = (found: Found): found is readonly ImageElement[] => Array.isArray(found)

function hintOf(found: Found): string {
  const words = dialogWords.place
  if (found === 'reading') return words.reading
  if (!isList(found)) return `${failureTitle(found)} ${failureHint(found)}`
  return found.length === 0 ? words.noElements : words.hint
}

/** The pairs, and between them the skipped elements, so that they can be included again. */
function linesOf(
  library: LibraryView,
  assets: readonly LibraryAsset[],
  found: Found,
  skipped: ReadonlySet<string>,
): readonly PlaceLine[] {
  if (found === 'reading') return []
  const elements = isList(found) ? found : []
  const from = library.canvas.view.peek().selected?.id
  const numbers = new Map(elements.map(({ id }, at) => [id, at + 1]))
  const numberOf = (element: ImageElement | undefined): number =>
    (element && numbers.get(element.id)) ?? Infinity
  const pairs = pairInOrder<LibraryAsset, ImageElement>(assets, elements, { from, skipped })
  const left = elements.filter(({ id }) => skipped.has(id))
  return [
    ...pairs.map((pair) => ({ ...pair, left: false })),
    ...left.map((element) => ({ asset: undefined, element, left: true })),
  ]
    .map((line) => ({ ...line, number: numberOf(line.element) }))
    .toSorted((a, b) => a.number - b.number)
}

interface LineProps {
  readonly line: PlaceLine
  readonly library: LibraryView
  readonly skipped: Signal<ReadonlySet<string>>
}

function Line({ line: { asset, element, number, left }, library, skipped }: LineProps) {
  const words = dialogWords.place
  const where = element ? `${words.element(number)}, ${shownBy(library, element)}` : words.none
  const toggle = () => {
    if (!element) return
    const next = new Set(skipped.peek())
    if (!next.delete(element.id)) next.add(element.id)
    skipped.value = next
  }
  return (
    <div class={`place-line ${left ? 'left' : ''}`}>
      {asset ? <AssetPicture asset={asset} library={library} /> : <span class="thumb none" />}
      <div class="place-text">
        <p class="place-asset" title={asset?.title}>
          {asset ? asset.title : words.leftOut}
        </p>
        <p class="place-element" title={where}>
          <Icon name="chevron" size={12} />
          {where}
        </p>
      </div>
      {element && (
        <IconButton
          icon={left ? 'retry' : 'cancel'}
          label={left ? words.takeIn(number) : words.leaveOut(number)}
          onClick={toggle}
        />
      )}
    </div>
  )
}

function shownBy(library: LibraryView, { assetId }: ImageElement): string {
  const words = dialogWords.place
  if (assetId === null) return words.empty
  const name = library.asset(assetId)?.title
  return name === undefined ? words.other : words.shows(name)
}
