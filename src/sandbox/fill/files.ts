import { seededRandom } from '../world/random.ts'
import { sceneJpeg } from './jpeg.ts'
import { berthsCsv, dotLottie, markSvg, onePagePdf } from './papers.ts'
import type { PlannedFile } from './plan.ts'
import { noisePng, scenePng } from './png.ts'
import { paletteOf, sceneOf, SHAPES } from './scene.ts'

/** A valid file for the plan, with its content type. The same file and seed give the same bytes. */
export function makeFile(
  { kind, number }: PlannedFile,
  seed: number,
): { readonly bytes: Buffer; readonly contentType: string } {
  const random = seededRandom(seed * 1_000_003 + number)
  const palette = paletteOf(0.5 + 0.2 * random(), random(), random())
  const shape = Math.floor(random() * SHAPES)
  const note = `seed ${seed}, file ${number}`
  const [width = 320, height = 240] = SIZES[Math.floor(random() * SIZES.length)] ?? []
  switch (kind) {
    case 'jpeg':
      return jpeg(sceneJpeg(sceneOf(shape, width, height), palette, note))
    case 'png':
      return png(scenePng({ shape, width, height }, palette, note))
    case 'large':
      return png(
        noisePng(700 + Math.floor(random() * 300), 300 + Math.floor(random() * 700), random),
      )
    case 'svg':
      return { bytes: Buffer.from(markSvg(palette, shape, note)), contentType: 'image/svg+xml' }
    case 'pdf':
      return { bytes: Buffer.from(onePagePdf(note), 'latin1'), contentType: 'application/pdf' }
    case 'json':
      return { bytes: Buffer.from(dotLottie(palette, note)), contentType: 'application/json' }
    case 'csv':
      return { bytes: Buffer.from(berthsCsv(note, shape)), contentType: 'text/csv' }
  }
}

// Helpers

/** Multiples of 8, as the JPEG encoder requires. */
const SIZES: readonly (readonly [number, number])[] = [
  [320, 240],
  [240, 320],
  [480, 320],
  [640, 480],
  [800, 400],
  [256, 256],
]

const jpeg = (bytes: Buffer) => ({ bytes, contentType: 'image/jpeg' })
const png = (bytes: Buffer) => ({ bytes, contentType: 'image/png' })
