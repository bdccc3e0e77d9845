import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { nameKey } from '../../../../core/names.ts'
import { LibraryIcon } from './library-icons.tsx'
import type { MenuEntry } from './menus.ts'
import { keysText } from './keys-text.ts'

/** An open menu: its entries, and its corner's position in the window. */
export interface OpenMenu {
  readonly label: string
  readonly x: number
  readonly y: number
  readonly entries: readonly MenuEntry[]
}

/**
 * The library's context menu, in the browser's top layer. It supports the keys of an ARIA menu, and returns focus to
 * where it was unless the chosen action has moved it.
 */
export function ContextMenu({ open }: { open: Signal<OpenMenu | undefined> }) {
  const menu = open.value
  return (
    menu && (
      <Menu key={`${menu.x} ${menu.y}`} menu={menu} onClose={() => (open.value = undefined)} />
    )
  )
}

// Helpers

function Menu({ menu, onClose }: { menu: OpenMenu; onClose: () => void }) {
  const ref = useRef<HTMLDivElement>(null)
  const at = useSignal(0)
  const { entries } = menu
  useLayoutEffect(() => {
    const element = ref.current
    const back = document.activeElement
    if (!element) return undefined
    element.showPopover()
    place(element, menu)
    focusItem(element, 0)
    const again = () => place(element, menu)
    addEventListener('resize', again)
    return () => {
      removeEventListener('resize', again)
      if (back instanceof HTMLElement && back.isConnected && !isElsewhere(element)) {
        back.focus({ preventScroll: true })
      }
    }
  }, [menu])
  const go = (to: number) => {
    at.value = (to + entries.length) % entries.length
    focusItem(ref.current, at.peek())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const to = leadsTo(event, at.peek(), entries)
    if (event.key === 'Tab' || event.key === 'Escape') onClose()
    else if (to === undefined) return
    else go(to)
    event.preventDefault()
  }
  return (
    <div
      ref={ref}
      popover="auto"
      role="menu"
      aria-label={menu.label}
      class="menu"
      onKeyDown={onKeyDown}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onContextMenu={(event) => event.preventDefault()}
    >
      {entries.map((entry, n) => (
        <Entry
          key={entry.id}
          entry={entry}
          parted={n > 0 && entries[n - 1]?.group !== entry.group}
          active={n === at.value}
          onEnter={() => go(n)}
          onRun={() => {
            onClose()
            entry.run()
          }}
        />
      ))}
    </div>
  )
}

interface EntryProps {
  readonly entry: MenuEntry
  readonly parted: boolean
  readonly active: boolean
  readonly onEnter: () => void
  readonly onRun: () => void
}

function Entry({ entry, parted, active, onEnter, onRun }: EntryProps) {
  const blocked = entry.blocked !== undefined
  return (
    <>
      {parted && <div role="separator" class="menu-line" />}
      <button
        type="button"
        role="menuitem"
        class="menu-item"
        tabIndex={active ? 0 : -1}
        aria-disabled={blocked}
        onPointerEnter={onEnter}
        onClick={blocked ? undefined : onRun}
      >
        <LibraryIcon name={entry.icon} />
        <span class="menu-words">
          {entry.label}
          {blocked && <span class="menu-why">{entry.blocked}</span>}
        </span>
        {entry.keys && <kbd>{keysText(entry.keys)}</kbd>}
      </button>
    </>
  )
}

/** Whether something outside the menu has the focus; it got it on purpose, so it keeps it. */
const isElsewhere = (menu: HTMLElement): boolean => {
  const { activeElement } = document
  return activeElement !== null && activeElement !== document.body && !menu.contains(activeElement)
}

function place(menu: HTMLElement, { x, y }: OpenMenu): void {
  const { width, height } = menu.getBoundingClientRect()
  menu.style.left = `${Math.max(EDGE, Math.min(x, innerWidth - width - EDGE))}px`
  menu.style.top = `${Math.max(EDGE, Math.min(y, innerHeight - height - EDGE))}px`
}

/** Pixels between a menu and the window's edge. */
const EDGE = 4

function focusItem(menu: HTMLElement | null, at: number): void {
  menu?.querySelectorAll<HTMLElement>('[role=menuitem]')[at]?.focus()
}

function leadsTo(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  at: number,
  entries: readonly MenuEntry[],
): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1
    case 'ArrowUp':
      return at - 1
    case 'Home':
      return 0
    case 'End':
      return entries.length - 1
    default: {
      if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return undefined
      const after = [...entries.keys()].map((n) => (at + 1 + n) % entries.length)
      return after.find((n) => nameKey(entries[n]?.label ?? '').startsWith(nameKey(key)))
    }
  }
}
