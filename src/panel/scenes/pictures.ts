/** Files for the scenes: photographs and flags from packages, and generated pictures. */
import photo1 from 'fancybox/demo/1_b.jpg?url'
import photo2 from 'fancybox/demo/2_b.jpg?url'
import photo3 from 'fancybox/demo/3_b.jpg?url'
import photo4 from 'fancybox/demo/4_b.jpg?url'
import photo5 from 'fancybox/demo/5_b.jpg?url'
import flagIs from 'flag-icons/flags/4x3/is.svg?url'
import flagNo from 'flag-icons/flags/4x3/no.svg?url'
import flagPt from 'flag-icons/flags/4x3/pt.svg?url'

const PHOTOS = [photo1, photo2, photo3, photo4, photo5]
const FLAGS = [flagIs, flagNo, flagPt]

/** Bytes for a file of this name; `seed` selects the picture. Empty if its type has no picture. */
export async function pictureFor(name: string, seed: number): Promise<Blob> {
  if (name.endsWith('.svg')) return fetched(FLAGS[seed % FLAGS.length] ?? flagIs)
  if (!/\.(jpe?g|png|webp|gif|avif)$/i.test(name)) return new Blob()
  return seed % 2 === 0 ? fetched(PHOTOS[(seed / 2) % PHOTOS.length] ?? photo1) : painted(seed)
}

// Helpers

const kept = new Map<string, Promise<Blob>>()

function fetched(url: string): Promise<Blob> {
  const known = kept.get(url) ?? fetch(url).then((answer) => answer.blob())
  kept.set(url, known)
  return known
}

/** A generated harbour scene: sky, sun, hills, water. */
async function painted(seed: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(96, 96)
  const context = canvas.getContext('2d')
  if (!context) return new Blob()
  const hue = (seed * 47) % 360
  const sky = context.createLinearGradient(0, 0, 0, 64)
  sky.addColorStop(0, `hsl(${hue} 55% 42%)`)
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 70% 78%)`)
  context.fillStyle = sky
  context.fillRect(0, 0, 96, 96)
  context.fillStyle = `hsl(${(hue + 60) % 360} 90% 88%)`
  context.beginPath()
  context.arc(20 + ((seed * 13) % 56), 34, 9, 0, Math.PI * 2)
  context.fill()
  for (const [i, base] of [54, 62].entries()) {
    context.fillStyle = `hsl(${(hue + 200 + i * 20) % 360} 30% ${34 - i * 10}%)`
    context.beginPath()
    context.moveTo(0, 96)
    for (let x = 0; x <= 96; x += 8) context.lineTo(x, base + Math.sin(x / 14 + seed + i * 2) * 8)
    context.lineTo(96, 96)
    context.fill()
  }
  context.fillStyle = `hsl(${hue} 45% 30% / 0.75)`
  context.fillRect(0, 74, 96, 22)
  return canvas.convertToBlob({ type: 'image/png' })
}
