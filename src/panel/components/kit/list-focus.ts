/** What lists whose items carry a `data-key` share: finding an item, leading the focus to it. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useKeptFocus } from './keep-focus.ts'

/** The item with this key, where it is drawn. */
export const itemOf = (list: HTMLElement | null, key: string | undefined): HTMLElement | null =>
  key === undefined ? null : (list?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? null)

/** Key of the item that an event is about; undefined: of none. */
export const keyOfEvent = ({ target }: Event): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined

/** Clicks and keys on buttons are the buttons' own. */
export const onButton = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('button') !== null

/**
 * Keeps the focus in a list of which only a part is drawn: where a focused item goes, the item that `leadNow` names gets
 * the focus. The returned function focuses an item as soon as it is drawn.
 */
export function useItemFocus(
  list: RefObject<HTMLElement | null>,
  leadNow: () => string | undefined,
): (key: string | undefined) => void {
  const wanted = useRef<string>(undefined)
  const lead = (): void => {
    const target = itemOf(list.current, wanted.current)
    if (!target) return
    wanted.current = undefined
    target.focus({ preventScroll: true })
  }
  useKeptFocus(list, () => itemOf(list.current, leadNow()))
  useLayoutEffect(lead)
  return (key) => {
    wanted.current = key
    // Where it is drawn already, nothing draws it again.
    lead()
  }
}
