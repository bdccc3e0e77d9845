import type { AssetId, FolderId, RowId } from '../../src/core/brands.ts'
import { isSettled, type RowState } from '../../src/core/row.ts'
import { SeenFiles } from '../../src/core/seen-files.ts'
import { Run } from '../../src/panel/flow/run.ts'
import type { RunRow, TakenFile } from '../../src/panel/ports/run.ts'
import { FakeHasher } from './fake-hasher.ts'
import { FakeLibrary } from './fake-library.ts'
import { FakeNetwork } from './fake-network.ts'
import { FakeProxy } from './fake-proxy.ts'
import { idle, ManualClock } from './manual-clock.ts'
import { MemoryDigests } from './memory-digests.ts'
import { MemoryReplacer } from './memory-replacer.ts'

/** A run over fakes that records its events. `seen`: files that the browser has read before. */
export function startRun(seen = new SeenFiles()) {
  const clock = new ManualClock()
  const hasher = new FakeHasher()
  const digests = new MemoryDigests(clock, seen)
  const proxy = new FakeProxy()
  const library = new FakeLibrary()
  library.stored = []
  const replacer = new MemoryReplacer()
  const moves: { asset: AssetId; folder: FolderId | null }[] = []
  const designer = {
    failNext: [] as Error[],
    async moveAsset(asset: AssetId, folder: FolderId | null) {
      const failure = designer.failNext.shift()
      if (failure) throw failure
      moves.push({ asset, folder })
    },
  }
  const rows: RunRow[] = []
  const byId = new Map<number, RunRow>()
  const phases = new Map<RowId, string[]>()
  const progress = new Map<RowId, number[]>()
  const toMake: number[] = []
  const outages: (number | undefined)[] = []
  const network = new FakeNetwork()
  const run = new Run({
    clock,
    hasher,
    digests,
    proxy,
    library: {
      known: (...args) => proxy.known(...args),
      catalogue: (...args) => library.catalogue(...args),
      bytes: (...args) => library.bytes(...args),
    },
    replacer,
    network,
    designer,
    random: () => 1,
    runId: () => '00000000-0000-4000-8000-000000000001',
    observer: {
      rowsAdded(added) {
        for (const row of added) {
          rows.push(row)
          byId.set(row.id, row)
          phases.set(row.id, [row.state.phase])
          progress.set(row.id, [])
        }
      },
      rowsRemoved(ids) {
        for (const id of ids) rows.splice(rows.indexOf(row(id)), 1)
      },
      rowChanged: (id) => phases.get(id)?.push(row(id).state.phase),
      rowProgress: (id, bytes) => progress.get(id)?.push(bytes),
      budget: () => undefined,
      outage: (until) => void outages.push(until),
      foldersToMake: (count) => void toMake.push(count),
    },
  })
  const row = (id: number): RunRow => {
    const found = byId.get(id)
    if (!found) throw new Error(`There is no row ${id}.`)
    return found
  }
  /** Runs everything and advances the clock until all rows are settled. */
  const finish = async (): Promise<void> => {
    for (let n = 0; n < 400 && !rows.every(({ state }) => isSettled(state)); n++) {
      await clock.advance(n === 0 ? 0 : 1000)
    }
    await idle()
  }
  return {
    clock,
    hasher,
    digests,
    proxy,
    library,
    replacer,
    designer,
    moves,
    run,
    rows,
    phases,
    progress,
    toMake,
    outages,
    network,
    row,
    finish,
    state: (id: number): RowState => row(id).state,
    phasesOf: (id: number) => phases.get(row(id).id),
  }
}

/** A dropped file: its path and its contents (default: its path). */
export function taken(path: string, content = path): TakenFile {
  const names = path.split('/')
  const name = names.pop() ?? ''
  return { file: new File([content], name), path: names }
}

/** `count` files, each with its own name and bytes. */
export function many(count: number, prefix = 'file'): TakenFile[] {
  return Array.from({ length: count }, (_, n) => taken(`${prefix}-${n}.png`))
}
