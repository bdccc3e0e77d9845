import { useMemo } from 'preact/hooks'
import type { AssetId } from '../../../../core/brands.ts'
import type { LibraryView } from '../../../models/library/library-views.ts'
import { endDrag } from './use-landing.ts'
import { keyOfEvent } from '../../kit/list-focus.ts'

type Handler = (event: DragEvent) => void
type Handlers = Readonly<
  Record<'onDragOverCapture' | 'onDragLeaveCapture' | 'onDropCapture', Handler>
>

/**
 * Dropping one file on an asset opens the replace dialog. Listens in the capture phase, before other drop targets;
 * ignores several files and drops elsewhere.
 */
export function useTileDrop(library: LibraryView): Handlers {
  return useMemo(() => handlersFor(library), [library])
}

// Helpers

function handlersFor(library: LibraryView): Handlers {
  let over: HTMLElement | undefined
  const mark = (next: HTMLElement | undefined) => {
    if (next === over) return
    over?.removeAttribute('data-over')
    next?.setAttribute('data-over', '')
    over = next
  }
  return {
    onDragOverCapture(event) {
      const target = targetOf(event, library)
      if (target && !over) endDrag(event)
      mark(target?.tile)
      if (!target || !event.dataTransfer) return
      event.preventDefault()
      event.stopPropagation()
      event.dataTransfer.dropEffect = library.changes.allowed.peek() ? 'copy' : 'none'
    },
    onDragLeaveCapture({ relatedTarget }) {
      if (relatedTarget === null) mark(undefined)
    },
    onDropCapture(event) {
      const target = targetOf(event, library)
      const file = event.dataTransfer?.files[0]
      mark(undefined)
      if (!target || !file) return
      event.preventDefault()
      event.stopPropagation()
      endDrag(event)
      if (library.changes.allowed.peek()) {
        library.ask.value = { type: 'replace', asset: target.asset, file }
      }
    },
  }
}

/** The asset under a drag of one file. Directories are ignored, as far as their type shows. */
function targetOf(
  event: DragEvent,
  library: LibraryView,
): { readonly asset: AssetId; readonly tile: HTMLElement } | undefined {
  const { dataTransfer, target } = event
  const [only, ...others] = dataTransfer?.items ?? []
  if (only?.kind !== 'file' || only.type === '' || others.length > 0) return undefined
  const key = keyOfEvent(event)
  const item = library.items.peek()[library.selection.indexOf(key)]
  if (item?.type !== 'asset' || !(target instanceof Element)) return undefined
  const tile = target.closest<HTMLElement>('[data-key]')
  return tile ? { asset: item.id, tile } : undefined
}
