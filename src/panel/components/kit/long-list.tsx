import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { useWindow } from './use-window.ts'

interface LongListProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly keyOf: (item: Item, index: number) => string | number
  /** Height of each item, pixels. */
  readonly height: number
  readonly class?: string
  readonly children: (item: Item, index: number) => ComponentChildren
}

/** A windowed list for dialogs, with its own scrolling. */
export function LongList<Item>(props: LongListProps<Item>) {
  const { items, height, keyOf } = props
  const heights = useMemo(() => items.map(() => height), [items.length, height])
  const { scroller, start, end, topOf, total } = useWindow(heights)
  return (
    <div
      ref={scroller}
      class={`long-list ${props.class ?? ''}`}
      style={{ '--content': `${total + 2}px` }}
      tabIndex={0}
      role="group"
      aria-label={props.label}
    >
      <ul style={{ height: `${total}px` }}>
        {items.slice(start, end).map((item, i) => (
          <li
            key={keyOf(item, start + i)}
            style={{ top: `${topOf(start + i)}px`, height: `${height}px` }}
            aria-setsize={items.length}
            aria-posinset={start + i + 1}
          >
            {props.children(item, start + i)}
          </li>
        ))}
      </ul>
    </div>
  )
}
