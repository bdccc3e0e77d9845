import { useLayoutEffect, useRef } from 'preact/hooks'
import { strings } from '../../strings/en/panel.ts'
import { Dialog } from './dialog.tsx'

/**
 * Copies a text to the clipboard. False if the frame blocks it: then {@link CopyDialog} offers the text, selected. What
 * Webflow's frame allows is not documented, so both ways exist.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** Shows a text, selected, to copy by hand. */
export function CopyDialog(props: { text: string; onClose: () => void; title?: string }) {
  const { text, onClose, title = strings.receiptCopy } = props
  const ref = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    ref.current?.focus()
    ref.current?.select()
  }, [])
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="hint">{strings.copyRefused}</p>
      <textarea ref={ref} class="copy-text" readOnly aria-label={strings.copyText} value={text} />
    </Dialog>
  )
}

/** Downloads a text as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download holds the bytes only after the click has been handled; revoking earlier would lose them.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
