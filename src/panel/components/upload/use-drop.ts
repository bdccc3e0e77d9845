import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isFolderId } from '../../../core/brands.ts'
import type { IntakeView } from '../../models/views.ts'

/**
 * Makes the whole document accept files by drop and paste. The returned signal tells whether files are dragged over it.
 * Files dropped on an element marked `data-into` go into the folder with this id. While adding is blocked, drops are
 * refused; otherwise the browser would open the file in place of the panel.
 */
export function useDrop(intake: IntakeView, allowed: boolean): ReadonlySignal<boolean> {
  const over = useSignal(false)
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    // `dragenter` and `dragleave` come in pairs for every element crossed.
    let depth = 0
    const leave = (event: DragEvent) => {
      depth = event.type === 'dragleave' ? Math.max(0, depth - 1) : 0
      over.value = depth > 0
    }
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      over.value = true
    }
    const hover = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = allowed ? 'copy' : 'none'
    }
    const drop = (event: DragEvent) => {
      leave(event)
      if (!hasFiles(event)) return
      event.preventDefault()
      if (allowed && event.dataTransfer) intake.drop(event.dataTransfer, folderUnder(event))
    }
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData
      if (!allowed || !data || data.files.length === 0) return
      event.preventDefault()
      intake.paste(data)
    }
    document.addEventListener('dragenter', enter, { signal })
    document.addEventListener('dragover', hover, { signal })
    document.addEventListener('dragleave', leave, { signal })
    document.addEventListener('drop', drop, { signal })
    document.addEventListener('dragend', leave, { signal })
    document.addEventListener('paste', paste, { signal })
    return () => ending.abort()
  }, [intake, allowed])
  return over
}

// Helpers

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

function folderUnder({ target }: Event) {
  const found = target instanceof Element && target.closest<HTMLElement>('[data-into]')
  const id = (found && found.dataset['into']) || ''
  return isFolderId(id) ? id : undefined
}
