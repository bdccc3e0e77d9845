import type { Frames } from '../../ports/run.ts'

/** Faster than anybody reads. Drawing every frame of a busy run would take half of the page's time. */
const SHORTEST_MS = 100

/** The browser's animation frames. */
export const everyFrame: Frames = (callback) => void requestAnimationFrame(callback)

/** Frames for text that people read: the first at once, then at most ten a second. */
export function readableFrames(frames: Frames = everyFrame): Frames {
  let last = Number.NEGATIVE_INFINITY
  return (callback) => {
    const draw = (): void =>
      frames(() => {
        last = performance.now()
        callback()
      })
    const wait = last + SHORTEST_MS - performance.now()
    if (wait <= 0) draw()
    else setTimeout(draw, wait)
  }
}
