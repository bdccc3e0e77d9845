import { crc32, deflateSync } from 'node:zlib'
import { type Palette, type Scene, sceneOf } from './scene.ts'

/** A PNG of a landscape in four colours; `note` is stored in the file, so that files can differ. */
export function scenePng(
  picture: { readonly shape: number; readonly width: number; readonly height: number },
  palette: Palette,
  note: string,
): Buffer {
  const { width, height } = picture
  return png([
    chunk('IHDR', header(width, height, 2, INDEXED)),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('tEXt', Buffer.from(`Comment\0${note}`, 'latin1')),
    chunk('IDAT', pixelsOf(picture)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG as large as a photo: noise from `random`, which does not compress. */
export function noisePng(width: number, height: number, random: () => number): Buffer {
  const row = 1 + width * 3
  const raw = Buffer.alloc(row * height)
  const words = new Uint32Array(raw.buffer, raw.byteOffset, raw.byteLength >> 2)
  let state = Math.floor(random() * 2 ** 32) | 1
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  for (let y = 0; y < height; y++) raw[y * row] = 0
  return truecolourPng(width, height, deflateSync(raw, { level: 0 }))
}

/** A PNG of one colour: red, green, blue. */
export function plainPng(colour: readonly number[], width: number, height: number): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()])
  const rows = Buffer.concat(Array.from({ length: height }, () => row))
  return truecolourPng(width, height, deflateSync(rows))
}

// Helpers

const TRUECOLOUR = 2
const INDEXED = 3

/** `pixels`: deflated rows of three bytes per pixel, each after filter byte 0. */
const truecolourPng = (width: number, height: number, pixels: Buffer): Buffer =>
  png([
    chunk('IHDR', header(width, height, 8, TRUECOLOUR)),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])

const png = (chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...chunks])

function header(width: number, height: number, depth: number, colour: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.writeUInt8(depth, 8)
  data.writeUInt8(colour, 9)
  return data
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** Each landscape is drawn once; files differ in colours and note. */
const drawn = new Map<string, Buffer>()

function pixelsOf(picture: { shape: number; width: number; height: number }): Buffer {
  const key = `${picture.shape} ${picture.width} ${picture.height}`
  const known = drawn.get(key)
  if (known) return known
  const pixels = deflateSync(rows(sceneOf(picture.shape, picture.width, picture.height)))
  drawn.set(key, pixels)
  return pixels
}

/** Two bits per pixel; each row starts with filter byte 0 (none). */
function rows(scene: Scene): Buffer {
  const bytes = Math.ceil(scene.width / 4)
  const raw = Buffer.alloc((bytes + 1) * scene.height)
  for (let y = 0; y < scene.height; y++) {
    for (let x = 0; x < scene.width; x++) {
      const at = y * (bytes + 1) + 1 + (x >> 2)
      raw[at] = (raw[at] ?? 0) | (scene.at(x, y) << (6 - 2 * (x & 3)))
    }
  }
  return raw
}
