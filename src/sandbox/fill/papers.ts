import type { Palette, Rgb } from './scene.ts'

/** A drawing of a flag or a mark. */
export function markSvg(palette: Palette, shape: number, note: string): string {
  const [sky, sun, far, near] = palette.map(hex)
  const round = `<circle cx="${18 + (shape % 5) * 7}" cy="24" r="${8 + (shape % 4) * 2}" fill="${sun}"/>`
  const wave = `<path d="M0 ${34 + (shape % 3) * 3}q16-${6 + (shape % 6)} 32 0t32 0v30H0z" fill="${shape % 2 ? far : near}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><title>${note}</title><rect width="64" height="64" rx="${shape % 12}" fill="${sky}"/>${round}${wave}</svg>\n`
}

/** A valid PDF of one page with a line of text. */
export function onePagePdf(text: string): string {
  const line = `BT /F1 18 Tf 72 720 Td (${text.replaceAll(/[^ -~]|[()\\]/g, '')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${line.length} >>\nstream\n${line}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
}

/** A Lottie animation of a moving dot. */
export function dotLottie(palette: Palette, note: string): string {
  const [, sun] = palette
  const still = (value: unknown) => ({ a: 0, k: value })
  const key = (time: number, x: number) => ({ t: time, s: [x, 50] })
  const shapes = [
    { ty: 'el', p: still([0, 0]), s: still([24, 24]) },
    { ty: 'fl', c: still([...sun.map((part) => part / 255), 1]), o: still(100) },
  ]
  const dot = { ddd: 0, ty: 4, nm: 'dot', ip: 0, op: 60, st: 0, shapes }
  const ks = {
    p: { a: 1, k: [key(0, 20), key(30, 80), key(60, 20)] },
    o: still(100),
    s: still([100, 100]),
    r: still(0),
    a: still([0, 0]),
  }
  const layers = [{ ...dot, ks }]
  return JSON.stringify({ v: '5.7.0', nm: note, fr: 30, ip: 0, op: 60, w: 100, h: 100, layers })
}

/** A table of berths. */
export const berthsCsv = (note: string, shape: number): string =>
  ['Berth,Length m,Note', ...[1, 2, 3].map((n) => `${shape + n},${8 + n * 2},${note}`), ''].join(
    '\r\n',
  )

// Helpers

const hex = (rgb: Rgb): string =>
  `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`
