/** The shelf's keyboard, as data: what a key means, and where it moves. */
import { nameKey } from '../../../../core/names.ts'
import type { LibraryItem } from '../../../models/library/library-views.ts'
import type { ShelfKey } from '../actions/library-controller.ts'
import { beside, type ShelfRows } from './shelf-lines.ts'

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What `event` means on item `at`, with `page` lines to a page; undefined: nothing. */
export function shelfKey(
  event: Pressed,
  at: number,
  lines: ShelfRows,
  page: number,
): ShelfKey | undefined {
  const command = event.ctrlKey || event.metaKey
  if (event.altKey) return event.key === 'ArrowUp' ? { type: 'up' } : undefined
  if (command && event.key.toLowerCase() === 'a') return { type: event.shiftKey ? 'none' : 'all' }
  const to = target(event.key, at, lines, page)
  if (to !== undefined) return { type: 'go', to, how: { toggle: command, extend: event.shiftKey } }
  if (event.key === 'F10' && event.shiftKey) return { type: 'menu' }
  if (event.key === ' ') return { type: 'toggle' }
  return command || event.shiftKey ? undefined : PLAIN[event.key]
}

/** Collects letters typed in quick succession: "ha" finds "harbour", "hh" the second name with an "h". */
export class TypeAhead {
  #typed = ''
  #lastAt = 0

  /** Whether a space continues a name being typed. */
  isTyping(now: number): boolean {
    return this.#typed !== '' && now - this.#lastAt < TYPING_MS
  }

  /** The item that this letter selects from item `at`; undefined: not a letter, or no match. */
  press(
    { key, ctrlKey, metaKey, altKey }: Pressed,
    items: readonly LibraryItem[],
    at: number,
    now: number,
  ): number | undefined {
    if (!ONE_LETTER.test(key) || ctrlKey || metaKey || altKey) return undefined
    if (!this.isTyping(now)) this.#typed = ''
    if (key === ' ' && this.#typed === '') return undefined
    this.#lastAt = now
    this.#typed += key
    const letters = nameKey(this.#typed)
    const first = FIRST_LETTER.exec(letters)?.[0] ?? ''
    const repeated = letters === first.repeat(letters.length / first.length)
    // A single letter moves to the next match; a longer prefix may match the current item.
    const from = repeated ? at + 1 : at
    const prefix = repeated ? first : letters
    for (let n = 0; n < items.length; n++) {
      const index = (from + n) % items.length
      if (nameKey(nameOf(items[index])).startsWith(prefix)) return index
    }
    return undefined
  }
}

// Helpers

/** Letters typed within this time, milliseconds, form one prefix. */
const TYPING_MS = 800

const ONE_LETTER = /^.$/u
const FIRST_LETTER = /^./u

const PLAIN: Readonly<Record<string, ShelfKey>> = {
  Enter: { type: 'open' },
  Backspace: { type: 'up' },
  Escape: { type: 'none' },
  ContextMenu: { type: 'menu' },
}

const nameOf = (item: LibraryItem | undefined): string => {
  if (item?.type === 'asset') return item.title
  return item?.type === 'folder' ? item.name : ''
}

function target(key: string, at: number, lines: ShelfRows, page: number): number | undefined {
  const last = lines.lineOf.length - 1
  switch (key) {
    case 'ArrowLeft':
      return lines.columns === 1 ? undefined : Math.max(0, at - 1)
    case 'ArrowRight':
      return lines.columns === 1 ? undefined : Math.min(last, at + 1)
    case 'ArrowUp':
      return beside(lines, at, -1)
    case 'ArrowDown':
      return beside(lines, at, 1)
    case 'PageUp':
      return pages(lines, at, page, -1)
    case 'PageDown':
      return pages(lines, at, page, 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

function pages(lines: ShelfRows, at: number, page: number, by: -1 | 1): number {
  let to = at
  for (let n = 0; n < page; n++) to = beside(lines, to, by)
  return to
}
