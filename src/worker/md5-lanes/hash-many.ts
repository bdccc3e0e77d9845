/** Hashes many files in the lanes: the longest first; a free lane takes the next file. */
import type { Kernels } from './kernels.ts'
import { FIRST_STATE, type LaneMemory, hexOf } from './lane-memory.ts'
import { BLOCK_BYTES, MAX_LANES, LANE_PIECE_BYTES } from './layout.ts'

/** See `LanesHasher.hashMany`. */
export function hashMany(
  kernels: Kernels,
  memory: LaneMemory,
  files: readonly Uint8Array[],
): string[] {
  const digests = files.map(() => '')
  const shortestFirst = files
    .map((bytes, index) => ({ bytes, index }))
    .sort((a, b) => a.bytes.length - b.bytes.length)
  const lanes = shortestFirst
    .splice(-MAX_LANES)
    .map((file, lane) => new Lane(memory, memory.pieceAt(lane), file))
  for (const slot of lanes.keys()) memory.setState(slot, FIRST_STATE)

  while (lanes.length > 0) {
    const blocks = runAll(kernels, memory, lanes)
    // From the last slot down, so that a lane that moves into a freed slot has already advanced.
    for (let slot = lanes.length - 1; slot >= 0; slot--) {
      const lane = lanes[slot]
      if (!lane || lane.advance(blocks)) continue
      digests[lane.file.index] = hexOf(memory.state(slot))
      const next = shortestFirst.pop()
      if (next) {
        lane.start(next)
        memory.setState(slot, FIRST_STATE)
      } else {
        dropLane(memory, lanes, slot)
      }
    }
  }
  return digests
}

// Helpers

interface IndexedFile {
  readonly bytes: Uint8Array
  readonly index: number
}

/** A file that is being hashed, piece by piece, in one part of the arena. */
class Lane {
  file: IndexedFile
  /** Bytes of the file written to the arena so far. */
  taken = 0
  /** The address of the next block, and the number of blocks from there on. */
  at = 0
  blocks = 0
  readonly #memory: LaneMemory
  readonly #piece: number
  #padded = false

  constructor(memory: LaneMemory, piece: number, file: IndexedFile) {
    this.#memory = memory
    this.#piece = piece
    this.file = file
    this.start(file)
  }

  start(file: IndexedFile): void {
    this.file = file
    this.taken = 0
    this.#refill()
  }

  /** Skips hashed blocks, at most `this.blocks`; false at the end of the file. */
  advance(blocks: number): boolean {
    this.at += blocks * BLOCK_BYTES
    this.blocks -= blocks
    if (this.blocks > 0) return true
    if (this.#padded) return false
    this.#refill()
    return true
  }

  #refill(): void {
    const { bytes } = this.file
    const size = Math.min(bytes.length - this.taken, LANE_PIECE_BYTES)
    this.#memory.write(bytes.subarray(this.taken, this.taken + size), this.#piece)
    this.taken += size
    this.at = this.#piece
    this.#padded = size < LANE_PIECE_BYTES
    this.blocks = this.#padded
      ? this.#memory.pad(this.#piece, size, bytes.length)
      : LANE_PIECE_BYTES / BLOCK_BYTES
  }
}

/** Runs as many blocks as every lane has, and returns their number. */
function runAll(kernels: Kernels, memory: LaneMemory, lanes: readonly Lane[]): number {
  let blocks = Number.POSITIVE_INFINITY
  for (const [slot, lane] of lanes.entries()) {
    blocks = Math.min(blocks, lane.blocks)
    memory.setPointer(slot, lane.at)
  }
  kernels.run(lanes.length, blocks)
  return blocks
}

/** Moves the last lane into the freed slot, because kernels run the first lanes. */
function dropLane(memory: LaneMemory, lanes: Lane[], slot: number): void {
  const last = lanes.pop()
  if (!last || slot === lanes.length) return
  lanes[slot] = last
  memory.setState(slot, memory.state(lanes.length))
}
