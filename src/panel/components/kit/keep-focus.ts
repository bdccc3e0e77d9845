import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * Where a render takes the focused element away from inside `container`, focus goes to what `fallback` finds
 * instead of to nowhere. Focus that somebody moved is left alone.
 */
export function useKeptFocus(
  container: RefObject<HTMLElement | null>,
  fallback: (lost: Element) => HTMLElement | null | undefined,
): void {
  const before = document.activeElement
  const held = before && container.current?.contains(before) ? before : undefined
  useLayoutEffect(() => {
    if (!held || (document.activeElement !== document.body && document.activeElement !== null))
      return
    const target = held.isConnected && held instanceof HTMLElement ? held : fallback(held)
    target?.focus({ preventScroll: true })
  })
}
