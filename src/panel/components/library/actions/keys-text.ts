/** A keyboard shortcut in this system's notation: "⇧⌘M" on a Mac, "Ctrl+Shift+M" elsewhere. */
import { libraryStrings } from '../../../strings/en/library.ts'
import type { ActionKeys } from './library-action.ts'

export function keysText({ key, command = false, shift = false }: ActionKeys): string {
  const { control, shift: shiftName, names } = libraryStrings.keys
  const own = new Map(Object.entries(names)).get(key) ?? key.toUpperCase()
  if (IS_MAC) return `${shift ? '⇧' : ''}${command ? '⌘' : ''}${own}`
  return [command && control, shift && shiftName, own].filter(Boolean).join('+')
}

// Helpers

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)
