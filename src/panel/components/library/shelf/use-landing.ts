import { type ReadonlySignal, useSignal } from '@preact/signals'

type Handler = (event: DragEvent) => void

interface Landing {
  readonly onFiles: (files: readonly File[]) => void
  /** Called when the selected assets are dropped here. Without it, only files are accepted. */
  readonly onAssets?: () => void
  readonly allowed?: () => boolean
}

/** The data type of dragged assets; it means nothing outside the panel. */
export const ASSET_DRAG = 'application/x-asset-dock-assets'

/**
 * Makes an element accept files and assets before the document's own handler does. Directories are refused: they are
 * not files.
 */
export function useLanding({ onFiles, onAssets, allowed = () => true }: Landing): {
  readonly over: ReadonlySignal<boolean>
  readonly handlers: Readonly<
    Record<'onDragEnter' | 'onDragOver' | 'onDragLeave' | 'onDrop', Handler>
  >
} {
  const over = useSignal(false)
  const carries = ({ dataTransfer }: DragEvent): 'files' | 'assets' | undefined => {
    const types = dataTransfer?.types ?? []
    if (onAssets && types.includes(ASSET_DRAG)) return 'assets'
    return types.includes('Files') ? 'files' : undefined
  }
  return {
    over,
    handlers: {
      onDragEnter(event) {
        if (!carries(event)) return
        event.preventDefault()
        over.value = allowed()
      },
      onDragOver(event) {
        const what = carries(event)
        if (!what || !event.dataTransfer) return
        event.preventDefault()
        event.dataTransfer.dropEffect = allowed() ? (what === 'files' ? 'copy' : 'move') : 'none'
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        const within =
          currentTarget instanceof Node &&
          relatedTarget instanceof Node &&
          currentTarget.contains(relatedTarget)
        if (!within) over.value = false
      },
      onDrop(event) {
        const what = carries(event)
        over.value = false
        if (!what) return
        event.preventDefault()
        event.stopPropagation()
        endDrag(event)
        const files = [...(event.dataTransfer?.files ?? [])]
        if (!allowed()) return
        if (what === 'assets') onAssets?.()
        else if (files.length > 0) onFiles(files)
      },
    },
  }
}

/** Tells outer drop targets that the drag has ended, since the drop itself does not bubble to them. */
export function endDrag({ target }: Event): void {
  target?.dispatchEvent(new DragEvent('dragend', { bubbles: true }))
}
