/** The kernels' memory by lane: states, pointers and the bytes to hash. */
import { ARENA, BLOCK_BYTES, GROUP_LANES, LANE_STRIDE, POINTERS, STATES } from './layout.ts'

/** The state of MD5 between two blocks. */
export type Md5State = readonly [number, number, number, number]

/** RFC 1321, 3.3. */
export const FIRST_STATE: Md5State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]

export class LaneMemory {
  readonly #bytes: Uint8Array
  readonly #words: Uint32Array

  constructor(memory: ArrayBuffer) {
    this.#bytes = new Uint8Array(memory)
    this.#words = new Uint32Array(memory)
  }

  /** The address of a lane's pieces. A piece has at most `LANE_PIECE_BYTES`, plus padding if it is the last. */
  pieceAt(lane: number): number {
    return ARENA + lane * LANE_STRIDE
  }

  setPointer(lane: number, address: number): void {
    this.#words[POINTERS / 4 + lane] = address
  }

  setState(lane: number, state: Md5State): void {
    for (let word = 0; word < 4; word++) this.#words[stateIndex(lane, word)] = state[word] ?? 0
  }

  state(lane: number): Md5State {
    const word = (index: number): number => this.#words[stateIndex(lane, index)] ?? 0
    return [word(0), word(1), word(2), word(3)]
  }

  /** Writes bytes to an address; the caller keeps them within a piece. */
  write(bytes: Uint8Array, address: number): void {
    this.#bytes.set(bytes, address)
  }

  /** A view of the bytes at an address. */
  bytesAt(address: number, length: number): Uint8Array {
    return this.#bytes.subarray(address, address + length)
  }

  /**
   * Pads a message whose last `left` bytes, fewer than `LANE_PIECE_BYTES`, are at `address`.
   * @param total the length of the message in bytes.
   * @returns the number of blocks at `address`, with the padding.
   */
  pad(address: number, left: number, total: number): number {
    const blocks = Math.ceil((left + 9) / BLOCK_BYTES)
    const end = address + blocks * BLOCK_BYTES
    this.#bytes[address + left] = 0x80
    this.#bytes.fill(0, address + left + 1, end - 8)
    this.#words[end / 4 - 2] = total * 8
    this.#words[end / 4 - 1] = total / 2 ** 29
    return blocks
  }
}

/** 32 lower-case hex digits. */
export function hexOf([a, b, c, d]: Md5State): string {
  return hexWord(a) + hexWord(b) + hexWord(c) + hexWord(d)
}

// Helpers

function stateIndex(lane: number, word: number): number {
  const group = Math.floor(lane / GROUP_LANES)
  return STATES / 4 + group * 16 + word * 4 + (lane % GROUP_LANES)
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

const pair = (byte: number): string => PAIRS[byte & 255] ?? ''

/** A word's bytes, the lowest first. */
function hexWord(word: number): string {
  return pair(word) + pair(word >>> 8) + pair(word >>> 16) + pair(word >>> 24)
}
