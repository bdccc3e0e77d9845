/** A small landscape: sky, sun, two ranges of hills. Its pixels are 0 to 3, indices into a palette. */
export interface Scene {
  readonly width: number
  readonly height: number
  /** The palette index at a point. */
  at(x: number, y: number): number
}

/** Sky, sun, far hills, near hills; each red, green, blue. */
export type Palette = readonly [Rgb, Rgb, Rgb, Rgb]
export type Rgb = readonly [red: number, green: number, blue: number]

/** How many different landscapes there are. */
export const SHAPES = 24

/** The landscape with this number. */
export function sceneOf(shape: number, width: number, height: number): Scene {
  const sun = { x: width * (0.2 + ((shape * 7) % 13) / 20), y: height * (0.22 + (shape % 5) / 18) }
  const radius = Math.min(width, height) * (0.07 + (shape % 3) / 40)
  const hills = (x: number, wave: number, from: number) =>
    height * (from + 0.1 * Math.sin((x / width) * wave + shape) + 0.05 * Math.sin(x * 0.05 + shape))
  return {
    width,
    height,
    at(x, y) {
      if (y > hills(x, 4 + (shape % 4), 0.78)) return 3
      if (y > hills(x, 7 + (shape % 5), 0.6)) return 2
      return (x - sun.x) ** 2 + (y - sun.y) ** 2 < radius ** 2 ? 1 : 0
    },
  }
}

/** Matching colours from three numbers between 0 and 1. */
export function paletteOf(hue: number, warmth: number, light: number): Palette {
  const sky = hsl(hue, 0.35, 0.72 + 0.16 * light)
  const sun = hsl(0.1 + 0.06 * warmth, 0.85, 0.82)
  return [sky, sun, hsl(hue + 0.06, 0.28, 0.55), hsl(hue + 0.1, 0.34, 0.32 + 0.1 * light)]
}

// Helpers

function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const spread = saturation * Math.min(lightness, 1 - lightness)
  const channel = (shift: number) => {
    const turn = (shift + (hue % 1) * 12) % 12
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
