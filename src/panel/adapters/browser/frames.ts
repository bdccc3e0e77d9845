import type { Frames } from '../../ports/run.ts'

/** Shorter than anybody reads; a run that changes more often would draw half the time. */
const SHORTEST_MS = 100

/** The browser's own frames. */
export const everyFrame: Frames = (callback) => void requestAnimationFrame(callback)

/** Frames for what is read: the first one at once, then at most ten a second. */
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
