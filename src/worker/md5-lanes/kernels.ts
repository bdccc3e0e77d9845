/** The compiled kernels and their memory. */
import { MODULE } from './md5-lanes.wasm.ts'

export interface Kernels {
  readonly memory: ArrayBuffer
  /**
   * Runs the next blocks of the first `lanes` lanes, 1 to 12, with the narrowest kernel that has enough lanes. The kernel
   * may also read at the pointers of lanes beyond `lanes` and overwrite their states.
   */
  run(lanes: number, blocks: number): void
}

/** @throws Error if WASM is forbidden or has no SIMD. */
export async function startKernels(): Promise<Kernels> {
  const bytes = decoded(MODULE)
  if (!WebAssembly.validate(bytes))
    throw new Error('WebAssembly has no SIMD in this browser: use another MD5 engine.')
  const { instance } = await WebAssembly.instantiate(bytes)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the module is ours, and built for this
  const exported = instance.exports as unknown as Exports
  return {
    memory: exported.memory.buffer,
    run(lanes, blocks) {
      if (lanes > 8) exported.lanes12(blocks)
      else if (lanes > 4) exported.lanes8(blocks)
      else if (lanes > 1) exported.lanes4(blocks)
      else exported.lane1(blocks)
    },
  }
}

// Helpers

type Kernel = (blocks: number) => void

interface Exports {
  readonly memory: WebAssembly.Memory
  readonly lanes12: Kernel
  readonly lanes8: Kernel
  readonly lanes4: Kernel
  readonly lane1: Kernel
}

function decoded(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = (digit(hex, 2 * at) << 4) | digit(hex, 2 * at + 1)
  }
  return bytes
}

/** The value of `0`-`9` or `a`-`f`; bit 6 of the character code tells letters from digits. */
function digit(hex: string, at: number): number {
  const code = hex.charCodeAt(at)
  return (code & 15) + 9 * (code >> 6)
}
