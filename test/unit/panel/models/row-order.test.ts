/** The order of a run's files: what each way to sort means, and that it holds while rows come and go. */
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { rowId } from '../../../../src/core/brands.ts'
import { RowOrder } from '../../../../src/panel/models/upload/row-order.ts'
import { AS_ADDED, type RowSort } from '../../../../src/panel/models/row-sorts.ts'
import type { RowView } from '../../../../src/panel/models/views.ts'

type Told = Partial<Pick<RowView, 'name' | 'size' | 'folder'>>

let nextId = 1
const row = (told: Told): RowView => ({
  id: rowId(nextId++),
  file: new File([], 'file'),
  size: 0,
  name: 'file',
  path: [],
  folder: [],
  state: signal({ phase: 'queued' }),
  sentBytes: signal(0),
  ...told,
})

function sorted(by: RowSort['by'], descending: boolean, ...told: readonly Told[]) {
  const order = new RowOrder({ by, descending })
  for (const one of told.map(row)) order.add(one)
  return order.rows()
}
const names = (rows: readonly RowView[]): readonly string[] => rows.map(({ name }) => name)

describe('the order of the files', () => {
  it('is that of people for names: numbers by their value, case and accents aside', () => {
    const told = ['img 10.png', 'Über.png', 'IMG 9.png', 'unter.png', 'zoo.png', 'a.png']
    const up = sorted('name', false, ...told.map((name) => ({ name })))
    expect(names(up)).toEqual([
      'a.png',
      'IMG 9.png',
      'img 10.png',
      'Über.png',
      'unter.png',
      'zoo.png',
    ])
    const down = sorted('name', true, ...told.map((name) => ({ name })))
    expect(names(down)).toEqual(names(up).toReversed())
  })

  it('keeps equals in the order in which they were added, both ways', () => {
    const told = [
      { name: 'a', size: 2 },
      { name: 'b', size: 1 },
      { name: 'c', size: 2 },
    ]
    expect(names(sorted('size', false, ...told))).toEqual(['b', 'a', 'c'])
    expect(names(sorted('size', true, ...told))).toEqual(['a', 'c', 'b'])
  })

  it('has a folder before what is in it, and what is in it before its neighbours', () => {
    const folders = [['a b'], ['a', 'z'], [], ['a'], ['a', 'z', '2'], ['b']]
    const up = sorted('folder', false, ...folders.map((folder) => ({ folder })))
    expect(up.map(({ folder }) => folder.join('/'))).toEqual(['', 'a', 'a/z', 'a/z/2', 'a b', 'b'])
  })

  it('turns with the last one added first', () => {
    const down = sorted('added', true, { name: 'a' }, { name: 'b' }, { name: 'c' })
    expect(names(down)).toEqual(['c', 'b', 'a'])
  })
})

describe('rows that come and go', () => {
  it('find their places, however they come: as if all had come at once', () => {
    // A sequence without a pattern that is the same every time.
    const sizes = Array.from({ length: 300 }, (_, n) => (n * 7919) % 97)
    const rows = sizes.map((size, n) => row({ size, name: `file ${n}` }))
    const sort = { by: 'size', descending: true } as const
    const [bitwise, atOnce] = [new RowOrder(sort), new RowOrder(sort)]
    for (const [n, one] of rows.entries()) {
      bitwise.add(one)
      if (n % 7 === 0) bitwise.rows()
    }
    const gone = rows.filter((_, n) => n % 5 === 0)
    for (const one of gone) bitwise.remove(one)
    for (const one of rows) if (!gone.includes(one)) atOnce.add(one)
    expect(names(bitwise.rows())).toEqual(names(atOnce.rows()))
    expect(bitwise.rows()).toHaveLength(240)
  })

  it('forget one that went before it was shown', () => {
    const order = new RowOrder(AS_ADDED)
    const [first, second] = [row({ name: 'first' }), row({ name: 'second' })]
    order.add(first)
    order.add(second)
    order.remove(first)
    expect(names(order.rows())).toEqual(['second'])
  })

  it('stay as they were until a thousand names and more are in their new order', () => {
    const order = new RowOrder(AS_ADDED)
    const rows = Array.from({ length: 2500 }, (_, n) => row({ name: `${2500 - n}` }))
    for (const one of rows) order.add(one)
    order.rows()
    order.sortBy({ by: 'name', descending: false })
    order.remove(rows[0])
    const seen = [order.rows(), order.rows(), order.rows()]
    expect(seen.map((rows) => rows[0]?.name)).toEqual(['2499', '2499', '1'])
    expect(seen.map((rows) => rows.length)).toEqual([2499, 2499, 2499])
    expect(order.isWhole).toBe(true)
    expect(names(seen[2])).toEqual(Array.from({ length: 2499 }, (_, n) => `${n + 1}`))
  })

  it('stay all when another order is asked for, those not shown yet too', () => {
    const order = new RowOrder(AS_ADDED)
    order.add(row({ name: 'b' }))
    order.rows()
    order.add(row({ name: 'a' }))
    order.sortBy({ by: 'name', descending: false })
    expect(names(order.rows())).toEqual(['a', 'b'])
  })
})
