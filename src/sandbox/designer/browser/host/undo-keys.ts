import type { HostState } from './state.ts'

/** Ctrl+Z (or Cmd+Z) undoes the canvas's last change; Ctrl+Shift+Z and Ctrl+Y redo it. */
export function listenForUndo({ history }: HostState): void {
  window.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) history.redo()
    else history.undo()
  })
}
