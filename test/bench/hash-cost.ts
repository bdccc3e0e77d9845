/** What hashing costs besides time: processor time, memory, and how long the page does not respond. */
import { contest, type Figure } from './figure.ts'
import { mixedSizes } from './file-sets.ts'
import { type HashBrowser, openHashBrowser } from './hash-browser.ts'
import type { WayName } from './hash-page/ways.ts'

const RUNS = 3
const BASELINE = 'hash-wasm in two workers'

export async function benchHashCost(machine: string): Promise<readonly Figure[]> {
  const browser = await openHashBrowser()
  try {
    const few = await page(browser, machine)
    const many = await processorsAndMemory(browser, machine)
    return [few, ...many]
  } finally {
    await browser.close()
  }
}

// Helpers

/** Milliseconds. */
async function page(browser: HashBrowser, machine: string): Promise<Figure> {
  const set = browser.write('1,000 mixed', mixedSizes(1000, 100_000))
  await browser.open(set)
  const gap = (way: WayName) => () =>
    browser.page.evaluate((name) => window.hashPage.longestGap(name), way)
  return contest(
    {
      name: 'longest time that the page does not answer, hashing 1,000 mixed files',
      unit: 'ms',
      better: 'less',
      limit: 50,
      gates: { ours: 100 },
      runs: RUNS,
      contestants: {
        ours: gap('ours'),
        [BASELINE]: gap(BASELINE),
        'hash-wasm on the page': gap('hash-wasm on the page'),
        'spark-md5 on the page': gap('spark-md5 on the page'),
      },
    },
    machine,
  )
}

/** Seconds of work of all of Chromium's processes; megabytes at the renderer's peak, on a page of its own each time. */
async function processorsAndMemory(browser: HashBrowser, machine: string): Promise<Figure[]> {
  const set = browser.write('5,000 mixed', mixedSizes(5000, 51_000))
  await browser.open(set)
  const work = (way: WayName) => async () => {
    const before = await browser.cpuSeconds()
    await browser.measure(way, set)
    return (await browser.cpuSeconds()) - before
  }
  const peak = (way: WayName) => async () => {
    await browser.open(set)
    await browser.resetPeaks()
    await browser.measure(way, set)
    return browser.peakMegabytes()
  }
  const work5000 = await contest(
    {
      name: "processors' work for 5,000 mixed files",
      unit: 's',
      better: 'less',
      goals: { [BASELINE]: 1 / 0.45 },
      gates: { [BASELINE]: 1 / 0.6 },
      runs: RUNS,
      contestants: { ours: work('ours'), [BASELINE]: work(BASELINE) },
    },
    machine,
  )
  if (process.platform !== 'linux') return [work5000]
  const peak5000 = await contest(
    {
      name: "renderer's peak of memory, hashing 5,000 mixed files",
      unit: 'MB',
      better: 'less',
      limit: 600,
      gates: { ours: 800 },
      runs: RUNS,
      contestants: { ours: peak('ours'), [BASELINE]: peak(BASELINE) },
    },
    machine,
  )
  return [work5000, peak5000]
}
