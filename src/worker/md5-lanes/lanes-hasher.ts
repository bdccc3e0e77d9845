/**
 * Computes the MD5 of up to twelve files at once in the lanes of WASM SIMD. Runs in the hash worker, or on the page if
 * workers cannot start.
 *
 * MD5 is one long chain of dependent steps, so a single file leaves most of a processor idle. Several files at once use
 * it better: the lanes of a vector share instructions, and groups of vectors fill each other's latencies.
 */
import { hashMany } from './hash-many.ts'
import { startKernels } from './kernels.ts'
import { LaneMemory } from './lane-memory.ts'
import { createPieceHasher } from './piece-hasher.ts'
import { selfTest, type LanesHasher } from './self-test.ts'

/**
 * Compiles the kernels and runs the self-test.
 * @throws Error if WASM is forbidden, has no SIMD, or computes wrong digests.
 */
export async function createLanesHasher(): Promise<LanesHasher> {
  const kernels = await startKernels()
  const memory = new LaneMemory(kernels.memory)
  const hasher: LanesHasher = {
    hashMany: (files) => hashMany(kernels, memory, files),
    createHasher: () => createPieceHasher(kernels, memory),
  }
  selfTest(hasher)
  return hasher
}
