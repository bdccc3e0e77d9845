import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import './work-bar.css'
import { isPicture, type LibraryAsset } from '../../../models/library/assets/library-asset.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { useOnceUploaded } from '../../../models/library/changes/use-once-uploaded.ts'
import type { RunView } from '../../../models/views.ts'
import type { ImageElement } from '../../../ports/library.ts'
import { dialogWords } from '../../../strings/en/dialogs.ts'
import { Button } from '../../kit/button.tsx'
import { LibraryIcon } from '../actions/library-icons.tsx'
import { AssetPicture } from '../../kit/asset-picture.tsx'
import { useLanding } from '../shelf/use-landing.ts'

interface CanvasBarProps {
  readonly library: LibraryView
  readonly run: RunView
}

/** Shows the image element selected on the page, as a target for assets and files. Empty if none is selected. */
export function CanvasBar({ library, run }: CanvasBarProps) {
  const element = library.canvas.view.value.selected
  return element ? <Selected element={element} library={library} run={run} /> : null
}

// Helpers

const REASON = 'canvas-reason'

function Selected({ element, library, run }: CanvasBarProps & { element: ImageElement }) {
  const words = dialogWords.canvas
  const { canvas } = library
  const uploading = useSignal(false)
  const ref = useRef<HTMLDivElement>(null)
  const shown = element.assetId === null ? undefined : library.asset(element.assetId)
  const blocked = blockedOf(library)
  const launched = canvas.launched.value
  useEffect(() => {
    if (launched) ref.current?.focus()
  }, [launched])
  useEffect(() => void (uploading.value = false), [element.id, element.assetId])
  const use = (asset: LibraryAsset | undefined) => {
    if (asset && isPicture(asset)) canvas.useHere(asset.id)
  }
  const drop = useLanding({
    allowed: () => canvas.view.peek().blocked === undefined,
    onAssets: () => {
      const assets = library.selected.peek().filter(isPicture)
      if (assets.length > 1) {
        library.ask.value = { type: 'place', assets: assets.map(({ id }) => id) }
      } else use(assets[0])
    },
    onFiles: (files) => {
      uploading.value = true
      useOnceUploaded(files, element, run, library)
      run.add({ files: files.map((file) => ({ file, path: [] })), junk: 0, unreadable: [] })
    },
  })
  return (
    <div
      ref={ref}
      class={`canvas-bar ${drop.over.value ? 'over' : ''}`}
      role="group"
      aria-label={words.selected}
      tabIndex={-1}
      {...drop.handlers}
    >
      {shown ? (
        <AssetPicture key={shown.id} asset={shown} library={library} />
      ) : (
        <span class="canvas-none">
          <LibraryIcon name="image" />
        </span>
      )}
      <div class="canvas-text">
        <p class="canvas-title">{words.selected}</p>
        <p class="canvas-shows" title={shown?.title}>
          {drop.over.value
            ? words.dropNow
            : uploading.value
              ? words.uploading
              : showsWords(element, shown)}
        </p>
      </div>
      <Button
        kind={launched ? 'primary' : 'secondary'}
        blockedBy={blocked && REASON}
        onClick={() => use(library.selected.peek()[0])}
      >
        {words.use}
      </Button>
      <p class="canvas-hint" id={REASON}>
        {canvas.view.value.blocked
          ? words.blocked
          : launched
            ? words.launched
            : (blocked ?? words.drop)}
      </p>
    </div>
  )
}

/** Why assets cannot be used now, as a sentence. */
function blockedOf(library: LibraryView): string | undefined {
  const words = dialogWords.canvas
  if (library.canvas.view.value.blocked) return words.blocked
  const [only, ...others] = library.selected.value
  if (!only || others.length > 0) return words.one
  return isPicture(only) ? undefined : words.noPicture
}

function showsWords({ assetId, altText }: ImageElement, shown: LibraryAsset | undefined): string {
  const words = dialogWords.canvas
  if (assetId === null) return words.empty
  const what = shown ? words.shows(shown.title) : words.other
  return altText === null ? `${what} (${words.decorative})` : what
}
