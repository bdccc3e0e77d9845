import type { HostState } from './state.ts'

/** Ctrl+Z (or Cmd+Z) takes the last change of the canvas back, Ctrl+Shift+Z and Ctrl+Y make it again. */
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
