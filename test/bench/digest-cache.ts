/** 5,000 files that this browser has hashed before: recalling their digests from the cache beside hashing them again. */
import { contest, type Figure } from './figure.ts'
import { mixedSizes } from './file-sets.ts'
import { check, openHashBrowser } from './hash-browser.ts'

/** Milliseconds; a page of its own each time, so that storage is opened each time. */
export async function benchDigestCache(machine: string): Promise<readonly Figure[]> {
  const browser = await openHashBrowser()
  try {
    const set = browser.write('5,000 mixed', mixedSizes(5000, 51_000))
    await browser.open(set)
    await browser.page.evaluate((digests) => window.hashPage.remember(digests), [...set.digests])
    const recall = async (): Promise<number> => {
      await browser.open(set)
      const measured = await browser.page.evaluate(() => window.hashPage.recall())
      check('the cache', measured, set)
      return measured.ms
    }
    const hash = async (): Promise<number> => {
      await browser.open(set)
      return browser.measure('ours', set)
    }
    const figure = await contest(
      {
        name: 'digests of 5,000 files seen before',
        unit: 'ms',
        better: 'less',
        limit: 60,
        goals: { 'hashing them': 40 },
        gates: { ours: 150, 'hashing them': 40 },
        runs: 5,
        contestants: { ours: recall, 'hashing them': hash },
      },
      machine,
    )
    return [figure]
  } finally {
    await browser.close()
  }
}
