import type { Palette, Rgb, Scene } from './scene.ts'

/**
 * A baseline JPEG of a landscape. Each block of 8 × 8 pixels has one colour, so only its mean is coded, which keeps the
 * encoder short. Sides must be multiples of 8. `note` is stored in the file.
 */
export function sceneJpeg(scene: Scene, palette: Palette, note: string): Buffer {
  const { width, height } = scene
  const size = [height >> 8, height & 255, width >> 8, width & 255]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xfe, Buffer.from(note, 'latin1')),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)])),
    segment(0xc0, Buffer.from([8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])),
    segment(0xc4, Buffer.from([0x00, ...MEAN_LENGTHS, ...MEAN_SYMBOLS])),
    segment(0xc4, Buffer.from([0x10, ...REST_LENGTHS, 0x00])),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    scan(scene, palette.map(inYCbCr)),
    Buffer.from([0xff, 0xd9]),
  ])
}

// Helpers

/** Huffman tables: the sizes 0 to 8 of a mean's change take four bits each, "end of block" takes one. */
const MEAN_SYMBOLS = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const MEAN_LENGTHS = [0, 0, 0, MEAN_SYMBOLS.length, ...Array<number>(12).fill(0)]
const REST_LENGTHS = [1, ...Array<number>(15).fill(0)]

function segment(marker: number, data: Buffer): Buffer {
  const length = data.length + 2
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data])
}

/** Converts to YCbCr centred on 0, by JFIF's formulas. */
function inYCbCr([red, green, blue]: Rgb): readonly number[] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ].map((value) => Math.max(-127, Math.min(127, Math.round(value))))
}

function scan(scene: Scene, colours: readonly (readonly number[])[]): Buffer {
  const bits = new Bits()
  const last = [0, 0, 0]
  for (let y = 4; y < scene.height; y += 8) {
    for (let x = 4; x < scene.width; x += 8) {
      const colour = colours[scene.at(x, y)] ?? []
      for (const [channel, mean] of colour.entries()) {
        putMean(bits, mean - (last[channel] ?? 0))
        last[channel] = mean
        bits.put(0, 1)
      }
    }
  }
  return bits.end()
}

/** Writes a change as its bit count and its bits; negative values are offset by 2^size - 1, as JPEG requires. */
function putMean(bits: Bits, change: number): void {
  const size = 32 - Math.clz32(Math.abs(change))
  bits.put(size, 4)
  bits.put(change < 0 ? change + 2 ** size - 1 : change, size)
}

/** Packs bits into bytes; adds a 0 after each 255, as JPEG requires. */
class Bits {
  readonly #bytes: number[] = []
  #buffer = 0
  #count = 0

  put(value: number, length: number): void {
    this.#buffer = (this.#buffer << length) | value
    this.#count += length
    while (this.#count >= 8) {
      this.#count -= 8
      const byte = (this.#buffer >> this.#count) & 255
      this.#bytes.push(byte)
      if (byte === 255) this.#bytes.push(0)
    }
    this.#buffer &= 2 ** this.#count - 1
  }

  end(): Buffer {
    this.put(127, 7)
    return Buffer.from(this.#bytes)
  }
}
