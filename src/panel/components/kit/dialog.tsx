import type { ComponentChildren } from 'preact'
import './dialog.css'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { strings } from '../../strings/en/panel.ts'
import { IconButton } from './button.tsx'

interface DialogProps {
  readonly title: ComponentChildren
  readonly onClose: () => void
  readonly children: ComponentChildren
  readonly footer?: ComponentChildren
  readonly class?: string
}

/**
 * A modal dialog, built on `<dialog>`: it traps focus, closes on Escape or a click outside, and returns focus to where
 * it was. Focus starts at the element marked `data-first-focus`, else at the close button.
 */
export function Dialog({ title, onClose, children, footer, class: name = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-first-focus]')?.focus()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={ref}
      class={`dialog ${name}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
      onKeyDown={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="cancel" label={strings.close} onClick={onClose} />
        </header>
        <div class="dialog-body">{children}</div>
        {footer && <footer class="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  )
}
