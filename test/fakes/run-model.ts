import { signal } from '@preact/signals'
import type { SiteId } from '../../src/core/brands.ts'
import { runOpener, type OpenRun } from '../../src/panel/flow/open-run.ts'
import { RunModel, type RunModelDeps } from '../../src/panel/models/upload/run-model.ts'
import { FakeHasher } from './fake-hasher.ts'
import { FakeLibrary } from './fake-library.ts'
import { FakeNetwork } from './fake-network.ts'
import { FakeProxy } from './fake-proxy.ts'
import { idle, ManualClock } from './manual-clock.ts'
import { MemoryDigests } from './memory-digests.ts'
import { MemoryJournal, type MemoryDisk } from './memory-journal.ts'
import { MemoryReplacer } from './memory-replacer.ts'
import { memoryStore } from './memory-store.ts'
import type { Journal } from '../../src/panel/ports/journal.ts'
import type { Store, TakenFile } from '../../src/panel/ports/run.ts'

const SITE = '65f0c0ffee00000000000001' as SiteId

/** What differs between the runs of tests. */
interface RunModelParts extends Pick<
  RunModelDeps,
  'clock' | 'store' | 'frames' | 'destination' | 'folderPath' | 'site'
> {
  readonly proxy: FakeProxy
  readonly journal: Journal | undefined
  /** Resolves when the code of runs is loaded. */
  readonly load?: () => Promise<void>
}

/** A run's model as the panel assembles it, over fakes. */
export function assembleRunModel({ proxy, journal, load, ...parts }: RunModelParts) {
  const { clock } = parts
  const library = new FakeLibrary()
  library.stored = []
  const replacer = new MemoryReplacer()
  const hasher = new FakeHasher()
  const openNow = runOpener({
    clock,
    proxy,
    library: {
      known: (...args) => proxy.known(...args),
      catalogue: (...args) => library.catalogue(...args),
      bytes: (...args) => library.bytes(...args),
    },
    replacer,
    network: new FakeNetwork(),
    hasher,
    digests: new MemoryDigests(clock),
    designer: { moveAsset: async () => undefined },
    random: () => 1,
    runId: '00000000-0000-4000-8000-000000000001',
    journal,
  })
  const open: OpenRun = async (...args) => {
    await load?.()
    return openNow(...args)
  }
  const run = new RunModel({ ...parts, open, missing: signal(false), hasher })
  return { run, library, replacer }
}

/** The run's model on a site of its own. `disk`: where the run is journaled; without it, nowhere. */
export async function startRunModel(
  options: { load?: () => Promise<void>; disk?: MemoryDisk; store?: Store } = {},
) {
  const { load, disk, store = memoryStore() } = options
  const clock = new ManualClock()
  const proxy = new FakeProxy()
  const frames: (() => void)[] = []
  const journal = disk && new MemoryJournal(clock, disk)
  const { run, library, replacer } = assembleRunModel({
    clock,
    proxy,
    journal,
    store,
    ...(load && { load }),
    site: signal(SITE),
    frames: (callback) => void frames.push(callback),
    destination: () => null,
    folderPath: () => ['Brand'],
  })
  await idle()
  const frame = (): void => {
    for (const callback of frames.splice(0)) callback()
  }
  const finish = async (): Promise<void> => {
    for (let n = 0; n < 200; n++) {
      await clock.advance(n === 0 ? 0 : 1000)
      frame()
      if (run.status.value === 'settled') return
    }
  }
  const drop = (files: readonly TakenFile[]): void => run.add({ files, junk: 0, unreadable: [] })
  return { run, clock, proxy, library, replacer, frames, frame, finish, drop, journal }
}
