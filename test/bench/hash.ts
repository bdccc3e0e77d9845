/** Hashing in Chromium, from files on disk to digests, beside what others do. Every digest is checked. */
import { contest, type Figure } from './figure.ts'
import { equalSizes, mixedSizes } from './file-sets.ts'
import { type HashBrowser, openHashBrowser } from './hash-browser.ts'
import type { WayName } from './hash-page/ways.ts'

const RUNS = 3

const BASELINE = 'hash-wasm in two workers'
const SPARK = 'spark-md5 on the page'
/** Never reached; bounds below 1 say how near. */
const FLOOR = 'reading alone'
/** Beside ours with every set. */
const PEERS: readonly WayName[] = [BASELINE, FLOOR]
/** Minutes in all with every set: with the largest one, once. */
const SLOW: readonly WayName[] = [SPARK, 'md5 on the page']

interface BenchSet {
  readonly name: string
  readonly sizes: readonly number[]
  readonly peers?: readonly WayName[]
  readonly goals: Readonly<Record<string, number>>
  readonly gates: Readonly<Record<string, number>>
}

const SETS: readonly BenchSet[] = [
  {
    name: '2,000 files of 50 KB',
    sizes: equalSizes(2000, 50_000),
    goals: { [BASELINE]: 3 },
    gates: { [BASELINE]: 2.2 },
  },
  {
    name: '500 files of 500 KB',
    sizes: equalSizes(500, 500_000),
    goals: { [BASELINE]: 2.7 },
    gates: { [BASELINE]: 2 },
  },
  {
    name: '100 files of 4 MB',
    sizes: equalSizes(100, 4_000_000),
    goals: { [BASELINE]: 2 },
    gates: { [BASELINE]: 1.5 },
  },
  {
    name: '1,000 mixed files, 360 MB',
    sizes: mixedSizes(1000, 100_000),
    goals: { [BASELINE]: 2.6 },
    gates: { [BASELINE]: 1.9 },
  },
  {
    name: '5,000 mixed files, 836 MB',
    sizes: mixedSizes(5000, 51_000),
    peers: [...PEERS, ...SLOW],
    goals: { [BASELINE]: 3, [SPARK]: 7.5, [FLOOR]: 1 / 1.25 },
    gates: { [BASELINE]: 2.2, [SPARK]: 5, [FLOOR]: 1 / 1.5 },
  },
]

/** Megabytes (1,000,000 bytes) a second. */
export async function benchHash(machine: string): Promise<readonly Figure[]> {
  const browser = await openHashBrowser()
  try {
    const figures: Figure[] = []
    for (const set of SETS) figures.push(await benchSet(browser, set, machine))
    return figures
  } finally {
    await browser.close()
  }
}

// Helpers

async function benchSet(
  browser: HashBrowser,
  { name, sizes, peers = PEERS, goals, gates }: BenchSet,
  machine: string,
): Promise<Figure> {
  const set = browser.write(name, sizes)
  await browser.open(set)
  const speed = (way: WayName) => async () => set.bytes / 1000 / (await browser.measure(way, set))
  const contestants = {
    ours: speed('ours'),
    ...Object.fromEntries(peers.map((way) => [way, speed(way)])),
  }
  return contest(
    {
      name: `hashing ${name} in Chromium`,
      unit: 'MB/s',
      better: 'more',
      goals,
      gates,
      runs: RUNS,
      once: SLOW,
      contestants,
    },
    machine,
  )
}
