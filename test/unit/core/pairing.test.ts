import { expect, it } from 'vitest'
import { pairInOrder } from '../../../src/core/pairing.ts'

const elements = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const pair = (assets: number[], from?: string, skipped: string[] = []) =>
  pairInOrder(assets, elements, { from, skipped: new Set(skipped) }).map(
    ({ asset, element }) => `${asset}${element?.id ?? '-'}`,
  )

it.each([
  [[1, 2], undefined, [], ['1a', '2b']],
  [[1, 2], 'c', [], ['1c', '2d']],
  [[1, 2, 3], 'c', [], ['1c', '2d', '3-']],
  [[1, 2], 'b', ['c'], ['1b', '2d']],
  [[1, 2], 'b', ['b'], ['1c', '2d']],
  [[1], 'gone', [], ['1a']],
  [[], 'a', [], []],
] as const)('%j from %s without %j: %j', (assets, from, skipped, pairs) => {
  expect(pair([...assets], from, [...skipped])).toEqual(pairs)
})
