import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PanelView } from '../../kit/panel-view.ts'
import { strings } from '../../../strings/en/panel.ts'
import { number } from '../../../strings/format.ts'
import { ConflictRow } from './conflict-row.tsx'
import { FileRow } from './file-row.tsx'
import { GroupCard } from './group-card.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { ListItem } from './list-items.ts'
import { HEAD_ROWS, ListHead, onHead } from './list-head.tsx'
import { listKey } from './list-keys.ts'
import { keyOfEvent, onButton, useItemFocus } from '../../kit/list-focus.ts'
import type { List } from './use-list.ts'
import { drawnItems, useWindow } from '../../kit/use-window.ts'

/** The windowed list of the run's files: thousands of rows, a few dozen in the document. */
export function UploadList({ panel, list }: { panel: PanelView; list: List }) {
  const items = list.items.value
  const { wide, measured, box } = useMeasures()
  const heights = useMemo(
    () => items.map((item) => heightOf(item, wide, measured)),
    [items, wide, measured],
  )
  const view = useWindow(heights)
  const { selection } = list
  const active = Math.max(0, selection.indexOf(selection.lead.value))
  const focus = useItemFocus(view.scroller, () => items[active]?.key)

  const { sort } = panel.run
  useLayoutEffect(() => view.scroller.current?.scrollTo({ top: 0 }), [sort.value])

  const onKeyDown = (event: KeyboardEvent) => {
    if (onHead(event)) return
    if (onButton(event) && (event.key === 'Enter' || event.key === ' ')) return
    const key = listKey(event, active, items.length, view.page)
    if (!key) return
    event.preventDefault()
    const to = list.press(key, active)
    if (to === undefined) return
    view.reveal(to)
    focus(items[to]?.key)
  }
  const onClick = (event: MouseEvent) => {
    const at = selection.indexOf(keyOfEvent(event))
    const how = { toggle: event.ctrlKey || event.metaKey, extend: event.shiftKey }
    if (at >= 0 && !onButton(event)) selection.click(at, how)
  }
  const onFocusIn = (event: FocusEvent) => {
    const at = selection.indexOf(keyOfEvent(event))
    if (at >= 0) selection.go(at, { toggle: true })
  }
  const onDblClick = (event: MouseEvent) => {
    const at = selection.indexOf(keyOfEvent(event))
    if (at >= 0 && !onButton(event)) list.press({ type: 'details' }, at)
  }
  const shown = drawnItems(view, active < items.length ? active : undefined)
  return (
    <div
      ref={view.scroller}
      class={`list ${wide ? 'wide' : 'narrow'}`}
      role="grid"
      aria-label={strings.files}
      aria-multiselectable="true"
      aria-rowcount={items.length + HEAD_ROWS}
      aria-colcount={5}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDblClick={onDblClick}
      onFocusIn={onFocusIn}
    >
      <ListHead run={panel.run} />
      <div ref={box} role="rowgroup" class="list-box" style={{ height: `${view.total}px` }}>
        {shown.map((index) => (
          <Item
            key={items[index]?.key}
            item={items[index]}
            panel={panel}
            list={list}
            index={index}
            top={view.topOf(index)}
            height={heights[index] ?? 0}
            active={index === active}
          />
        ))}
      </div>
      {items.length === 0 && (
        <div role="row" class="list-empty">
          <div role="gridcell">{strings.filterEmpty[list.filter.value]}</div>
        </div>
      )}
    </div>
  )
}

// Helpers

/** Width in pixels from which a row is one line; must match the style sheet. */
const WIDE = 520
const HEIGHTS = {
  section: 28,
  wide: 36,
  narrow: 46,
  undecided: 76,
  group: 92,
  conflict: 190,
} as const

interface ItemProps {
  readonly item: ListItem | undefined
  readonly panel: PanelView
  readonly list: List
  readonly index: number
  readonly top: number
  readonly height: number
  readonly active: boolean
}

function Item({ item, panel, list, index, top, height, active }: ItemProps) {
  const place = { index: index + 1 + HEAD_ROWS, top, active }
  switch (item?.type) {
    case 'row': {
      const selected = list.selection.ids.value.has(item.row.id)
      if (item.conflict) {
        return <ConflictRow {...place} row={item.row} panel={panel} selected={selected} />
      }
      return <FileRow {...place} row={item.row} panel={panel} height={height} selected={selected} />
    }
    case 'group':
      return (
        <GroupCard
          {...place}
          group={item.group}
          panel={panel}
          folded={item.folded}
          itemKey={item.key}
          onFold={() => list.fold(item)}
        />
      )
    case 'section':
      return <SectionHead {...place} item={item} onFold={() => list.fold(item)} />
    case undefined:
      return null
  }
}

function SectionHead(props: {
  item: Extract<ListItem, { type: 'section' }>
  index: number
  top: number
  active: boolean
  onFold: () => void
}) {
  const { item, index, top, active } = props
  return (
    <div
      role="row"
      class="section"
      style={{ top: `${top}px`, height: `${HEIGHTS.section}px` }}
      data-key={item.key}
      aria-rowindex={index}
      tabIndex={active ? 0 : -1}
    >
      <div role="gridcell" aria-colspan={5}>
        <button
          type="button"
          class="fold"
          aria-expanded={!item.folded}
          tabIndex={active ? 0 : -1}
          onClick={props.onFold}
        >
          <Icon name={item.folded ? 'chevron' : 'down'} size={12} />
          {strings.filters[item.section]} <span class="count">{number(item.count)}</span>
        </button>
      </div>
    </div>
  )
}

/**
 * The list's width class, and the heights of groups and conflicts: their text wraps, so they are measured after
 * rendering and when the width changes.
 */
function useMeasures() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map())
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const resized = new ResizeObserver(() => setWidth(element.clientWidth))
    resized.observe(element)
    setWidth(element.clientWidth)
    return () => resized.disconnect()
  }, [])
  useLayoutEffect(() => {
    const changed = [...(box.current?.querySelectorAll<HTMLElement>('.group, .conflict-row') ?? [])]
      .map((group) => [group.dataset['key'] ?? '', group.offsetHeight] as const)
      .filter(([key, height]) => measured.get(key) !== height)
    if (changed.length > 0) setMeasured(new Map([...measured, ...changed]))
  })
  return { box, wide: width >= WIDE, measured }
}

function heightOf(item: ListItem, wide: boolean, measured: ReadonlyMap<string, number>): number {
  switch (item.type) {
    case 'section':
      return HEIGHTS.section
    case 'group':
      return measured.get(item.key) ?? HEIGHTS.group
    case 'row':
      if (item.conflict) return measured.get(item.key) ?? HEIGHTS.conflict
      if (wide) return HEIGHTS.wide
      return item.undecided ? HEIGHTS.undecided : HEIGHTS.narrow
  }
}
