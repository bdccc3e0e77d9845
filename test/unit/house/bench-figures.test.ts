import { describe, expect, it } from 'vitest'
import { contest, type Figure, isBroken, isMet } from '../../bench/figure.ts'
import { withFigures } from '../../bench/readme.ts'

const figure = (change: Partial<Figure>): Figure => ({
  name: 'something',
  unit: 's',
  ours: 10,
  peers: {},
  ratio: {},
  runs: 3,
  machine: '2 × Slow, x64',
  ...change,
})

describe('a figure', () => {
  it.each([
    [{}, true],
    [{ limit: 10 }, true],
    [{ limit: 9.9 }, false],
    [{ ratio: { other: 6.1 }, goals: { other: 6 } }, true],
    [{ ratio: { other: 5.9 }, goals: { other: 6 } }, false],
    [{ ratio: { other: 5.9 }, goals: { another: 6 } }, false],
    [{ ratio: { other: 9 }, goals: { other: 6 }, limit: 9 }, false],
  ])('with %o is met: %s', (change, met) => {
    expect(isMet(figure(change))).toBe(met)
  })

  it.each([
    [{}, false],
    [{ limit: 5, goals: { other: 6 } }, false],
    [{ gates: { ours: 10 } }, false],
    [{ gates: { ours: 9.9 } }, true],
    [{ ratio: { other: 2 }, gates: { other: 2 } }, false],
    [{ ratio: { other: 1.9 }, gates: { other: 2 } }, true],
    [{ ratio: { another: 9 }, gates: { other: 2 } }, true],
  ])('with %o is broken: %s', (change, broken) => {
    expect(isBroken(figure(change))).toBe(broken)
  })
})

describe('a contest', () => {
  it('runs all in turn after a warm-up, the slow ones once, and compares medians', async () => {
    const ran: string[] = []
    const run =
      (name: string, ...figures: number[]) =>
      async () => {
        ran.push(name)
        return figures.shift() ?? Number.NaN
      }
    const contestants = { ours: run('ours', 9, 1, 3, 2), slow: run('slow', 8) }
    const plan = {
      name: 'x',
      unit: 's',
      better: 'less',
      runs: 3,
      once: ['slow'],
      contestants,
    } as const
    expect(await contest(plan, 'm')).toMatchObject({
      ours: 2,
      peers: { slow: 8 },
      ratio: { slow: 4 },
    })
    expect(ran).toEqual(['ours', 'ours', 'slow', 'ours', 'ours'])
  })
})

describe('the benchmark page', () => {
  const text = `before\n\n<!-- figures: npm run bench -- --docs -->\n\nold\n\n<!-- end of figures -->\n\nafter\n`

  it('gets the figures between its markers: ratios where there are peers', () => {
    const written = withFigures(text, [
      figure({ ratio: { 'the loop': 11.23, 'six at once': 1.05 }, goals: { 'the loop': 6 } }),
      figure({ name: 'memory', ours: 35.31, unit: 'MB', limit: 64 }),
    ])
    expect(written).toContain('on 2 × Slow, x64:')
    expect(written).toContain('| something | 11 × the loop, 1.1 × six at once | 6 × the loop |')
    expect(written).toContain('| memory | 35 MB | below 64 MB |')
    expect(withFigures(text, [figure({ ratio: { 'the loop': 2 }, limit: 50 })])).toContain(
      '| something | 10 s, 2 × the loop | below 50 s |',
    )
    expect(written).not.toContain('old')
    expect(written).toMatch(/^before\n[^]*\nafter\n$/)
    expect(withFigures(written, [figure({ ours: 3 })])).not.toContain('35 MB')
  })

  it('without its markers is not touched', () => {
    expect(() => withFigures('nothing', [])).toThrow('has no line')
  })
})
