/** Finding and focusing items in lists whose items have a `data-key`. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useKeptFocus } from './keep-focus.ts'

/** The item with this key, if it is rendered. */
export const itemOf = (list: HTMLElement | null, key: string | undefined): HTMLElement | null =>
  key === undefined ? null : (list?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? null)

/** The key of the event's item; undefined: none. */
export const keyOfEvent = ({ target }: Event): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined

/** Whether the event belongs to a button. */
export const onButton = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('button') !== null

/**
 * Keeps focus in a windowed list: when a focused item is removed, the item that `leadNow` names gets the focus. The
 * returned function focuses an item once it is rendered.
 */
export function useItemFocus(
  list: RefObject<HTMLElement | null>,
  leadNow: () => string | undefined,
): (key: string | undefined) => void {
  const pending = useRef<string>(undefined)
  const lead = (): void => {
    const target = itemOf(list.current, pending.current)
    if (!target) return
    pending.current = undefined
    target.focus({ preventScroll: true })
  }
  useKeptFocus(list, () => itemOf(list.current, leadNow()))
  useLayoutEffect(lead)
  return (key) => {
    pending.current = key
    // If it is rendered already, no render follows.
    lead()
  }
}
