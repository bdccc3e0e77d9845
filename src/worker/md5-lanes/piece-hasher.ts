/** Hashes one file in pieces, in the first lane. */
import type { Kernels } from './kernels.ts'
import { FIRST_STATE, type LaneMemory, hexOf } from './lane-memory.ts'
import { BLOCK_BYTES, LANE_PIECE_BYTES } from './layout.ts'

/** Computes one digest at a time: `digest` ends it, `init` starts the next one. */
export interface PieceHasher {
  init(): void
  update(bytes: Uint8Array): void
  /** 32 lower-case hex digits. */
  digest(): string
}

/** Each hasher saves its state between calls, so that any number of them can share the lane. */
export function createPieceHasher(kernels: Kernels, memory: LaneMemory): PieceHasher {
  const piece = memory.pieceAt(0)
  /** The bytes after the last whole block. */
  const rest = new Uint8Array(BLOCK_BYTES)
  let state = FIRST_STATE
  let restLength = 0
  let total = 0

  function run(blocks: number): void {
    memory.setState(0, state)
    memory.setPointer(0, piece)
    kernels.run(1, blocks)
    state = memory.state(0)
  }

  function writeRest(): void {
    memory.write(rest.subarray(0, restLength), piece)
  }

  return {
    init() {
      state = FIRST_STATE
      restLength = 0
      total = 0
    },
    update(bytes) {
      total += bytes.length
      let from = 0
      while (from < bytes.length) {
        const size = Math.min(bytes.length - from, LANE_PIECE_BYTES - restLength)
        writeRest()
        memory.write(bytes.subarray(from, from + size), piece + restLength)
        const blocks = Math.floor((restLength + size) / BLOCK_BYTES)
        if (blocks > 0) run(blocks)
        restLength = (restLength + size) % BLOCK_BYTES
        rest.set(memory.bytesAt(piece + blocks * BLOCK_BYTES, restLength))
        from += size
      }
    },
    digest() {
      writeRest()
      run(memory.pad(piece, restLength, total))
      return hexOf(state)
    },
  }
}
