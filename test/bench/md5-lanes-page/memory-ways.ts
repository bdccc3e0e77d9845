/** Ways of hashing bytes that are in memory already, the same in Node and in a page. */
import { createMD5 } from 'hash-wasm'
import { startKernels } from '../../../src/worker/md5-lanes/kernels.ts'
import { LaneMemory } from '../../../src/worker/md5-lanes/lane-memory.ts'
import { createLanesHasher } from '../../../src/worker/md5-lanes/lanes-hasher.ts'
import { BLOCK_BYTES, MAX_LANES, LANE_PIECE_BYTES } from '../../../src/worker/md5-lanes/layout.ts'

export type Files = readonly Uint8Array[]

export interface MemoryWays {
  readonly lanes: (files: Files) => string[]
  readonly hashWasm: (files: Files) => string[]
  /** Megabytes a second of a bare kernel on bytes in the arena. */
  readonly kernel: (lanes: number) => number
}

/** Bytes a measurement goes through at least, so that the clock's grain does not matter. */
const LEAST_BYTES = 64_000_000

export async function memoryWays(): Promise<MemoryWays> {
  const hasher = await createLanesHasher()
  const peer = await createMD5()
  const kernels = await startKernels()
  const memory = new LaneMemory(kernels.memory)
  for (let lane = 0; lane < MAX_LANES; lane++) memory.setPointer(lane, memory.pieceAt(lane))
  return {
    lanes: (files) => hasher.hashMany(files),
    hashWasm: (files) => files.map((file) => peer.init().update(file).digest('hex')),
    kernel: (lanes) =>
      megabytesPerSecond(lanes * LANE_PIECE_BYTES, () =>
        kernels.run(lanes, LANE_PIECE_BYTES / BLOCK_BYTES),
      ),
  }
}

/** Megabytes (1,000,000 bytes) a second of a run that goes through `bytes`. */
export function megabytesPerSecond(bytes: number, run: () => unknown): number {
  const times = Math.ceil(LEAST_BYTES / bytes)
  const start = performance.now()
  for (let time = 0; time < times; time++) run()
  return (times * bytes) / 1000 / (performance.now() - start)
}
