import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * When a render removes the focused element from `container`, moves focus to what `fallback` finds. Focus that was
 * moved on purpose stays.
 */
export function useKeptFocus(
  container: RefObject<HTMLElement | null>,
  fallback: (lost: Element) => HTMLElement | null | undefined,
): void {
  const before = document.activeElement
  const focused = before && container.current?.contains(before) ? before : undefined
  useLayoutEffect(() => {
    if (!focused || (document.activeElement !== document.body && document.activeElement !== null))
      return
    const target =
      focused.isConnected && focused instanceof HTMLElement ? focused : fallback(focused)
    target?.focus({ preventScroll: true })
  })
}
