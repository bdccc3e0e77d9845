import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import {
  SELECT_ASSETS,
  type AssetOrOther,
} from '../../../../src/panel/models/library/view/asset-selection.ts'
import { selectionOver } from '../../../../src/panel/models/selection-model.ts'
import { assetOf } from '../../../fakes/fake-library.ts'

const id = (n: number) => assetOf(n).id
const asset = (n: number): AssetOrOther => ({ type: 'asset', key: id(n) })
const folder: AssetOrOther = { type: 'folder', key: 'folder:1' }
const heading: AssetOrOther = { type: 'heading', key: 'same:1' }
/** A folder, then assets 0 to 5 with a heading after asset 2. */
const ITEMS = [folder, asset(0), asset(1), asset(2), heading, asset(3), asset(4), asset(5)]

function over(items: readonly AssetOrOther[] = ITEMS) {
  const shown = signal(items)
  const selection = selectionOver(shown, SELECT_ASSETS)
  const numbers = () => [...selection.ids.value].map((one) => ITEMS_BY_ID.get(one))
  return { shown, selection, numbers }
}
const ITEMS_BY_ID = new Map(Array.from({ length: 10 }, (_, n) => [id(n), n]))

describe('a click', () => {
  it('selects alone; with Ctrl to and fro; with Shift a stretch from where the last click was', () => {
    const { selection, numbers } = over()
    selection.click(1, {})
    expect(numbers()).toEqual([0])
    selection.click(3, { toggle: true })
    expect(numbers()).toEqual([0, 2])
    selection.click(6, { extend: true })
    expect(numbers()).toEqual([2, 3, 4])
    selection.click(1, { extend: true })
    expect(numbers()).toEqual([0, 1, 2])
    selection.click(2, { toggle: true })
    expect(numbers()).toEqual([0, 2])
  })

  it('with Ctrl and Shift adds a stretch', () => {
    const { selection, numbers } = over()
    selection.click(1, {})
    selection.click(6, { toggle: true })
    selection.click(7, { toggle: true, extend: true })
    expect(numbers()).toEqual([0, 4, 5])
  })

  it('on a folder selects nothing, and leads there', () => {
    const { selection, numbers } = over()
    selection.click(1, {})
    selection.click(0, {})
    expect(numbers()).toEqual([])
    expect(selection.lead.value).toBe('folder:1')
  })
})

describe('the keyboard', () => {
  it('takes the selection along, leaves it with Ctrl, stretches it with Shift', () => {
    const { selection, numbers } = over()
    selection.go(1, {})
    selection.go(2, {})
    expect(numbers()).toEqual([1])
    selection.go(3, { extend: true })
    selection.go(5, { extend: true })
    expect(numbers()).toEqual([1, 2, 3])
    selection.go(2, { extend: true })
    expect(numbers()).toEqual([1])
    selection.go(7, { toggle: true })
    expect(numbers()).toEqual([1])
    expect(selection.lead.value).toBe(id(5))
    selection.toggle(7)
    expect(numbers()).toEqual([1, 5])
  })

  it('selects all that is shown and can be, and nothing', () => {
    const { selection, numbers } = over()
    selection.all()
    expect(numbers()).toEqual([0, 1, 2, 3, 4, 5])
    selection.none()
    expect(numbers()).toEqual([])
  })

  it('begins a stretch at the first item when nothing was touched', () => {
    const { selection, numbers } = over()
    selection.go(3, { extend: true })
    expect(numbers()).toEqual([0, 1, 2])
  })
})

describe('a frame', () => {
  it.each([
    [{}, [2, 3]],
    [{ extend: true }, [0, 2, 3]],
    [{ toggle: true }, [0, 3]],
  ])('with %o', (how, expected) => {
    const { selection, numbers } = over()
    selection.select([id(0), id(2)])
    const before = selection.ids.peek()
    // While it is drawn it comes and goes: only its last extent counts.
    selection.sweep(before, [asset(5)], how)
    selection.sweep(before, [asset(2), heading, asset(3)], how)
    expect(numbers().toSorted((a = 0, b = 0) => a - b)).toEqual(expected)
  })
})

describe('when other items are shown', () => {
  it('drops what can no longer be seen, and only that', () => {
    const { shown, selection, numbers } = over()
    selection.all()
    shown.value = [asset(4), asset(1)]
    expect(numbers().toSorted((a = 0, b = 0) => a - b)).toEqual([1, 4])
    shown.value = ITEMS
    expect(numbers().toSorted((a = 0, b = 0) => a - b)).toEqual([1, 4])
  })

  it('keeps the same set while nothing of it went', () => {
    const { shown, selection } = over()
    selection.click(1, {})
    const before = selection.ids.value
    shown.value = [asset(9), asset(0)]
    expect(selection.ids.value).toBe(before)
  })

  it('leads to what stands where the lead stood', () => {
    const { shown, selection } = over()
    selection.click(3, {})
    shown.value = ITEMS.filter((item) => item.key !== id(2))
    expect(selection.lead.value).toBe('same:1')
    shown.value = [asset(0)]
    expect(selection.lead.value).toBe(id(0))
    shown.value = []
    expect(selection.lead.value).toBeUndefined()
    shown.value = ITEMS
    expect(selection.lead.value).toBe('folder:1')
  })

  it('selects by name only what is shown', () => {
    const { selection, numbers } = over([asset(1)])
    selection.select([id(1), id(7)])
    expect(numbers()).toEqual([1])
  })
})

describe('the lead', () => {
  it('is the first item while nobody has led elsewhere, and stays with its item from then on', () => {
    const { shown, selection } = over([asset(0), asset(1)])
    expect(selection.lead.value).toBe(id(0))
    shown.value = [asset(1), asset(0)]
    expect(selection.lead.value).toBe(id(1))
    selection.focus(0)
    shown.value = [asset(0), asset(1)]
    expect(selection.lead.value).toBe(id(1))
  })

  it('can be moved without selecting, and the next stretch begins there', () => {
    const { selection, numbers } = over([asset(0), asset(1), asset(2), asset(3)])
    selection.click(0, {})
    selection.focus(2)
    expect(numbers()).toEqual([0])
    selection.go(3, { extend: true })
    expect(numbers()).toEqual([2, 3])
  })
})

describe('an item that stands for others, as a folded group', () => {
  interface Row {
    readonly key: string
    readonly id?: number
    readonly rows: readonly number[]
  }
  const row = (id: number): Row => ({ key: `row:${id}`, id, rows: [id] })
  const group = (...rows: number[]): Row => ({ key: 'group', rows })
  const overRows = (items: readonly Row[]) => {
    const shown = signal(items)
    const by = { idOf: ({ id }: Row) => id, idsOf: ({ rows }: Row) => rows }
    return { shown, selection: selectionOver(shown, by) }
  }

  it('brings nothing by a click or in a stretch, and all it stands for with "all"', () => {
    const { selection } = overRows([group(1, 2), row(3), row(4)])
    selection.click(0, {})
    expect([...selection.ids.value]).toEqual([])
    selection.click(2, { extend: true })
    expect([...selection.ids.value]).toEqual([3, 4])
    selection.all()
    expect([...selection.ids.value]).toEqual([1, 2, 3, 4])
  })

  it('keeps what it stands for selected, until it is gone itself', () => {
    const { shown, selection } = overRows([group(1, 2), row(1), row(2), row(3)])
    selection.click(1, {})
    selection.click(3, { toggle: true })
    shown.value = [group(1, 2), row(3)]
    expect([...selection.ids.value]).toEqual([1, 3])
    shown.value = [row(3)]
    expect([...selection.ids.value]).toEqual([3])
  })
})
