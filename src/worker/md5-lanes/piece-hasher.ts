/** One file in pieces, through the first lane. */
import type { Kernels } from './kernels.ts'
import { FIRST_STATE, type LaneMemory, hexOf } from './lane-memory.ts'
import { BLOCK_BYTES, LANE_PIECE_BYTES } from './layout.ts'

/** One running digest. `digest` ends it; `init` starts the next one. */
export interface PieceHasher {
  init(): void
  update(bytes: Uint8Array): void
  /** 32 lower-case hex digits. */
  digest(): string
}

/** Keeps its state outside of the lanes between calls, so that any number of hashers can share them. */
export function createPieceHasher(kernels: Kernels, memory: LaneMemory): PieceHasher {
  const piece = memory.pieceAt(0)
  /** The bytes behind the last whole block. */
  const rest = new Uint8Array(BLOCK_BYTES)
  let state = FIRST_STATE
  let held = 0
  let total = 0

  function run(blocks: number): void {
    memory.setState(0, state)
    memory.setPointer(0, piece)
    kernels.run(1, blocks)
    state = memory.state(0)
  }

  function layRest(): void {
    memory.lay(rest.subarray(0, held), piece)
  }

  return {
    init() {
      state = FIRST_STATE
      held = 0
      total = 0
    },
    update(bytes) {
      total += bytes.length
      let from = 0
      while (from < bytes.length) {
        const size = Math.min(bytes.length - from, LANE_PIECE_BYTES - held)
        layRest()
        memory.lay(bytes.subarray(from, from + size), piece + held)
        const blocks = Math.floor((held + size) / BLOCK_BYTES)
        if (blocks > 0) run(blocks)
        held = (held + size) % BLOCK_BYTES
        rest.set(memory.bytesAt(piece + blocks * BLOCK_BYTES, held))
        from += size
      }
    },
    digest() {
      layRest()
      run(memory.pad(piece, held, total))
      return hexOf(state)
    },
  }
}
